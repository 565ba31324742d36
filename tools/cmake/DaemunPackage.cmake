# The client library as others use it: libdaemun-auth, shared and static, with what it needs of the
# house inside; its headers; its CMake package and its pkg-config file. All of it is installed as the
# component "daemun-auth". Included by client/CMakeLists.txt alone.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
include("${CMAKE_CURRENT_LIST_DIR}/include_closure.cmake")

get_filename_component(daemun_root "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

# The client's sources, and of the house those whose headers somebody there includes.
file(GLOB_RECURSE daemun_auth_sources CONFIGURE_DEPENDS "${daemun_root}/client/*.cpp")
list(FILTER daemun_auth_sources EXCLUDE REGEX "_(test|bench)\\.cpp$")
daemun_include_closure(daemun_auth_files "${daemun_root}" SOURCES ${daemun_auth_sources})
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${daemun_auth_files})
set(daemun_auth_sources ${daemun_auth_files})
list(FILTER daemun_auth_sources INCLUDE REGEX "\\.cpp$")

# One set of objects for both libraries. Nothing of these options reaches a consumer, and nothing that
# would change what a header means: consumers compile the same Asio and the same Boost.JSON.
add_library(daemun_auth_objects OBJECT ${daemun_auth_sources})
set_target_properties(daemun_auth_objects PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_compile_features(daemun_auth_objects PUBLIC cxx_std_20)
target_include_directories(daemun_auth_objects PRIVATE "${daemun_root}/client" "${daemun_root}/src")
target_precompile_headers(daemun_auth_objects PRIVATE "${daemun_root}/tools/cmake/pch.h")
# Assertions stay: what they guard is who is signed in.
target_compile_definitions(daemun_auth_objects PRIVATE _GLIBCXX_ASSERTIONS)
target_compile_options(daemun_auth_objects PRIVATE
  -UNDEBUG -fstack-protector-strong "-ffile-prefix-map=${daemun_root}/="
  # False alarms of g++ 12, as in DaemunModule.cmake.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overread>)
target_link_libraries(daemun_auth_objects PRIVATE
  Threads::Threads Boost::headers Boost::json Boost::url OpenSSL::Crypto CURL::libcurl SQLite::SQLite3)

function(daemun_auth_library name type)
  add_library(${name} ${type} $<TARGET_OBJECTS:daemun_auth_objects>)
  set_target_properties(${name} PROPERTIES OUTPUT_NAME daemun-auth)
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_include_directories(${name} PUBLIC
    "$<BUILD_INTERFACE:${daemun_root}/client>" "$<BUILD_INTERFACE:${daemun_root}/src>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/daemun-auth>")
  # Public headers have Asio and Boost.JSON in them.
  target_link_libraries(${name}
    PUBLIC Threads::Threads Boost::headers Boost::json
    PRIVATE Boost::url OpenSSL::Crypto CURL::libcurl SQLite::SQLite3 hiredis)
endfunction()

daemun_auth_library(daemun_auth SHARED)
daemun_auth_library(daemun_auth_static STATIC)
add_library(daemun::auth ALIAS daemun_auth)
add_library(daemun::auth_static ALIAS daemun_auth_static)
# Before 1.0 a minor version may break: it is part of the name that programs ask for.
set_target_properties(daemun_auth PROPERTIES
  EXPORT_NAME auth VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set_target_properties(daemun_auth_static PROPERTIES EXPORT_NAME auth_static)
target_link_options(daemun_auth PRIVATE -Wl,--no-undefined -Wl,--as-needed -Wl,-z,relro,-z,now)

set(daemun_auth_component COMPONENT daemun-auth)
set(daemun_auth_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/daemun-auth")
foreach(kind shared static)
  set(target daemun_auth)
  if(kind STREQUAL "static")
    set(target daemun_auth_static)
  endif()
  # A program needs the library and its versioned name; who builds one, the plain name as well.
  install(TARGETS ${target} EXPORT daemun-auth-${kind}
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" ${daemun_auth_component} NAMELINK_COMPONENT daemun-auth
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" ${daemun_auth_component})
  install(EXPORT daemun-auth-${kind} NAMESPACE daemun:: DESTINATION "${daemun_auth_package_dir}" ${daemun_auth_component})
endforeach()

install(CODE "
  set(daemun_root \"${daemun_root}\")
  set(daemun_include_dir \"${CMAKE_INSTALL_INCLUDEDIR}/daemun-auth\")"
  ${daemun_auth_component})
install(SCRIPT "${CMAKE_CURRENT_LIST_DIR}/install_headers.cmake" ${daemun_auth_component})

set(generated "${CMAKE_CURRENT_BINARY_DIR}/package")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/daemun-auth-config.cmake.in"
  "${generated}/daemun-auth-config.cmake" INSTALL_DESTINATION "${daemun_auth_package_dir}"
  NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${generated}/daemun-auth-config-version.cmake" COMPATIBILITY SameMinorVersion)
# Its paths are relative to itself, so that the tree can be installed anywhere and moved.
file(RELATIVE_PATH daemun_prefix_from_pc "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file("${CMAKE_CURRENT_LIST_DIR}/daemun-auth.pc.in" "${generated}/daemun-auth.pc" @ONLY)
install(FILES "${generated}/daemun-auth-config.cmake" "${generated}/daemun-auth-config-version.cmake"
  DESTINATION "${daemun_auth_package_dir}" ${daemun_auth_component})
install(FILES "${generated}/daemun-auth.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" ${daemun_auth_component})
