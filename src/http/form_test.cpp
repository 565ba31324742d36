#include "http/form.h"

#include <doctest/doctest.h>

using namespace daemun::http;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Request a_post(std::string_view content_type, std::string body) {
  Request request;
  request.method = Method::post;
  if (!content_type.empty()) request.headers = {{"content-type", std::string(content_type)}};
  request.body = std::move(body);
  return request;
}

}  // namespace

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
