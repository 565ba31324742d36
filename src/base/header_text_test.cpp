#include "base/header_text.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {

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

TEST_CASE("is_cookie_value and is_cookie_path let nothing end the cookie") {
  CHECK(is_cookie_value(""));
  CHECK(is_cookie_value("abc-_.~=/+"));
  for (const std::string_view text : {"a;b", "a b", "a,b", "\"a\"", "a\\", "a\n", "\xc3\xa9"}) {
    CAPTURE(text);
    CHECK_FALSE(is_cookie_value(text));
  }
  CHECK(is_cookie_path("/a b"));
  for (const std::string_view text : {"/;Domain=x", "/\r", "/\xc3\xa9"}) {
    CAPTURE(text);
    CHECK_FALSE(is_cookie_path(text));
  }
}

}  // namespace daemun
