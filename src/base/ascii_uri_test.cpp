#include "base/ascii_uri.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("to_ascii_uri writes a host in the letters of the DNS and escapes the rest") {
  CHECK(to_ascii_uri("https://bücher.example/cb") == "https://xn--bcher-kva.example/cb");
  CHECK(
      to_ascii_uri("https://BÜCHER.example:8443/ä?ö=ü") ==
      "https://xn--bcher-kva.example:8443/%C3%A4?%C3%B6=%C3%BC"
  );
  CHECK(to_ascii_uri("https://한국.example") == "https://xn--3e0b707e.example");
  CHECK(to_ascii_uri("https://faß.example/") == "https://xn--fa-hia.example/");
  CHECK(to_ascii_uri("https://app.example/zurück") == "https://app.example/zur%C3%BCck");
  CHECK(to_ascii_uri("com.example.app:/zurück") == "com.example.app:/zur%C3%BCck");
}

TEST_CASE("to_ascii_host lowers a host and refuses what is none") {
  CHECK(to_ascii_host("App.Example") == "app.example");
  CHECK(to_ascii_host("BÜCHER.example") == "xn--bcher-kva.example");
  for (const auto* host : {"*.example", "a b", "a/b", "user@a", "a:8"})
    CHECK_FALSE(to_ascii_host(host));
}

TEST_CASE("to_unicode_host writes a host in its letters") {
  CHECK(to_unicode_host("xn--bcher-kva.example") == "b\u00fccher.example");
  CHECK(to_unicode_host("app.example") == "app.example");
  for (const auto* host : {"xn--a", "xn--b\u00fccher", "a b", "a/b"})
    CHECK_FALSE(to_unicode_host(host));
}

TEST_CASE("to_ascii_uri leaves ASCII alone") {
  for (const auto* text : {"", "https://App.Example/cb?a=%2f", "not a uri", "app:/x"})
    CHECK(to_ascii_uri(text) == text);
}

TEST_CASE("to_ascii_uri refuses hosts that end early, and bytes that are no text") {
  for (const auto* text : {
           "https://evil.example／.app.example/",
           "https://evil.example？.app.example/",
           "https://evil.example＃.app.example/",
           "https://evil＠app.example/",
           "https://a：8.example/",
           "https://％2e.example/",
           "https://user@bücher.example/",
           "https://a\u200e.example/",
           "https://a\u3000b.example/",
           "https://app.example/\xff",
           "https://\xc3.example/",
       }) {
    CAPTURE(text);
    CHECK_FALSE(to_ascii_uri(text));
  }
}

}  // namespace daemun
