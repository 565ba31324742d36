# Runs at installation: the client's headers and those of the house that they include, which move
# below daemun/ and are included from there. "base/text.h" is a name that other projects have too.
# daemun_root, daemun_include_dir and CMake's installation variables come from the caller.

cmake_policy(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/include_closure.cmake")

file(GLOB_RECURSE headers "${daemun_root}/client/daemun/*.h")
list(FILTER headers EXCLUDE REGEX "/test_[a-z_]*\\.h$")
daemun_include_closure(headers "${daemun_root}" HEADERS ${headers})

foreach(header IN LISTS headers)
  string(REGEX REPLACE "^.*/(client/daemun|src)/" "" name "${header}")
  set(target "${CMAKE_INSTALL_PREFIX}/${daemun_include_dir}/daemun/${name}")
  file(READ "${header}" text)
  string(REGEX REPLACE "#include \"(base|crypto|jose|net)/" "#include \"daemun/\\1/" text "${text}")
  file(WRITE "$ENV{DESTDIR}${target}" "${text}")
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${target}")
endforeach()
list(LENGTH headers count)
message(STATUS "Installing: ${count} headers in ${CMAKE_INSTALL_PREFIX}/${daemun_include_dir}")
