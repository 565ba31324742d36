# cmake -DDIR=<folder with package-lock.json> -DNPM=<npm> -P npm_ci.cmake
# npm ci throws node_modules away, so it runs only when the lock file is another one than last time,
# and for one build folder at a time. script/bootstrap keeps the same stamp.

set(stamp "${DIR}/node_modules/.bootstrap")

function(is_current result)
  set(${result} FALSE PARENT_SCOPE)
  if(EXISTS "${stamp}")
    file(SHA256 "${DIR}/package-lock.json" wanted)
    file(SHA256 "${stamp}" installed)
    if(wanted STREQUAL installed)
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

is_current(current)
if(current)
  return()
endif()
string(SHA256 name "${DIR}")
string(SUBSTRING "${name}" 0 16 name)
set(lock_folder "$ENV{TMPDIR}")
if(NOT lock_folder)
  set(lock_folder "/tmp")
endif()
file(LOCK "${lock_folder}/daemun-npm-${name}.lock" GUARD PROCESS TIMEOUT 1800)
# Another build may have done it while this one waited.
is_current(current)
if(NOT current)
  execute_process(COMMAND "${NPM}" ci --silent WORKING_DIRECTORY "${DIR}" COMMAND_ERROR_IS_FATAL ANY)
  file(COPY_FILE "${DIR}/package-lock.json" "${stamp}")
endif()
