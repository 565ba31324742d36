#include "base/encoding.h"

#include <doctest/doctest.h>

#include <array>

namespace daemun {
namespace {

using namespace std::string_view_literals;

struct Pair {
  std::string_view bytes;
  std::string_view text;
};

TEST_CASE("base64 has the values of RFC 4648 10") {
  constexpr std::array<Pair, 7> table{{
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  }};
  for (const auto& row : table) {
    const auto [bytes, text] = row;
    CAPTURE(row.text);
    CHECK(to_base64(bytes) == text);
    CHECK(parse_base64(text) == bytes);
    const auto unpadded = text.substr(0, text.find('='));
    CHECK(to_base64url(bytes) == unpadded);
    CHECK(parse_base64url(unpadded) == bytes);
  }
}

TEST_CASE("base64url and base64 have their own last two letters") {
  CHECK(to_base64url("\xfb\xff\xfe") == "-__-");
  CHECK(to_base64("\xfb\xff\xfe") == "+//+");
  CHECK(parse_base64url("-__-") == "\xfb\xff\xfe");
  CHECK(parse_base64("+//+") == "\xfb\xff\xfe");
  CHECK_FALSE(parse_base64url("+//+"));
  CHECK_FALSE(parse_base64("-__-"));
}

TEST_CASE("base64url returns each byte string it was given") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    CHECK(parse_base64url(to_base64url(bytes)) == bytes);
    CHECK(parse_base64(to_base64(bytes)) == bytes);
    CHECK(parse_hex(to_hex(bytes)) == bytes);
    bytes.push_back(static_cast<char>(i * 7));
  }
}

TEST_CASE("append_base64url keeps what stands before") {
  std::string text = "header.";
  append_base64url(text, "foobar");
  append_base64url(text, "");
  append_base64url(text, "f");
  CHECK(text == "header.Zm9vYmFyZg");
}

TEST_CASE("parse_base64url accepts one text for each value") {
  for (const auto text :
       {"Z"sv, "Zg=="sv, "Zg="sv, "Zm9vZ"sv, "Zm 9"sv, "Zm9v\n"sv, "Zm9\x80"sv, "Z\0"sv, "=Zg"sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_base64url(text));
  }
  // Non-zero bits behind the last byte.
  CHECK_FALSE(parse_base64url("Zh"));
  CHECK_FALSE(parse_base64url("Zm9"));
  CHECK(parse_base64url("Zm8") == "fo");
}

TEST_CASE("parse_base64 demands its padding") {
  for (const auto text :
       {"Zg"sv, "Zg="sv, "Zg==="sv, "===="sv, "Z==="sv, "Zh=="sv, "Zg==Zg=="sv, "Zg==\n"sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_base64(text));
  }
}

TEST_CASE("hex is written in lower case and read in both") {
  CHECK(to_hex("\x00\xff\x1a"sv) == "00ff1a");
  CHECK(parse_hex("00Ff1A") == "\x00\xff\x1a"sv);
  CHECK(parse_hex("") == "");
  CHECK_FALSE(parse_hex("0"));
  CHECK_FALSE(parse_hex("0g"));
  CHECK_FALSE(parse_hex(" 0"));
}

TEST_CASE("percent encoding keeps the unreserved characters of RFC 3986 2.3") {
  CHECK(to_percent_encoded("aZ09-._~") == "aZ09-._~");
  CHECK(to_percent_encoded("a b/c?\xc3\xa4+*") == "a%20b%2Fc%3F%C3%A4%2B%2A");
  CHECK(parse_percent_encoded("a%20b%2fc+") == "a b/c+");
}

TEST_CASE("parse_percent_encoded refuses broken escapes and NUL") {
  for (const auto text : {"%"sv, "%4"sv, "a%zz"sv, "%4g"sv, "%00"sv, "a\0b"sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_percent_encoded(text));
  }
}

TEST_CASE("form encoding follows WHATWG URL 5") {
  CHECK(to_form_encoded("a b~*-._") == "a+b%7E*-._");
  CHECK(to_form_encoded("%20+&=") == "%2520%2B%26%3D");
  CHECK(parse_form_encoded("a+b%7e%2B") == "a b~+");
  CHECK_FALSE(parse_form_encoded("100%"));
}

TEST_CASE("to_html_escaped disarms text and attribute values") {
  CHECK(
      to_html_escaped("<a href=\"x\">Tom & 'Jerry'</a>") ==
      "&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/a&gt;"
  );
}

}  // namespace
}  // namespace daemun
