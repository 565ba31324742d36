// Google One Tap: an ID token that the page's script has, and nothing else.
#include "connectors/social/test_visits.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace daemun::connectors {
namespace {

using namespace test;

const std::string keys_url = "https://www.googleapis.com/oauth2/v3/certs";

json::object one_tap_config() {
  auto config = client;
  config["oneTap"] = {{"isEnabled", true}};
  return config;
}

TestService a_google() {
  TestService service;
  service.claims = {
      {"iss", "https://accounts.google.com"},
      {"azp", "app"},
      {"sub", "10"},
      {"name", "Ann"},
      {"picture", "https://lh3.example/p"},
      {"email", "ann@gmail.com"},
      {"email_verified", true}};
  return service;
}

std::string run_credential(TestService& service, std::string credential) {
  auto exchange = resume_credential(
      factory_of("google-universal"), one_tap_config(), Secret(std::move(credential))
  );
  if (!exchange) return outcome_of(exchange.error());
  while (const auto* request = std::get_if<net::Request>(&exchange->step())) {
    const auto read = exchange->read(service.answer(*request), service_now);
    if (!read) return outcome_of(read.error());
  }
  CHECK(exchange->tokens().empty());
  return outcome_of(std::get<SocialUser>(exchange->step()));
}

std::string run_with_claim(std::string_view name, json::value value) {
  auto service = a_google();
  service.claims[name] = std::move(value);
  return run_credential(service, service.id_token());
}

TEST_CASE("resume_credential makes an account of a verified ID token") {
  auto service = a_google();
  const std::string ann = "10 | Ann | ann@gmail.com | https://lh3.example/p";
  CHECK(run_credential(service, service.id_token()) == ann);
  REQUIRE(service.requests.size() == 1);
  CHECK(service.requests.front().url == keys_url);
  CHECK(run_with_claim("iss", "accounts.google.com") == ann);
  CHECK(run_with_claim("email_verified", false) == "10 | Ann | - | https://lh3.example/p");
  CHECK(run_with_claim("email_verified", nullptr) == "10 | Ann | - | https://lh3.example/p");
}

TEST_CASE("resume_credential refuses a token of another issuer, client or sign-in") {
  const std::string refused = "social_invalid_id_token";
  CHECK(run_with_claim("iss", "https://evil.example") == refused);
  CHECK(run_with_claim("iss", "http://accounts.google.com") == refused);
  CHECK(run_with_claim("aud", "other") == refused);
  CHECK(run_with_claim("azp", "other") == refused);
  CHECK(run_with_claim("exp", 1'799'999'000) == refused);
  CHECK(run_with_claim("sub", nullptr) == refused);
  // A token that came by a code belongs to that visit.
  CHECK(run_with_claim("nonce", "n") == refused);
  auto service = a_google();
  CHECK(run_credential(service, "garbage") == refused);
  CHECK(run_credential(service, service.id_token() + "x") == refused);
  const auto other = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  CHECK(run_credential(service, jose::sign_jwt(other, "k", "", R"({"sub":"10"})")) == refused);
  service.answers[keys_url] = to_answer(json::object(), 500);
  CHECK(run_credential(service, service.id_token()) == "general");
}

TEST_CASE("resume_credential is for a connector that has it switched on") {
  auto service = a_google();
  CHECK(run_credential(service, "") == "general");
  CHECK(run_credential(service, std::string(16 * 1024 + 1, 'x')) == "general");
  CHECK(service.requests.empty());
  const auto refusal = [&](std::string_view id, const json::object& config) {
    const auto resumed = resume_credential(factory_of(id), config, Secret(service.id_token()));
    return resumed ? "ok" : std::string(to_string(resumed.error().code));
  };
  CHECK(refusal("google-universal", one_tap_config()) == "ok");
  CHECK(refusal("google-universal", client) == "general");
  CHECK(refusal("google-universal", {}) == "invalid_config");
  CHECK(refusal("github-universal", one_tap_config()) == "general");
  CHECK(refusal("vonage-sms", {}) == "unexpected_type");
}

}  // namespace
}  // namespace daemun::connectors
