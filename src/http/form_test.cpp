#include "http/form.h"

#include <doctest/doctest.h>

using namespace daemun::http;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;
using namespace std::string_literals;

Request a_post(std::string_view content_type, std::string body) {
  Request request;
  request.method = Method::post;
  if (!content_type.empty()) request.headers = {{"content-type", std::string(content_type)}};
  request.body = std::move(body);
  return request;
}

}  // namespace

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

TEST_CASE("parse_form_body goes by Content-Type") {
  const auto form =
      parse_form_body(a_post("Application/X-WWW-Form-Urlencoded; charset=UTF-8", "a=1"));
  REQUIRE(form);
  CHECK(form->find("a") == "1");
  const auto none = parse_form_body(a_post("", ""));
  REQUIRE(none);
  CHECK(none->empty());
  for (const std::string_view type : {"", "text/plain", "multipart/form-data; boundary=a"}) {
    const auto refused = parse_form_body(a_post(type, "a=1"));
    REQUIRE(!refused);
    CHECK(refused.error().code == FormErrorCode::unsupported_content_type);
  }
}

TEST_CASE("parse_form_body takes a JSON object for a form") {
  const std::vector<std::pair<std::string, Fields>> table = {
      {R"({"a":"1","b":["2","3"],"c":4,"d":null,"e":{"f":"g"},"h":["i",1]})",
       {{"a", "1"}, {"b", "2"}, {"b", "3"}, {"h", "i"}}},
      {"{", {}},
      {"[]", {}},
      {R"({"a":"1","a":"2"})", {}},
      {"", {}},
  };
  for (const auto& row : table) {
    const auto& text = row.first;
    const auto& fields = row.second;
    CAPTURE(text);
    const auto form = parse_form_body(a_post("application/json", text));
    REQUIRE(form);
    CHECK(form->fields() == fields);
  }
  const auto refused = parse_form_body(a_post("application/json", R"({"a":"\u0000"})"));
  REQUIRE(!refused);
  CHECK(refused.error().code == FormErrorCode::null_byte);
}
