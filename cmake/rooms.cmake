# A room is one folder under heed/: a static library of its sources and one test program of its
# *_test.cc files, which lie beside them. Which room may include which is tools/check_layers.py's.

set(HEED_WARNINGS -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror)

# heed_room(NAME [USES room…] [LIBRARIES target…])
function(heed_room name)
  cmake_parse_arguments(ROOM "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")

  if(NOT sources)  # nobody lives there yet
    add_library(heed_${name} INTERFACE)
    list(TRANSFORM ROOM_USES PREPEND heed_)
    target_include_directories(heed_${name} INTERFACE $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>)
    target_link_libraries(heed_${name} INTERFACE ${ROOM_USES} ${ROOM_LIBRARIES})
    return()
  endif()
  add_library(heed_${name} STATIC ${sources})
  target_include_directories(heed_${name} PUBLIC $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>)
  target_compile_options(heed_${name} PRIVATE ${HEED_WARNINGS})
  list(TRANSFORM ROOM_USES PREPEND heed_)
  target_link_libraries(heed_${name} PUBLIC ${ROOM_USES} ${ROOM_LIBRARIES})

  if(HEED_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_compile_options(${name}_test PRIVATE ${HEED_WARNINGS})
    target_compile_definitions(${name}_test PRIVATE HEED_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_link_libraries(${name}_test PRIVATE heed_${name} GTest::gmock GTest::gtest_main)
    add_test(NAME ${name} COMMAND ${name}_test)
    set_tests_properties(${name} PROPERTIES WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} TIMEOUT 600)
  endif()
endfunction()
