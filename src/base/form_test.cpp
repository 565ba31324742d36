#include "base/form.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace daemun {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;
using namespace std::string_literals;

TEST_CASE("parse_form reads fields in order") {
  const std::vector<std::pair<std::string, Fields>> table = {
      {"", {}},
      {"a=1", {{"a", "1"}}},
      {"a=1&b=2&a=3", {{"a", "1"}, {"b", "2"}, {"a", "3"}}},
      {"&&a=1&", {{"a", "1"}}},
      {"a", {{"a", ""}}},
      {"a=", {{"a", ""}}},
      {"=b", {{"", "b"}}},
      {"a=b=c", {{"a", "b=c"}}},
      {"a+b=c%20d%2B", {{"a b", "c d+"}}},
      {"%ed%95%9c=%C3%A9", {{"한", "é"}}},
  };
  for (const auto& row : table) {
    const auto& text = row.first;
    const auto& fields = row.second;
    CAPTURE(text);
    const auto form = parse_form(text);
    REQUIRE(form);
    CHECK(form->fields() == fields);
  }
}

TEST_CASE("parse_form refuses malformed text") {
  const std::vector<std::pair<std::string, FormErrorCode>> table = {
      {"a=%", FormErrorCode::malformed_escape},
      {"a=%4", FormErrorCode::malformed_escape},
      {"a=%zz", FormErrorCode::malformed_escape},
      {"%g0=b", FormErrorCode::malformed_escape},
      {"a=%00", FormErrorCode::null_byte},
      {"a=b\0"s, FormErrorCode::null_byte},
      {"a=%ff", FormErrorCode::invalid_utf8},
      {"a=%ed%a0%80", FormErrorCode::invalid_utf8},
      {"%c0%80=a", FormErrorCode::invalid_utf8},
  };
  for (const auto& row : table) {
    const auto& text = row.first;
    const auto& code = row.second;
    CAPTURE(text);
    const auto form = parse_form(text);
    REQUIRE(!form);
    CHECK(form.error().code == code);
  }
}

TEST_CASE("parse_form counts fields") {
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "a=b&";
  CHECK(parse_form(text).has_value());
  const auto form = parse_form(text + "a=b");
  REQUIRE(!form);
  CHECK(form.error().code == FormErrorCode::too_many_fields);
}

TEST_CASE("Form takes an empty value for an absent one") {
  const Form form({{"a", ""}, {"b", "1"}, {"b", ""}, {"b", "2"}});
  CHECK(!form.find("a"));
  CHECK(!form.find("c"));
  CHECK(form.find("b") == "1");
  CHECK(form.find_all("b") == std::vector<std::string>{"1", "2"});
  CHECK(form.count("a") == 1);
  CHECK(form.count("b") == 3);
}

TEST_CASE("find_duplicate names the first repeated field") {
  const Form form({{"a", "1"}, {"resource", "1"}, {"resource", "2"}, {"b", ""}, {"b", ""}});
  CHECK(form.find_duplicate() == "resource");
  CHECK(form.find_duplicate("resource") == "b");
  CHECK(!Form(Fields{{"a", "1"}}).find_duplicate());
}

TEST_CASE("to_form_text writes what parse_form reads") {
  const Form form({{"a", "1 &=+"}, {"", ""}, {"한", "é"}});
  CHECK(to_form_text(form) == "a=1+%26%3D%2B&=&%ED%95%9C=%C3%A9");
  const auto again = parse_form(to_form_text(form));
  REQUIRE(again);
  CHECK(again->fields() == form.fields());
  CHECK(to_form_text(Form()) == "");
}

}  // namespace
}  // namespace daemun
