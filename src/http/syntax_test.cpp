#include "http/syntax.h"

#include <doctest/doctest.h>

#include <string>

using namespace daemun::http;

TEST_CASE("is_header_value finds every control character at every place") {
  for (int byte = 0; byte < 256; ++byte) {
    const bool allowed = (byte >= 0x20 || byte == '\t') && byte != 0x7f;
    for (std::size_t place = 0; place < 20; ++place) {
      std::string text(20, 'a');
      text[place] = static_cast<char>(byte);
      CAPTURE(byte);
      CHECK(is_header_value(text) == allowed);
    }
  }
  CHECK(is_header_value(""));
}

TEST_CASE("is_token takes names of headers only") {
  CHECK(is_token("X-Forwarded_For!"));
  for (const std::string_view text : {"", "a b", "a:", "a\t", "(a)", "a\"", "\xc3\xa9", "a/b"}) {
    CAPTURE(text);
    CHECK_FALSE(is_token(text));
  }
}

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
