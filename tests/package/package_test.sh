#!/usr/bin/env bash
# Builds the client library by itself, installs it, and builds an app outside the tree with nothing
# but what is installed: shared and static by find_package, and by pkg-config.
# usage: package_test.sh BUILD_FOLDER      (kept, so that the next run compiles what has changed)
set -euo pipefail

root="$(cd "$(dirname "$0")/../.." && pwd)"
build="$1"
outside="$(mktemp -d)"
trap 'rm -rf "$outside"' EXIT

fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}
step() { printf '==> %s\n' "$*"; }
# A search that must find nothing.
finds_none() { # what, command...
  local what="$1" found
  shift
  found="$("$@" || true)"
  [[ -z $found ]] || fail "$what:"$'\n'"$(head -n 5 <<<"$found")"
}

launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi

step "build"
# Without the optimiser, in half the time: this tests what is installed, not how fast it is.
cmake -S "$root/client" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 "${launcher[@]}" >"$outside/log" 2>&1 || fail "$(cat "$outside/log")"
cmake --build "$build" --parallel 2 >"$outside/log" 2>&1 || fail "$(tail -n 50 "$outside/log")"

step "install, and move away from where it was installed to"
cmake --install "$build" --component daemun-auth --prefix "$outside/first" >"$outside/log" 2>&1 ||
  fail "$(cat "$outside/log")"
mv "$outside/first" "$outside/prefix"
prefix="$outside/prefix"
library="$(find "$prefix" -name 'libdaemun-auth.so')"
archive="$(find "$prefix" -name 'libdaemun-auth.a')"
lib="$(dirname "$library")"
export PKG_CONFIG_PATH="$lib/pkgconfig"

step "what is in it"
readelf --dynamic "$library" | grep -q 'soname: \[libdaemun-auth\.so\.0\.1\]' || fail "the soname"
finds_none "the tree's own path is in what is installed" grep -rlF "$root" "$prefix"
finds_none "tests are installed" find "$prefix" -name 'test_*'
finds_none "a header is included from outside daemun/" \
  grep -rnP '#include "(?!daemun/)' "$prefix/include"
nm --demangle "$archive" 2>/dev/null >"$outside/symbols"
finds_none "the server is inside" grep -E ' daemun::(storage|http|domain|oidc|experience|management|app|api)::' "$outside/symbols"
finds_none "password hashing is inside" grep -E ' U (argon2|crypt)' "$outside/symbols"

step "every header together"
(cd "$prefix/include/daemun-auth" && find daemun -name '*.h' | LC_ALL=C sort) |
  sed 's/.*/#include "&"/' >"$outside/all.cpp"
# shellcheck disable=SC2046
"${CXX:-g++}" -std=c++20 -fsyntax-only $(pkg-config --cflags daemun-auth) "$outside/all.cpp"

step "an app by find_package"
cp -r "$root/tests/package/consumer" "$outside/consumer"
cmake -S "$outside/consumer" -B "$outside/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" >"$outside/log" 2>&1 ||
  fail "$(cat "$outside/log")"
cmake --build "$outside/build" --parallel 2 >"$outside/log" 2>&1 || fail "$(tail -n 50 "$outside/log")"
readelf --dynamic "$outside/build/consumer_auth" | grep -q 'libdaemun-auth' || fail "not linked with the shared library"
if readelf --dynamic "$outside/build/consumer_auth_static" | grep -q 'libdaemun-auth'; then
  fail "not linked with the static library"
fi
"$outside/build/consumer_auth" "$outside/shared.db"
"$outside/build/consumer_auth_static" "$outside/static.db"

step "the examples by themselves"
for example in cpp-api cpp-web; do
  cmake -S "$root/examples/$example" -B "$outside/$example" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" >"$outside/log" 2>&1 ||
    fail "$(cat "$outside/log")"
  cmake --build "$outside/$example" >"$outside/log" 2>&1 || fail "$(tail -n 50 "$outside/log")"
done

step "an app by pkg-config"
# shellcheck disable=SC2046
"${CXX:-g++}" -std=c++20 -I "$outside/consumer" "$outside/consumer/main.cpp" \
  $(pkg-config --cflags --libs daemun-auth) -o "$outside/app"
LD_LIBRARY_PATH="$lib" "$outside/app" "$outside/pkg.db"
