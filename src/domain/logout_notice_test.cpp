#include "domain/logout_notice.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

SessionClient a_session_client() {
  SessionClient client;
  client.client_id = ApplicationId("app1");
  client.sid = "sid1";
  return client;
}

}  // namespace

TEST_CASE("make_logout_notice tells clients that have a back-channel URI, with sid on demand") {
  const UserId user("u");
  Application listener;
  listener.id = ApplicationId("app1");
  CHECK_FALSE(make_logout_notice(listener, a_session_client(), user));
  listener.oidc_client_metadata.backchannel_logout_uri = "https://app.example/logout";
  auto notice = make_logout_notice(listener, a_session_client(), user);
  REQUIRE(notice);
  CHECK(notice->uri == "https://app.example/logout");
  CHECK_FALSE(notice->sid);
  listener.oidc_client_metadata.backchannel_logout_session_required = true;
  notice = make_logout_notice(listener, a_session_client(), user);
  REQUIRE(notice);
  CHECK(notice->sid == "sid1");
}

TEST_CASE("parse_logout_notice reads what to_json_text has written") {
  const std::optional<std::string> sids[] = {"s", std::nullopt};
  for (const auto& sid : sids) {
    const LogoutNotice notice{
        .client_id = ApplicationId("app1"), .user_id = UserId("u"), .sid = sid, .uri = "https://x"};
    CHECK(parse_logout_notice(to_json_text(notice)) == notice);
  }
  CHECK_FALSE(parse_logout_notice("{}"));
  CHECK_FALSE(parse_logout_notice("broken"));
}

}  // namespace daemun
