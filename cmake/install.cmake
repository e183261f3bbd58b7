# The installed library: the engine's rooms in one archive, heed::engine, with their headers.
include(GNUInstallDirs)
set(rooms base kernel tensor attention nn text model train)
# Headers that only their own rooms' sources include: not installed, no part of docs/api.
set(HEED_INTERNAL_HEADERS
    "(kernel/simd/|kernel/(packed_avx512|packed_tiles|half_tiles|half_sums_avx512|transpose_avx512|slots_body)|tensor/ops/steps|text/vocabulary_scan|attention/(head_[a-z]+|vectors|parts|workspace))"
    CACHE INTERNAL "")
foreach(room ${rooms})
  list(APPEND objects $<TARGET_OBJECTS:heed_${room}>)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/heed/${room} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/heed
          FILES_MATCHING PATTERN "*.h" PATTERN testdata EXCLUDE
          REGEX "${HEED_INTERNAL_HEADERS}" EXCLUDE)
endforeach()
add_library(heed_engine STATIC ${objects})
set_target_properties(heed_engine PROPERTIES OUTPUT_NAME heed EXPORT_NAME engine LINKER_LANGUAGE CXX)
target_include_directories(heed_engine PUBLIC $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(heed_engine PUBLIC Threads::Threads nlohmann_json::nlohmann_json fmt::fmt
                                         ICU::uc dnnl gomp)
add_library(heed::engine ALIAS heed_engine)

install(TARGETS heed_engine EXPORT heed DESTINATION ${CMAKE_INSTALL_LIBDIR})
set(config ${CMAKE_INSTALL_LIBDIR}/cmake/heed)
install(EXPORT heed NAMESPACE heed:: FILE heedTargets.cmake DESTINATION ${config})
install(FILES ${CMAKE_SOURCE_DIR}/cmake/heedConfig.cmake DESTINATION ${config})
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/heedConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/heedConfigVersion.cmake DESTINATION ${config})
if(HEED_APP)
  install(TARGETS heed DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

if(HEED_TESTS AND NOT HEED_SANITIZE)  # a program that uses it would need the same sanitizers
  add_test(NAME engine_install
           COMMAND bash ${CMAKE_SOURCE_DIR}/tests/install.sh ${CMAKE_BINARY_DIR} ${CMAKE_COMMAND})
endif()
