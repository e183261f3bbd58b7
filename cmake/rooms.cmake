# A room is one folder under heed/: a static library of its sources and one test program of its
# *_test.cc files, which lie beside them. Which room may include which is tools/check_layers.py's.

# Sources whose name ends in an instruction set are compiled for it, and chosen at run time: nothing
# from the standard library that is not inlined may be used there, or code for a machine that is not
# this one could be linked into the rest of the program.
set(HEED_FAST -O3 -ffp-contract=fast -fno-math-errno -fno-trapping-math)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # GCC 12 warns of its own intrinsics
  list(APPEND HEED_FAST -Wno-maybe-uninitialized -Wno-uninitialized)
endif()
set(HEED_ISA_baseline ${HEED_FAST})
set(HEED_ISA_avx2 ${HEED_FAST})
set(HEED_ISA_avx512 ${HEED_FAST})
set(HEED_ISA_avx512vnni ${HEED_FAST})
set(HEED_ISA_avx512bf16 ${HEED_FAST})
set(HEED_ISA_avx512fp16 ${HEED_FAST})
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  list(APPEND HEED_ISA_avx2 -mavx2 -mfma)
  list(APPEND HEED_ISA_avx512 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mfma)
  list(APPEND HEED_ISA_avx512vnni ${HEED_ISA_avx512} -mavx512vnni)
  list(APPEND HEED_ISA_avx512bf16 ${HEED_ISA_avx512} -mavx512bf16)
  list(APPEND HEED_ISA_avx512fp16 ${HEED_ISA_avx512} -mavx512fp16)
endif()

set(HEED_WARNINGS -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror)
if(HEED_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND HEED_WARNINGS -Wno-error=tsan)  # fences within Boost, which it does not watch
endif()

# heed_room(NAME [USES room…] [LIBRARIES target…])
function(heed_room name)
  cmake_parse_arguments(ROOM "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  if(NOT CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    list(FILTER sources EXCLUDE REGEX "[/_]avx[0-9a-z]*\\.cc$")
  endif()

  foreach(source IN LISTS sources)
    if(source MATCHES "_(baseline|avx2|avx512|avx512vnni|avx512bf16|avx512fp16)\\.cc$")
      set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "${HEED_ISA_${CMAKE_MATCH_1}}")
    endif()
  endforeach()

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
