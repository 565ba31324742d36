#include "domain/authorization_request.h"

#include "base/json.h"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>
#include <string>
#include <tuple>

namespace daemun {
namespace {

auto members_of(const ExperienceParameters& parameters) {
  return std::tie(
      parameters.first_screen,
      parameters.interaction_mode,
      parameters.direct_sign_in,
      parameters.organization_id,
      parameters.identifier,
      parameters.one_time_token
  );
}

auto members_of(const AuthorizationRequest& request) {
  return std::tie(
      request.client_id,
      request.redirect_uri,
      request.redirect_uri_given,
      request.response_mode,
      request.scopes,
      request.resources,
      request.state,
      request.nonce,
      request.prompt_none,
      request.prompt_login,
      request.prompt_consent,
      request.max_age,
      request.code_challenge,
      request.login_hint,
      request.ui_locales,
      request.id_token_hint_subject
  );
}

void check_round_trip(const AuthorizationRequest& request) {
  const auto text = to_json_text(request);
  CAPTURE(text);
  const auto parsed = parse_authorization_request(text);
  CHECK(members_of(parsed) == members_of(request));
  CHECK(members_of(parsed.experience) == members_of(request.experience));
}

// Values that a careless text form would lose.
std::string a_text(std::mt19937& random) {
  static const std::string texts[] = {
      "",
      " ",
      "plain",
      "\"quoted\" \\ back",
      "line\nbreak\r\t",
      std::string("nul\0inside", 10),
      "\u0001\u001f\u007f",
      "\ub300\ubb38 \U0001f511",
      "</script>",
      "{\"a\":1}",
      "null"};
  return texts[random() % std::size(texts)];
}

std::optional<std::string> maybe_a_text(std::mt19937& random) {
  if (random() % 2 == 0) return std::nullopt;
  return a_text(random);
}

std::vector<std::string> some_texts(std::mt19937& random) {
  std::vector<std::string> texts(random() % 4);
  for (auto& text : texts)
    text = a_text(random);
  return texts;
}

AuthorizationRequest a_request(std::mt19937& random) {
  AuthorizationRequest request;
  request.client_id = ApplicationId(a_text(random));
  request.redirect_uri = a_text(random);
  request.redirect_uri_given = random() % 2 == 0;
  request.response_mode = static_cast<ResponseMode>(random() % 3);
  request.scopes = some_texts(random);
  request.resources = some_texts(random);
  request.state = maybe_a_text(random);
  request.nonce = maybe_a_text(random);
  request.prompt_none = random() % 2 == 0;
  request.prompt_login = random() % 2 == 0;
  request.prompt_consent = random() % 2 == 0;
  if (random() % 2 == 0) request.max_age = Seconds(random() % 1'000'000'000);
  request.code_challenge = maybe_a_text(random);
  request.login_hint = maybe_a_text(random);
  request.ui_locales = maybe_a_text(random);
  request.id_token_hint_subject = maybe_a_text(random);
  request.experience.first_screen = maybe_a_text(random);
  request.experience.interaction_mode = maybe_a_text(random);
  request.experience.direct_sign_in = maybe_a_text(random);
  request.experience.organization_id = maybe_a_text(random);
  request.experience.identifier = maybe_a_text(random);
  request.experience.one_time_token = maybe_a_text(random);
  return request;
}

}  // namespace

TEST_CASE("parse_authorization_request gives back what to_json_text wrote") {
  check_round_trip({});
  std::mt19937 random(20261123);
  for (int i = 0; i < 500; ++i)
    check_round_trip(a_request(random));
}

TEST_CASE("parse_authorization_request tells a missing max_age from one of zero") {
  AuthorizationRequest request;
  CHECK_FALSE(parse_authorization_request(to_json_text(request)).max_age);
  request.max_age = Seconds(0);
  CHECK(parse_authorization_request(to_json_text(request)).max_age == Seconds(0));
}

TEST_CASE("parse_authorization_request throws on text that to_json_text did not write") {
  for (const char* text : {
           "",
           "x",
           "[]",
           "{}",
           R"({"client_id":"a","redirect_uri":"b"})",
           R"({"client_id":"a","redirect_uri":"b","response_mode":"web_message"})",
           R"({"client_id":1,"redirect_uri":"b","response_mode":"query"})",
           R"({"redirect_uri":"b","response_mode":"query"})",
       }) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_authorization_request(text), std::runtime_error);
  }
}

TEST_CASE("parse_response_mode reads what to_string writes") {
  for (const auto mode : {ResponseMode::query, ResponseMode::fragment, ResponseMode::form_post})
    CHECK(parse_response_mode(to_string(mode)) == mode);
  CHECK_FALSE(parse_response_mode("web_message"));
  CHECK_FALSE(parse_response_mode("Query"));
  CHECK_FALSE(parse_response_mode(""));
}

}  // namespace daemun
