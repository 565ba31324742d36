# The libraries from Debian 12, each behind one interface target. docs/decisions/ says why each.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
pkg_check_modules(YAML_CPP REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc)
pkg_check_modules(RE2 REQUIRED re2)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(CRYPT REQUIRED IMPORTED_TARGET libxcrypt)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET hogweed nettle gmp)
pkg_check_modules(CBOR REQUIRED IMPORTED_TARGET libcbor)
pkg_check_modules(XMLSEC REQUIRED IMPORTED_TARGET xmlsec1-openssl)
pkg_check_modules(XML REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(PNG REQUIRED libpng)
pkg_check_modules(TURBOJPEG REQUIRED libturbojpeg)
pkg_check_modules(WEBP REQUIRED libwebp)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(MAXMINDDB REQUIRED IMPORTED_TARGET libmaxminddb)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
find_library(SQLITE3_STATIC NAMES libsqlite3.a REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(HIREDIS REQUIRED hiredis)
pkg_check_modules(CPP_HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)

add_library(daemun_lib_boost INTERFACE)
target_link_libraries(daemun_lib_boost INTERFACE Boost::headers Boost::json Boost::url Threads::Threads)

add_library(daemun_lib_text INTERFACE)
# Without the -pthread of its package: the precompiled header is compiled without it as well.
target_link_libraries(daemun_lib_text INTERFACE fmt::fmt spdlog::spdlog PkgConfig::ICU ${RE2_LINK_LIBRARIES})

add_library(daemun_lib_crypto INTERFACE)
target_link_libraries(daemun_lib_crypto INTERFACE OpenSSL::Crypto PkgConfig::ARGON2 PkgConfig::CRYPT PkgConfig::NETTLE)

add_library(daemun_lib_cbor INTERFACE)
target_link_libraries(daemun_lib_cbor INTERFACE PkgConfig::CBOR)

add_library(daemun_lib_xml INTERFACE)
target_link_libraries(daemun_lib_xml INTERFACE PkgConfig::XMLSEC PkgConfig::XML ZLIB::ZLIB)

add_library(daemun_lib_door INTERFACE)
target_link_libraries(daemun_lib_door INTERFACE OpenSSL::SSL ZLIB::ZLIB)

add_library(daemun_lib_images INTERFACE)
target_link_libraries(daemun_lib_images INTERFACE PkgConfig::QRENCODE ZLIB::ZLIB)

# Pictures that people send; docs/decisions/0033-pictures.md
add_library(daemun_lib_pictures INTERFACE)
# Without the include path of libpng's package, which all that links with this would be compiled with.
target_link_libraries(daemun_lib_pictures INTERFACE ${PNG_LINK_LIBRARIES} ${TURBOJPEG_LINK_LIBRARIES} ${WEBP_LINK_LIBRARIES} ZLIB::ZLIB)

# The embedded engine is linked statically: one binary holds its database.
add_library(daemun_lib_database INTERFACE)
target_link_libraries(daemun_lib_database INTERFACE ${SQLITE3_STATIC} ${CMAKE_DL_LIBS} m PkgConfig::PQ)

# What is linked into somebody else's app uses the machine's own libraries: of the session stores of
# the client library, which the server must not be linked with.
add_library(daemun_lib_stores INTERFACE)
# Without the large-file flag of its package, for the precompiled header's sake; it changes nothing here.
target_link_libraries(daemun_lib_stores INTERFACE PkgConfig::SQLITE ${HIREDIS_LINK_LIBRARIES})

add_library(daemun_lib_app INTERFACE)
target_link_libraries(daemun_lib_app INTERFACE PkgConfig::YAML_CPP PkgConfig::MAXMINDDB)

find_package(benchmark QUIET)
