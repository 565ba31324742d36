#!/usr/bin/env bash
# Shows that tools/check_layers lets a good tree pass and catches each wrong thing in it.
set -euo pipefail

check="$(cd "$(dirname "$0")/../.." && pwd)/tools/check_layers"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
tree="$scratch/tree"
failures=0
cases=0

write() { # path: the text is on standard input
  mkdir -p "$tree/$(dirname "$1")"
  cat >"$tree/$1"
}

build_good_tree() {
  local module
  for module in base crypto domain jose http storage oidc experience app; do
    write "src/$module/README.md" <<<"What $module is for."
  done
  write src/base/result.h <<<$'#ifndef DAEMUN_BASE_RESULT_H\n#define DAEMUN_BASE_RESULT_H\n#endif'
  write src/base/task.h <<<$'#ifndef DAEMUN_BASE_TASK_H\n#define DAEMUN_BASE_TASK_H\n#include <boost/asio/awaitable.hpp>\n#endif'
  write src/oidc/token.cpp <<<$'#include "oidc/token.h"\n#include "storage/grant_store.h"\n#include "http/request.h"'
  write src/http/session.cpp <<<$'#include <boost/beast/http/parser.hpp>\n#include <boost/asio/ip/tcp.hpp>'
  write src/storage/sqlite/writer.cpp <<<'#include <sqlite3.h>'
  write src/storage/user_store_test.cpp <<<$'#include "support/engines.h"\n#include "storage/user_store.h"'
  write src/app/command_line.cpp <<<$'#include <CLI/CLI.hpp>\n#include "oidc/token.h"\n#include "experience/routes.h"'
  write tests/flows/code_flow_test.cpp <<<'#include "app/app.h"'
}

good_tree() {
  rm -rf "$tree"
  cp -r "$scratch/good" "$tree"
}

run() { "$check" "$tree" >"$tree.out" 2>&1; }

report() { # what, verdict
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$1" "$2"
  sed 's/^/    /' "$tree.out"
}

passes() { # what
  cases=$((cases + 1))
  run || report "$1" "should pass"
  good_tree
}

catches() { # what, words of the complaint
  cases=$((cases + 1))
  if run; then
    report "$1" "was not caught"
  elif ! grep -qF -- "$2" "$tree.out"; then
    report "$1" "was caught for another reason than \"$2\""
  fi
  good_tree
}

build_good_tree
mv "$tree" "$scratch/good"
good_tree
passes "a good tree"

# Every arrow that does not stand in the table is wrong.
while read -r from to; do
  write "src/$from/wrong.cpp" <<<"#include \"$to/thing.h\""
  catches "$from includes $to" "src/$from/wrong.cpp:1: module $from must not include $to"
done <<'ARROWS'
base crypto
base domain
crypto domain
crypto http
domain crypto
domain http
domain storage
jose domain
jose http
jose storage
http crypto
http net
net http
net crypto
http domain
http jose
http oidc
storage http
storage net
oidc net
storage jose
storage oidc
connectors storage
connectors oidc
connectors experience
oidc experience
oidc management
oidc connectors
oidc app
experience oidc
experience management
experience app
management oidc
management experience
ARROWS

# The library is included by its users' path. Its protocol knows the modules below it, and nothing
# of what the library builds around it.
write client/README.md <<<"What the library is for."
write client/daemun/auth/token.h <<<$'#ifndef DAEMUN_AUTH_TOKEN_H\n#define DAEMUN_AUTH_TOKEN_H\n#include "jose/verify.h"\n#endif'
write client/daemun/auth/token.cpp <<<'#include "daemun/auth/token.h"'
write client/daemun/auth/web/guard.cpp <<<'#include "daemun/auth/token.h"'
passes "the client library and the protocol below it"
for module in http domain storage oidc; do
  write client/README.md <<<"What the library is for."
  write client/daemun/auth/wrong.cpp <<<"#include \"$module/thing.h\""
  catches "protocol includes $module" "client/daemun/auth/wrong.cpp:1: module protocol must not include $module"
  write client/README.md <<<"What the library is for."
  write client/daemun/auth/web/wrong.cpp <<<"#include \"$module/thing.h\""
  catches "client includes $module" "client/daemun/auth/web/wrong.cpp:1: module client must not include $module"
done
write client/README.md <<<"What the library is for."
write client/daemun/auth/wrong.cpp <<<'#include "daemun/auth/web/guard.h"'
catches "protocol includes client" "module protocol must not include client"
write src/oidc/wrong.cpp <<<'#include "daemun/auth/token.h"'
catches "oidc includes protocol" "module oidc must not include protocol"
write src/connectors/wrong.cpp <<<'#include "daemun/auth/web/guard.h"'
catches "connectors includes client" "module connectors must not include client"

# Every part has one owner.
while read -r path header; do
  write "$path" <<<"#include <$header>"
  catches "$path includes <$header>" "$path:1: $header may be included only by"
done <<'PARTS'
src/oidc/a.cpp boost/beast/http.hpp
src/base/a.h boost/beast/http.hpp
src/storage/a.cpp boost/asio/ip/tcp.hpp
src/oidc/a.cpp boost/asio/steady_timer.hpp
src/experience/a.cpp boost/asio/ssl/stream.hpp
src/base/log.cpp boost/asio/post.hpp
src/app/a.cpp boost/asio/ip/tcp.hpp
src/oidc/a_test.cpp boost/asio/read.hpp
src/jose/a.cpp openssl/evp.h
src/oidc/a.cpp openssl/sha.h
src/oidc/a.cpp argon2.h
src/domain/a.cpp crypt.h
src/storage/user_store.cpp sqlite3.h
src/storage/postgres/a.cpp sqlite3.h
src/storage/sqlite/a.cpp libpq-fe.h
src/oidc/a.cpp libpq-fe.h
src/base/text.cpp spdlog/spdlog.h
src/app/a.cpp spdlog/spdlog.h
src/base/a.cpp CLI/CLI.hpp
src/oidc/a.cpp curl/curl.h
src/app/a.cpp curl/curl.h
src/http/a.cpp curl/curl.h
client/daemun/auth/transport/a.cpp curl/curl.h
src/oidc/a.cpp unicode/uchar.h
PARTS

write src/crypto/pool_test.cpp <<<'#include <boost/asio/co_spawn.hpp>'
passes "a test that drives a loop"
write src/oidc/test_tenant.h <<<$'#ifndef DAEMUN_OIDC_TEST_TENANT_H\n#define DAEMUN_OIDC_TEST_TENANT_H\n#include "support/engines.h"\n#endif'
passes "a header for the tests of a module"
write src/app/second.cpp <<<'#include <CLI/App.hpp>'
catches "CLI11 in two files" "one file is enough"
write src/oidc/token.cpp <<<'#include "support/engines.h"'
catches "production code includes test support" "src/oidc/token.cpp:1: support/engines.h may be included only by"
write src/oidc/token.cpp <<<'#include "token.h"'
catches "an include without its module" "by its module"
write src/oidc/token.cpp <<<'#include "../storage/grant_store.h"'
catches "a relative include" "not relative to the file"
write src/oidc/token.cpp <<<'#include "utils/strings.h"'
catches "an include of no module" "belongs to no module"
write src/oidc/token.cpp <<<'  #  include   "experience/consent.h"'
catches "an include with odd spaces" "must not include experience"
write src/utils/strings.cpp <<<'int a;'
catches "a folder that is no module" "src/utils is not a module"

write src/oidc/long.cpp < <(seq 501 | sed 's/.*/\/\/ &/')
catches "a file of 501 lines" "src/oidc/long.cpp:501: more than 500 lines"
write web/experience/src/long.tsx < <(seq 501 | sed 's/.*/\/\/ &/')
catches "a page of 501 lines" "more than 500 lines"
write src/oidc/long.cpp < <(seq 500 | sed 's/.*/\/\/ &/')
passes "a file of 500 lines"
write src/oidc/long_test.cpp < <(seq 900 | sed 's/.*/\/\/ &/')
passes "a long test"
write src/oidc/tables.h < <(printf '#ifndef DAEMUN_OIDC_TABLES_H\n#define DAEMUN_OIDC_TABLES_H\n#endif\n'; seq 900 | sed 's/.*/\/\/ &/')
passes "a long table"

write src/oidc/token.h <<<'int a();'
catches "a header without a guard" "src/oidc/token.h:1: the include guard must be DAEMUN_OIDC_TOKEN_H"
write src/oidc/grants/token.h <<<$'#ifndef DAEMUN_OIDC_TOKEN_H\n#define DAEMUN_OIDC_TOKEN_H\n#endif'
catches "a guard of another file" "DAEMUN_OIDC_GRANTS_TOKEN_H"
write src/oidc/token.h <<<$'#ifndef DAEMUN_OIDC_TOKEN_H\n#define DAEMUN_OIDC_TOKNE_H\n#endif'
catches "a guard that defines another word" "DAEMUN_OIDC_TOKEN_H"
write tests/support/engines.h <<<'#pragma once'
catches "test support without a guard" "DAEMUN_TESTS_SUPPORT_ENGINES_H"

rm "$tree/src/oidc/README.md"
catches "a module without README.md" "src/oidc/README.md:1:"

for word in "TO""DO" "FIX""ME" "X""XX"; do
  write src/oidc/token.cpp <<<"// $word: finish"
  catches "$word in a source" "src/oidc/token.cpp:1: do it"
  write docs/operations.md <<<"$word"
  catches "$word in a document" "docs/operations.md:1: do it"
done
write script/clean <<<'mktemp -d /tmp/daemun.XXXXXX'
passes "a mktemp pattern"
write web/node_modules/other/index.js <<<"// TO""DO of somebody else"
passes "a marker in a package of somebody else"

if ((failures)); then
  echo "$failures of $cases cases failed"
  exit 1
fi
echo "$cases cases passed"
