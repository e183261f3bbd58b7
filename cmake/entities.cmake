# The table of HTML's named characters, from Python's standard library.
set(entities ${CMAKE_BINARY_DIR}/generated/heed/read/entities.inc)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/heed/read)
add_custom_command(
  OUTPUT ${entities}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/make_entities.py ${entities}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/make_entities.py
  COMMENT "Writing the table of named characters"
  VERBATIM)
target_sources(heed_read PRIVATE ${entities})
target_include_directories(heed_read PRIVATE ${CMAKE_BINARY_DIR}/generated)
