#include "domain/interaction.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun {
namespace {

const ResourceScopes some_scopes{
    {"https://api.example", {"read", "write"}},
    {"https://\"quoted\".example", {}},
    {"urn:logto:resource:organizations", {"\ub300\ubb38"}}};

}  // namespace

TEST_CASE("parse_login_result gives back what to_json_text wrote") {
  const LoginResult login{
      .user_id = UserId("user00000001"),
      .signed_in_at = from_unix_ms(1'800'000'000'123),
      .amr = {"pwd", "mfa"},
      .password_updated_at = from_unix_ms(1'700'000'000'123)};
  const auto parsed = parse_login_result(to_json_text(login));
  CHECK(parsed.user_id == login.user_id);
  CHECK(parsed.signed_in_at == login.signed_in_at);
  CHECK(parsed.amr == login.amr);
  CHECK(parsed.password_updated_at == login.password_updated_at);
}

TEST_CASE("parse_consent_question gives back what to_json_text wrote") {
  const ConsentQuestion question{
      .user_id = UserId("user00000001"),
      .missing_scopes = {"openid", "profile"},
      .missing_resource_scopes = some_scopes};
  for (const auto& asked : {question, ConsentQuestion{.user_id = UserId("u")}}) {
    const auto parsed = parse_consent_question(to_json_text(asked));
    CHECK(parsed.user_id == asked.user_id);
    CHECK(parsed.missing_scopes == asked.missing_scopes);
    CHECK(parsed.missing_resource_scopes == asked.missing_resource_scopes);
  }
}

TEST_CASE("parse_resource_scopes gives back what to_json_text wrote") {
  CHECK(parse_resource_scopes(to_json_text(some_scopes)) == some_scopes);
  CHECK(parse_resource_scopes(to_json_text(ResourceScopes{})) == ResourceScopes{});
}

TEST_CASE("parsers of stored dialogues throw on foreign text") {
  for (const char* text : {"", "x", "[]", "null"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_login_result(text), std::runtime_error);
    CHECK_THROWS_AS(parse_consent_question(text), std::runtime_error);
    CHECK_THROWS_AS(parse_resource_scopes(text), std::runtime_error);
  }
  CHECK_THROWS_AS(parse_login_result("{}"), std::runtime_error);
  CHECK_THROWS_AS(parse_login_result(R"({"user_id":"u"})"), std::runtime_error);
  CHECK_THROWS_AS(parse_login_result(R"({"signed_in_at":1})"), std::runtime_error);
  CHECK_THROWS_AS(parse_consent_question("{}"), std::runtime_error);
}

TEST_CASE("to_string names the prompts as OpenID Connect does") {
  CHECK(to_string(InteractionPrompt::login) == "login");
  CHECK(to_string(InteractionPrompt::consent) == "consent");
}

}  // namespace daemun
