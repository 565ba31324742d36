# Builds the browser pages of web/ with npm and embeds them. Included by DaemunEmbed.cmake when
# WITH_WEB is on. Sets DAEMUN_WEB_CPP. Nothing but node_modules is written outside the build
# folder; the test also makes the console's types (web/console/src/api/schema.d.ts).

set(daemun_web_dir "${PROJECT_SOURCE_DIR}/web")
set(daemun_web_out "${CMAKE_BINARY_DIR}/web/experience")
set(daemun_console_out "${CMAKE_BINARY_DIR}/web/console")
set(DAEMUN_WEB_CPP "${CMAKE_BINARY_DIR}/generated/web.cpp")

find_program(DAEMUN_NODE node)
find_program(DAEMUN_NPM npm)
if(NOT DAEMUN_NODE OR NOT DAEMUN_NPM)
  message(FATAL_ERROR "WITH_WEB needs Node 20.19 or newer with npm: run script/bootstrap, or set WITH_WEB=OFF")
endif()
execute_process(COMMAND "${DAEMUN_NODE}" --version OUTPUT_VARIABLE daemun_node_version
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "^v" "" daemun_node_version "${daemun_node_version}")
if(daemun_node_version VERSION_LESS 20.19)
  set(daemun_old_node "${DAEMUN_NODE}")
  unset(DAEMUN_NODE CACHE)  # the next run looks again
  message(FATAL_ERROR "WITH_WEB needs Node 20.19 or newer, ${daemun_old_node} is ${daemun_node_version}: "
    "run script/bootstrap, or set WITH_WEB=OFF")
endif()

file(GLOB_RECURSE daemun_web_sources CONFIGURE_DEPENDS
  "${daemun_web_dir}/shared/*"
  "${daemun_web_dir}/experience/src/*"
  "${daemun_web_dir}/experience/phrases/*"
  "${daemun_web_dir}/experience/phrases_account/*"
  "${daemun_web_dir}/experience/build/*")
list(APPEND daemun_web_sources
  "${daemun_web_dir}/package.json"
  "${daemun_web_dir}/experience/index.html"
  "${daemun_web_dir}/experience/account.html"
  "${daemun_web_dir}/experience/tsconfig.json"
  "${daemun_web_dir}/experience/vite.config.ts")
file(GLOB_RECURSE daemun_console_sources CONFIGURE_DEPENDS
  "${daemun_web_dir}/shared/*"
  "${daemun_web_dir}/console/src/*"
  "${daemun_web_dir}/console/phrases/*"
  "${daemun_web_dir}/console/build/*"
  "${PROJECT_SOURCE_DIR}/src/connectors/data/texts/*"
  "${PROJECT_SOURCE_DIR}/examples/nextjs-authjs/app/*"
  "${PROJECT_SOURCE_DIR}/examples/nextjs-logto/app/*"
  "${PROJECT_SOURCE_DIR}/examples/react/src/*"
  "${PROJECT_SOURCE_DIR}/examples/guides/*")
# The types of the API are made by the finished program.
list(FILTER daemun_console_sources EXCLUDE REGEX "/schema\\.d\\.ts$")
# The guides show the examples' own text.
file(GLOB daemun_console_examples CONFIGURE_DEPENDS
  "${PROJECT_SOURCE_DIR}/examples/nextjs-authjs/*.ts"
  "${PROJECT_SOURCE_DIR}/examples/nextjs-authjs/types/*.ts"
  "${PROJECT_SOURCE_DIR}/examples/curl/*.sh"
  "${PROJECT_SOURCE_DIR}/examples/express/*.mjs"
  "${PROJECT_SOURCE_DIR}/examples/express/public/*"
  "${PROJECT_SOURCE_DIR}/examples/protected-api/*.mjs")
list(APPEND daemun_console_sources
  ${daemun_console_examples}
  "${daemun_web_dir}/package.json"
  "${daemun_web_dir}/console/index.html"
  "${daemun_web_dir}/console/vite.config.ts")

# Names with a hash in them cannot be outputs, so stamps stand for what the commands make.
set(daemun_web_installed "${CMAKE_BINARY_DIR}/web/installed.stamp")
set(daemun_web_built "${CMAKE_BINARY_DIR}/web/built.stamp")
set(daemun_console_built "${CMAKE_BINARY_DIR}/web/console_built.stamp")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/web" "${CMAKE_BINARY_DIR}/generated")

add_custom_command(
  OUTPUT "${daemun_web_installed}"
  COMMAND "${CMAKE_COMMAND}" "-DDIR=${daemun_web_dir}" "-DNPM=${DAEMUN_NPM}" -P
    "${PROJECT_SOURCE_DIR}/tools/cmake/npm_ci.cmake"
  COMMAND "${CMAKE_COMMAND}" -E touch "${daemun_web_installed}"
  DEPENDS "${daemun_web_dir}/package-lock.json" "${PROJECT_SOURCE_DIR}/tools/cmake/npm_ci.cmake"
  COMMENT "Installing the npm packages of web/"
  VERBATIM)
add_custom_command(
  OUTPUT "${daemun_web_built}"
  COMMAND "${DAEMUN_NPM}" run --silent build:experience -- --outDir "${daemun_web_out}"
    --emptyOutDir --logLevel warn
  COMMAND "${DAEMUN_NPM}" run --silent build:account -- --outDir "${daemun_web_out}" --logLevel warn
  COMMAND "${CMAKE_COMMAND}" -E touch "${daemun_web_built}"
  DEPENDS ${daemun_web_sources} "${daemun_web_installed}"
  WORKING_DIRECTORY "${daemun_web_dir}"
  COMMENT "Building the sign-in pages and the account center"
  VERBATIM)
add_custom_command(
  OUTPUT "${daemun_console_built}"
  COMMAND "${DAEMUN_NPM}" run --silent build:console -- --outDir "${daemun_console_out}" --emptyOutDir
    --logLevel warn
  COMMAND "${CMAKE_COMMAND}" -E touch "${daemun_console_built}"
  DEPENDS ${daemun_console_sources} "${daemun_web_installed}"
  WORKING_DIRECTORY "${daemun_web_dir}"
  COMMENT "Building the console"
  VERBATIM)
add_custom_command(
  OUTPUT "${DAEMUN_WEB_CPP}"
  COMMAND "${CMAKE_COMMAND}" "-DOUT=${DAEMUN_WEB_CPP}" -DKIND=web "-DDIR=${daemun_web_out}"
    "-DCONSOLE_DIR=${daemun_console_out}" -P "${PROJECT_SOURCE_DIR}/tools/cmake/embed.cmake"
  DEPENDS "${daemun_web_built}" "${daemun_console_built}" "${PROJECT_SOURCE_DIR}/tools/cmake/embed.cmake"
  COMMENT "Embedding the browser pages"
  VERBATIM)

if(BUILD_TESTING)
  add_test(NAME web COMMAND "${DAEMUN_NPM}" --silent test WORKING_DIRECTORY "${daemun_web_dir}")
  # The console is checked against the API as this program describes it.
  set_tests_properties(web PROPERTIES ENVIRONMENT "DAEMUN_BINARY=$<TARGET_FILE:daemun>")
  find_program(DAEMUN_CHROMIUM chromium PATHS /usr/bin NO_DEFAULT_PATH)
  if(DAEMUN_CHROMIUM)
    # One test for each file, as web_browser_<name>. Chromium is hungry: they take turns with the flows of
    # the console (tests/CMakeLists.txt), so that at most two of it run at a time.
    file(GLOB daemun_browser_tests RELATIVE "${daemun_web_dir}/experience" CONFIGURE_DEPENDS
      "${daemun_web_dir}/experience/test/*.browser.ts")
    foreach(test IN LISTS daemun_browser_tests)
      string(REGEX REPLACE "^test/(.+)\\.browser\\.ts$" "web_browser_\\1" name "${test}")
      add_test(NAME ${name} COMMAND "${DAEMUN_NPM}" --silent run test:browser -- "${test}"
        WORKING_DIRECTORY "${daemun_web_dir}")
      set_tests_properties(${name} PROPERTIES ENVIRONMENT "DAEMUN_PAGES=${daemun_web_out}"
        TIMEOUT 600 RESOURCE_LOCK browser_of_console)
    endforeach()
  endif()
endif()
