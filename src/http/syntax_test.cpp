#include "http/syntax.h"

#include <doctest/doctest.h>

#include <string>

using namespace daemun::http;

TEST_CASE("is_host takes names and addresses with a port") {
  for (const std::string_view text :
       {"a",
        "id.example.com",
        "localhost:3001",
        "127.0.0.1:1",
        "[::1]",
        "[2001:db8::1]:65535",
        "my_host-1"}) {
    CAPTURE(text);
    CHECK(is_host(text));
  }
  for (const std::string_view text :
       {"",     ":80", "a:",  "a:0",      "a:65536", "a:123456", "a:8o",           "a b",
        "a/b",  "a@b", "a,b", "[::1",     "::1",     "[::1]a",   "[fe80::1%eth0]", "[1.2.3.4]",
        "a\\b", "a?b", "a#b", "\xc3\xa9", "a%41"}) {
    CAPTURE(text);
    CHECK_FALSE(is_host(text));
  }
  CHECK_FALSE(is_host(std::string(256, 'a')));
}
