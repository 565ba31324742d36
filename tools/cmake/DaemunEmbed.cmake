# What the binary carries inside: the migrations, the connectors' data, the browser pages, the
# demonstration and the common passwords, each as one generated source, and the statements of the stores, a
# header for each .sql. Sets DAEMUN_MIGRATIONS_CPP, DAEMUN_STATEMENTS, DAEMUN_CONNECTORS_CPP, DAEMUN_WEB_CPP,
# DAEMUN_DEMO_CPP, DAEMUN_COMMON_PASSWORDS_CPP, DAEMUN_PHONE_RULES_CPP and
# DAEMUN_DISPOSABLE_DOMAINS_CPP.

set(DAEMUN_EMBED "${PROJECT_SOURCE_DIR}/tools/cmake/embed.cmake")

set(DAEMUN_MIGRATIONS_CPP "${CMAKE_BINARY_DIR}/generated/migrations.cpp")
set(daemun_migrations_dir "${PROJECT_SOURCE_DIR}/src/storage/migrations")
file(GLOB daemun_migrations CONFIGURE_DEPENDS "${daemun_migrations_dir}/*.sql")
add_custom_command(
  OUTPUT "${DAEMUN_MIGRATIONS_CPP}"
  COMMAND "${CMAKE_COMMAND}" "-DOUT=${DAEMUN_MIGRATIONS_CPP}" -DKIND=migrations
    "-DDIR=${daemun_migrations_dir}" -P "${DAEMUN_EMBED}"
  DEPENDS ${daemun_migrations} "${DAEMUN_EMBED}"
  COMMENT "Embedding the migrations"
  VERBATIM)

add_executable(embed_sql "${PROJECT_SOURCE_DIR}/tools/embed_sql.cpp")
file(GLOB daemun_sql CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/storage/*.sql")
set(DAEMUN_STATEMENTS "${CMAKE_BINARY_DIR}/generated/storage/statements.cpp")
foreach(file IN LISTS daemun_sql)
  get_filename_component(name "${file}" NAME_WE)
  list(APPEND DAEMUN_STATEMENTS "${CMAKE_BINARY_DIR}/generated/storage/${name}_sql.h")
endforeach()
add_custom_command(
  OUTPUT ${DAEMUN_STATEMENTS}
  COMMAND embed_sql "${CMAKE_BINARY_DIR}/generated/storage" ${daemun_sql} ${daemun_migrations}
  DEPENDS ${daemun_sql} ${daemun_migrations} embed_sql
  COMMENT "Embedding the statements"
  VERBATIM)

set(DAEMUN_CONNECTORS_CPP "${CMAKE_BINARY_DIR}/generated/connectors.cpp")
set(daemun_connectors_dir "${PROJECT_SOURCE_DIR}/src/connectors/data")
file(GLOB_RECURSE daemun_connectors CONFIGURE_DEPENDS "${daemun_connectors_dir}/*")
add_custom_command(
  OUTPUT "${DAEMUN_CONNECTORS_CPP}"
  COMMAND "${CMAKE_COMMAND}" "-DOUT=${DAEMUN_CONNECTORS_CPP}" -DKIND=connectors
    "-DDIR=${daemun_connectors_dir}" -P "${DAEMUN_EMBED}"
  DEPENDS ${daemun_connectors} "${DAEMUN_EMBED}"
  COMMENT "Embedding the data of the connectors"
  VERBATIM)

# daemun_embed_file(<variable with the generated source> <namespace> <name> <file>)
function(daemun_embed_file out namespace name file)
  set(cpp "${CMAKE_BINARY_DIR}/generated/${name}.cpp")
  add_custom_command(
    OUTPUT "${cpp}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${cpp}" -DKIND=file "-DNAMESPACE=${namespace}" "-DNAME=${name}"
      "-DDIR=${file}" -P "${DAEMUN_EMBED}"
    DEPENDS "${file}" "${DAEMUN_EMBED}"
    COMMENT "Embedding ${name}"
    VERBATIM)
  set(${out} "${cpp}" PARENT_SCOPE)
endfunction()
daemun_embed_file(DAEMUN_DEMO_CPP daemun::app demo_tenant_file "${PROJECT_SOURCE_DIR}/examples/demo/tenant.yaml")
daemun_embed_file(DAEMUN_COMMON_PASSWORDS_CPP daemun common_passwords_file
  "${PROJECT_SOURCE_DIR}/src/domain/common_passwords.txt")
daemun_embed_file(DAEMUN_PHONE_RULES_CPP daemun phone_rules_file "${PROJECT_SOURCE_DIR}/src/domain/phone_rules.txt")

# docs/decisions/0024-data-of-others.md. npm only fetches the lists.
set(DAEMUN_DISPOSABLE_DOMAINS_CPP "${CMAKE_BINARY_DIR}/generated/disposable_domains_table.cpp")
set(daemun_data_dir "${PROJECT_SOURCE_DIR}/tools/data")
set(daemun_domain_lists "")
set(daemun_data_installed "")
add_executable(embed_domains "${PROJECT_SOURCE_DIR}/tools/embed_domains.cpp")
target_include_directories(embed_domains PRIVATE "${PROJECT_SOURCE_DIR}/src")
find_program(DAEMUN_NPM npm)
if(DAEMUN_NPM)
  set(daemun_data_installed "${CMAKE_BINARY_DIR}/generated/data_installed.stamp")
  set(daemun_domain_lists "${daemun_data_dir}/node_modules/disposable-email-domains/index.json"
    "${daemun_data_dir}/node_modules/disposable-email-domains/wildcard.json")
  add_custom_command(
    OUTPUT "${daemun_data_installed}"
    COMMAND "${CMAKE_COMMAND}" "-DDIR=${daemun_data_dir}" "-DNPM=${DAEMUN_NPM}" -P
      "${PROJECT_SOURCE_DIR}/tools/cmake/npm_ci.cmake"
    COMMAND "${CMAKE_COMMAND}" -E touch "${daemun_data_installed}"
    DEPENDS "${daemun_data_dir}/package-lock.json" "${PROJECT_SOURCE_DIR}/tools/cmake/npm_ci.cmake"
    COMMENT "Installing the npm packages of tools/data"
    VERBATIM)
else()
  message(WARNING "npm is not there: the server will know no disposable e-mail domains but those of "
    "DISPOSABLE_DOMAINS_FILE")
endif()
add_custom_command(
  OUTPUT "${DAEMUN_DISPOSABLE_DOMAINS_CPP}"
  COMMAND embed_domains "${DAEMUN_DISPOSABLE_DOMAINS_CPP}" ${daemun_domain_lists}
  DEPENDS embed_domains ${daemun_data_installed}
  COMMENT "Embedding the disposable e-mail domains"
  VERBATIM)

# DaemunWeb.cmake builds web/ with npm and embeds the result; without it the table is empty and the
# server answers its API only.
if(WITH_WEB)
  include(DaemunWeb OPTIONAL)
endif()
if(NOT DAEMUN_WEB_CPP)
  set(DAEMUN_WEB_CPP "${CMAKE_BINARY_DIR}/generated/web.cpp")
  add_custom_command(
    OUTPUT "${DAEMUN_WEB_CPP}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${DAEMUN_WEB_CPP}" -DKIND=web -DDIR= -P "${DAEMUN_EMBED}"
    DEPENDS "${DAEMUN_EMBED}"
    COMMENT "Embedding no pages (WITH_WEB is off)"
    VERBATIM)
endif()
