#include "daemun/auth/logout.h"

#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

namespace daemun::auth {
namespace {

using test::outcome;

TEST_CASE("make_logout_url names the client, and the user by the ID token") {
  const auto registration = test::a_registration();
  CHECK(
      make_logout_url(registration, {}).value() ==
      "https://id.example/oidc/session/end?client_id=app"
  );
  CHECK(
      make_logout_url(
          registration,
          {.id_token_hint = Secret("a.b.c"),
           .post_logout_redirect_uri = "https://app.example/",
           .ui_locales = "ko",
           .state = "s"}
      )
          .value() ==
      "https://id.example/oidc/session/end?client_id=app&id_token_hint=a.b.c"
      "&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2F&state=s&ui_locales=ko"
  );
}

TEST_CASE("make_logout_url refuses what cannot work") {
  auto registration = test::a_registration();
  CHECK(
      outcome(make_logout_url(registration, {.post_logout_redirect_uri = "/bye"})) ==
      "bad_parameter"
  );
  CHECK(outcome(make_logout_url(registration, {.state = "s"})) == "bad_parameter");
  registration.provider.metadata.end_session_endpoint.clear();
  CHECK(outcome(make_logout_url(registration, {})) == "not_supported");
}

TEST_CASE("read_logout_callback compares the state") {
  const auto of = [](std::string_view query, const std::string& state) {
    return outcome(read_logout_callback(parse_form(query).value(), state));
  };
  CHECK(of("state=s", "s") == "accepted");
  CHECK(of("state=t", "s") == "wrong_state");
  CHECK(of("state=s", "") == "wrong_state");
  CHECK(of("", "s") == "missing_state");
  CHECK(of("", "") == "missing_state");
  CHECK(of("state=s&state=s", "s") == "duplicate_parameter");
}

}  // namespace
}  // namespace daemun::auth
