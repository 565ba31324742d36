# daemun_module(<name> [TRIED_BY_FLOWS] DEPENDS <modules and libraries> [DIR <folder>] [ONLY <pattern>] [WITHOUT <pattern>]):
# one static library per folder of src/, or of that other folder's files of one name, without sources of
# another, its unit tests beside the sources (*_test.cpp) and its micro benchmarks (*_bench.cpp).
# TRIED_BY_FLOWS leaves the unit tests out of builds with sanitizers: there the flows go through the module.
# The DEPENDS of each call repeat the table of docs/architecture.md, so a wrong arrow fails to link
# where it does not already fail tools/check_layers.

add_library(daemun_options INTERFACE)
target_compile_features(daemun_options INTERFACE cxx_std_20)
target_compile_options(daemun_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Werror -fstack-protector-strong -fno-omit-frame-pointer
  # Spelled out, because CMake would say -fPIC to libraries and -fPIE to programs, and one
  # precompiled header serves both.
  -fPIE
  # g++ 12 reports false overlaps inside std::string (GCC bug 105651) and false uninitialised
  # members inside std::optional and coroutine frames when it optimises; clang builds keep both.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  # With inlining it also takes Asio's frame allocator for a mismatched one (GCC bug 103993) and reads
  # past short string constants (GCC bug 105329).
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:SHELL:-Wno-mismatched-new-delete -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread>"
  $<$<CXX_COMPILER_ID:GNU>:-fcoroutines>)
if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache")
  # What ccache asks for to cache objects that use a precompiled header.
  target_compile_options(daemun_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
    "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endif()
target_compile_definitions(daemun_options INTERFACE
  _GLIBCXX_ASSERTIONS BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_ARRAY
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
target_link_options(daemun_options INTERFACE -pie -Wl,-z,relro,-z,now)
# Links several times as fast; machines without it link as ever.
find_program(MOLD_PROGRAM NAMES ld.mold)
if(MOLD_PROGRAM)
  target_link_options(daemun_options INTERFACE -fuse-ld=mold)
endif()
target_include_directories(daemun_options INTERFACE "${PROJECT_SOURCE_DIR}/src")

if(DAEMUN_SANITIZE)
  target_compile_options(daemun_options INTERFACE -fsanitize=${DAEMUN_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(daemun_options INTERFACE -fsanitize=${DAEMUN_SANITIZE})
  if(DAEMUN_SANITIZE MATCHES "undefined")
    # clang 14 cannot compile coroutines with its "function" check (LLVM issue 49689).
    # A null or misaligned pointer faults by itself or is AddressSanitizer's; checking each access for
    # both made objects half as large again.
    target_compile_options(daemun_options INTERFACE
      $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function> -fno-sanitize=null,alignment)
  endif()
endif()
# The coverage that guides libFuzzer, in the libraries that it tests. Test programs do without.
function(daemun_fuzz_coverage target)
  if(DAEMUN_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize-coverage=inline-8bit-counters,pc-table,trace-cmp)
  endif()
endfunction()
if(DAEMUN_SANITIZE MATCHES "thread")
  # ThreadSanitizer does not understand the stand-alone fences that Asio uses.
  target_compile_definitions(daemun_options INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  target_compile_options(daemun_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
endif()

# One precompiled header for every target. Its owner is a library of its own, so that building one
# module never waits for another.
function(daemun_use_pch target)
  if(NOT TARGET daemun_pch)
    daemun_pch_owner(daemun_pch)
  endif()
  target_precompile_headers(${target} REUSE_FROM daemun_pch)
endfunction()

function(daemun_pch_owner owner)
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/generated/${owner}.cpp" CONTENT "")
  add_library(${owner} OBJECT "${CMAKE_BINARY_DIR}/generated/${owner}.cpp")
  target_link_libraries(${owner} PRIVATE daemun_options daemun_lib_boost ${ARGN})
  target_precompile_headers(${owner} PRIVATE "${PROJECT_SOURCE_DIR}/tools/cmake/pch.h")
endfunction()

# Test programs of a release try what is shipped, but are not shipped: half of all files, which
# compile in half the time without the optimiser. Another level needs a precompiled header of its own.
add_library(daemun_test_options INTERFACE)
target_compile_options(daemun_test_options INTERFACE $<$<CONFIG:Release>:-O0>
  $<$<CONFIG:Release>:-U_FORTIFY_SOURCE>)
function(daemun_test_program target)
  target_link_libraries(${target} PRIVATE daemun_test_options)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    daemun_use_pch(${target})
    return()
  endif()
  if(NOT TARGET daemun_test_pch)
    daemun_pch_owner(daemun_test_pch daemun_test_options)
  endif()
  target_precompile_headers(${target} REUSE_FROM daemun_test_pch)
endfunction()

# The micro benchmarks and the load tools, which only script/bench builds.
add_custom_target(benchmarks)

function(daemun_module name)
  cmake_parse_arguments(ARG "TRIED_BY_FLOWS" "DIR;ONLY;WITHOUT" "DEPENDS;SOURCES" ${ARGN})
  set(dir "${PROJECT_SOURCE_DIR}/src/${name}")
  if(ARG_DIR)
    set(dir "${PROJECT_SOURCE_DIR}/${ARG_DIR}")
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${dir}/*.cpp")
  if(ARG_ONLY)
    list(FILTER sources INCLUDE REGEX "${ARG_ONLY}")
  endif()
  set(tests ${sources})
  set(benches ${sources})
  list(FILTER sources EXCLUDE REGEX "_(test|bench)\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "/src/app/main\\.cpp$")
  if(ARG_WITHOUT)
    list(FILTER sources EXCLUDE REGEX "${ARG_WITHOUT}")
  endif()
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER benches INCLUDE REGEX "_bench\\.cpp$")

  # A module that has only headers yet, generated sources aside, is an interface.
  if(sources)
    add_library(daemun_${name} STATIC ${sources} ${ARG_SOURCES})
    daemun_use_pch(daemun_${name})
    daemun_fuzz_coverage(daemun_${name})
    set(visibility PUBLIC)
  else()
    add_library(daemun_${name} INTERFACE)
    set(visibility INTERFACE)
  endif()
  target_link_libraries(daemun_${name} ${visibility} daemun_options ${ARG_DEPENDS})

  if(tests AND BUILD_TESTING AND NOT (ARG_TRIED_BY_FLOWS AND DAEMUN_SANITIZE))
    add_executable(${name}_tests ${tests} "${PROJECT_SOURCE_DIR}/tests/support/doctest_main.cpp")
    target_link_libraries(${name}_tests PRIVATE daemun_${name})
    target_include_directories(${name}_tests PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    # The compiled support needs storage; modules below it use the headers of tests/support only.
    if(name STREQUAL "storage" OR "daemun_storage" IN_LIST ARG_DEPENDS OR name STREQUAL "app")
      target_link_libraries(${name}_tests PRIVATE daemun_test_support)
    endif()
    daemun_test_program(${name}_tests)
    add_test(NAME ${name} COMMAND ${name}_tests)
    set_tests_properties(${name} PROPERTIES
      LABELS unit TIMEOUT 900 ENVIRONMENT "DAEMUN_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
  endif()

  if(benches AND TARGET benchmark::benchmark_main)
    add_executable(${name}_bench EXCLUDE_FROM_ALL ${benches})
    add_dependencies(benchmarks ${name}_bench)
    target_link_libraries(${name}_bench PRIVATE daemun_${name} benchmark::benchmark_main)
    daemun_use_pch(${name}_bench)
  endif()
endfunction()
