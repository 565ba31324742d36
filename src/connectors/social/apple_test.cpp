// Sign in with Apple: the browser posts the ID token, so nothing but that token is believed.
#include "connectors/social/test_visits.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace daemun::connectors {
namespace {

using namespace test;

const std::string keys_url = "https://appleid.apple.com/auth/keys";
const json::object config{{"clientId", "app"}};

TestService an_apple() {
  TestService service;
  service.answers[keys_url] = TestService::keys();
  service.claims = {
      {"iss", "https://appleid.apple.com"}, {"sub", "000792.d7"}, {"email", "ann@mail.example"}};
  return service;
}

// The form that the browser posts, with further fields or others in their place.
std::string run_apple(TestService& service, json::object more = {}) {
  SocialVisit visit("apple-universal", config);
  service.visit(visit.begin());
  json::object data{{"code", "the-code"}, {"state", "the-state"}, {"id_token", service.id_token()}};
  for (const auto& member : more)
    data[member.key()] = member.value();
  return outcome_of(visit.finish(service, std::move(data)));
}

std::string run_with_claim(std::string_view name, json::value value) {
  auto service = an_apple();
  service.claims[name] = std::move(value);
  return run_apple(service);
}

TEST_CASE("apple: the browser is asked to post an ID token with a nonce") {
  SocialVisit visit("apple-universal", config);
  const auto url = visit.begin();
  CHECK(without_query(url) == "https://appleid.apple.com/auth/authorize");
  const auto form = parse_form(query_of(url)).value();
  CHECK(form.find("response_type") == "code id_token");
  CHECK(form.find("response_mode") == "form_post");
  CHECK(form.find("nonce")->size() == 43);
  CHECK_FALSE(form.find("code_challenge"));
  CHECK(
      authorization_of(
          "apple-universal", {{"clientId", "app"}, {"scope", "email name"}}
      ).find("scope") == "email name"
  );
}

TEST_CASE("apple: an account of the verified token, and nothing is asked for but keys") {
  auto service = an_apple();
  CHECK(run_apple(service) == "000792.d7 | - | - | -");
  REQUIRE(service.requests.size() == 1);
  CHECK(service.requests.front().url == keys_url);
  CHECK(run_with_claim("email_verified", "true") == "000792.d7 | - | ann@mail.example | -");
  CHECK(run_with_claim("email_verified", true) == "000792.d7 | - | ann@mail.example | -");
  CHECK(run_with_claim("email_verified", "false") == "000792.d7 | - | - | -");
  CHECK(run_with_claim("email_verified", false) == "000792.d7 | - | - | -");
}

TEST_CASE("apple: the browser's word is good for a name and never for an address") {
  auto service = an_apple();
  service.claims["email"] = nullptr;
  const auto name = R"({"name":{"firstName":"Ann","lastName":"Kim"},"email":"ceo@victim.example"})";
  CHECK(run_apple(service, {{"user", name}}) == "000792.d7 | Ann Kim | - | -");
  CHECK(
      run_apple(service, {{"user", R"({"name":{"lastName":"Kim"}})"}}) == "000792.d7 | Kim | - | -"
  );
  for (const auto* garbage :
       {"", "garbage", "[]", R"({"name":"Ann"})", R"({"name":{"firstName":{}}})"})
    CHECK(run_apple(service, {{"user", garbage}}) == "000792.d7 | - | - | -");
  service.claims = {{"iss", "https://appleid.apple.com"}, {"sub", "1"}, {"email_verified", true}};
  CHECK(run_apple(service, {{"user", name}}) == "1 | Ann Kim | - | -");
}

TEST_CASE("apple: a token that Apple has not signed for this client is refused") {
  const std::string refused = "social_invalid_id_token";
  CHECK(run_with_claim("iss", "https://evil.example") == refused);
  CHECK(run_with_claim("aud", "other") == refused);
  CHECK(run_with_claim("nonce", "another") == refused);
  CHECK(run_with_claim("nonce", nullptr) == refused);
  CHECK(run_with_claim("exp", 1'799'999'000) == refused);
  CHECK(run_with_claim("c_hash", "bm90IHRoZSBoYXNo") == refused);
  auto service = an_apple();
  CHECK(run_apple(service, {{"id_token", "a.b.c"}}) == refused);
  CHECK(run_apple(service, {{"id_token", service.id_token() + "x"}}) == refused);
  const auto other = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  const auto forged = jose::sign_jwt(other, "k", "", R"({"sub":"1"})");
  CHECK(run_apple(service, {{"id_token", forged}}) == refused);
}

TEST_CASE("apple: a callback without its parts, and keys that cannot be read") {
  auto service = an_apple();
  CHECK(run_apple(service, {{"id_token", ""}}) == "general");
  CHECK(run_apple(service, {{"code", ""}}) == "general");
  CHECK(run_apple(service, {{"state", "other"}}) == "general");
  CHECK(run_apple(service, {{"error", "access_denied"}}) == "authorization_failed");
  // Apple's own word for it.
  CHECK(run_apple(service, {{"error", "user_cancelled_authorize"}}) == "authorization_failed");
  CHECK(service.requests.empty());
  service.answers[keys_url] = to_answer(json::object(), 503);
  CHECK(run_apple(service) == "general");
  service.answers[keys_url] = to_answer("garbage");
  CHECK(run_apple(service) == "invalid_response");
  CHECK(binds_code(factory_of("apple-universal"), config));
}

}  // namespace
}  // namespace daemun::connectors
