#include "oidc/parameters.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::oidc {
namespace {

http::Request a_get(const std::string& query) {
  http::Request request;
  request.method = http::Method::get;
  request.query = query;
  return request;
}

http::Request a_post(const std::string& body) {
  http::Request request;
  request.method = http::Method::post;
  request.query = "in=query";
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.body = body;
  return request;
}

std::string refusal(const std::string& parameters) {
  const auto got = parse_parameters(a_get(parameters));
  const auto posted = parse_parameters(a_post(parameters));
  REQUIRE(got.has_value() == posted.has_value());
  if (got) return "";
  CHECK(got.error().code == OAuthErrorCode::invalid_request);
  CHECK(got.error().description == posted.error().description);
  return got.error().description;
}

}  // namespace

TEST_CASE("parse_parameters reads the query, and the body of a POST") {
  CHECK(parse_parameters(a_get("a=1"))->find("a") == "1");
  const auto posted = parse_parameters(a_post("a=1"));
  CHECK(posted->find("a") == "1");
  CHECK_FALSE(posted->find("in"));
  CHECK(refusal("a=%zz") == "malformed percent escape");
}

TEST_CASE("parse_parameters refuses a parameter that is too long, known or not") {
  for (const std::string name : {"state", "redirect_uri", "scope", "resource", "code", "unknown"}) {
    CAPTURE(name);
    CHECK(refusal(name + "=" + std::string(4096, 'a')).empty());
    CHECK(refusal(name + "=" + std::string(4097, 'a')) == "a parameter is too long");
    CHECK(
        refusal("a=1&" + name + "=b&" + name + "=" + std::string(4097, 'a')) ==
        "a parameter is too long"
    );
  }
  CHECK(refusal(std::string(256, 'n') + "=1").empty());
  CHECK(refusal(std::string(257, 'n') + "=1") == "a parameter is too long");
}

TEST_CASE("parse_parameters takes tokens of the length of tokens") {
  for (const std::string name : {"id_token_hint", "token", "subject_token", "client_assertion"}) {
    CAPTURE(name);
    CHECK(refusal(name + "=" + std::string(16 * 1024, 'a')).empty());
    CHECK_FALSE(refusal(name + "=" + std::string(64 * 1024, 'a')).empty());
  }
}

}  // namespace daemun::oidc
