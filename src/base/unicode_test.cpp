#include "base/unicode.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

TEST_CASE("to_nfc composes") {
  CHECK(to_nfc("a\xcc\x88") == "\xc3\xa4");
  CHECK(to_nfc("\xc3\xa4") == "\xc3\xa4");
  CHECK(to_nfc("\xef\xac\x81") == "\xef\xac\x81");  // the ligature fi stays
  CHECK_FALSE(to_nfc("\xff"));
}

TEST_CASE("to_nfkc_casefold gives one form to look-alike spellings") {
  CHECK(to_nfkc_casefold("Foo@Example.COM") == "foo@example.com");
  CHECK(to_nfkc_casefold("\xef\xbc\xa1@x") == "a@x");  // full-width A
  CHECK(to_nfkc_casefold("a\xef\xbc\xa0x") == "a@x");  // full-width @
  CHECK(
      to_nfkc_casefold("stra\xc3\x9f"
                       "e") == "strasse"
  );                                                   // sharp s
  CHECK(to_nfkc_casefold("A\xcc\x88") == "\xc3\xa4");  // A + diaeresis
  CHECK(
      to_nfkc_casefold("a\xe2\x80\x8b"
                       "b") == "ab"
  );  // zero width space
  CHECK_FALSE(to_nfkc_casefold("\xc0\x80"));
}

}  // namespace
}  // namespace daemun
