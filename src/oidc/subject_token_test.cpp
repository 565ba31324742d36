#include "oidc/subject_token.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

OpaqueToken a_token() {
  return {
      .grant_id = GrantId("grant"),
      .issued_at = now,
      .expires_at = now + Seconds(60),
      .narrowed_scopes = std::nullopt};
}

GrantFacts a_grant() {
  GrantFacts facts;
  facts.grant.user_id = UserId("alice");
  facts.grant.scopes = {"openid", "profile"};
  facts.grant.session_id = SessionId("session");
  facts.grant.expires_at = now + Seconds(60);
  facts.user = test::a_user("alice");
  facts.session_expires_at = now + Seconds(60);
  return facts;
}

ClientPtr a_client(bool is_third_party = false) {
  auto client = test::an_application("web");
  client.is_third_party = is_third_party;
  return std::make_shared<const Application>(client);
}

jose::Claims claims(std::string_view text) {
  return jose::Claims(json::parse(text).as_object());
}

template <typename T>
std::string refusal(const Result<T, OAuthError>& decided) {
  if (decided) return "accepted";
  CHECK(decided.error().code == OAuthErrorCode::invalid_grant);
  CHECK(decided.error().description == "grant request is invalid");
  return decided.error().detail;
}

}  // namespace

TEST_CASE("decide_opaque_subject passes on the user, the session, and who acts already") {
  auto facts = a_grant();
  facts.grant.act = R"({"sub":"bob"})";
  const auto subject = decide_opaque_subject(a_token(), facts, a_client(), now);
  REQUIRE(subject);
  CHECK(subject->user_id == UserId("alice"));
  CHECK(subject->session_id == SessionId("session"));
  CHECK_FALSE(subject->is_offline);
  CHECK(subject->act == R"({"sub":"bob"})");
  CHECK_FALSE(subject->impersonation);
}

TEST_CASE("decide_opaque_subject refuses a token that is expired, ended or a stranger's") {
  const auto decide =
      [](const std::optional<GrantFacts>& facts, const ClientPtr& client, TimePoint when) {
        return refusal(decide_opaque_subject(a_token(), facts, client, when));
      };
  CHECK(decide(a_grant(), a_client(), now + Seconds(60)) == "access token expired");
  CHECK(decide(std::nullopt, a_client(), now) == "grant of the access token ended");
  auto suspended = a_grant();
  suspended.user->is_suspended = true;
  CHECK(decide(suspended, a_client(), now) == "grant of the access token ended");
  auto signed_out = a_grant();
  signed_out.session_expires_at.reset();
  CHECK(decide(signed_out, a_client(), now) == "grant of the access token ended");
  CHECK(decide(a_grant(), a_client(true), now) == "access token of a third-party application");
  CHECK(decide(a_grant(), nullptr, now) == "access token of a third-party application");
}

TEST_CASE("decide_jwt_subject takes a user's token of a first-party application") {
  const auto subject = decide_jwt_subject(
      claims(R"({"sub":"alice","client_id":"web","act":{"sub":"bob"}})"), a_client()
  );
  REQUIRE(subject);
  CHECK(subject->user_id == UserId("alice"));
  CHECK(subject->is_offline);
  CHECK(subject->act == R"({"sub":"bob"})");
}

TEST_CASE("decide_jwt_subject refuses a machine's token and a stranger's") {
  CHECK(
      refusal(decide_jwt_subject(claims(R"({"sub":"web","client_id":"web"})"), a_client())) ==
      "access token of a machine"
  );
  CHECK(
      refusal(decide_jwt_subject(claims(R"({"client_id":"web"})"), a_client())) ==
      "access token of a machine"
  );
  const auto good = claims(R"({"sub":"alice","client_id":"web"})");
  CHECK(
      refusal(decide_jwt_subject(good, a_client(true))) ==
      "access token of a third-party application"
  );
  CHECK(refusal(decide_jwt_subject(good, nullptr)) == "access token of a third-party application");
}

TEST_CASE("decide_impersonation takes a token until it is consumed or expires") {
  SubjectToken token{
      .id = SubjectTokenId("one"), .user_id = UserId("alice"), .expires_at = now + Seconds(1)};
  const auto subject = decide_impersonation(token, now);
  REQUIRE(subject);
  CHECK(subject->user_id == UserId("alice"));
  REQUIRE(subject->impersonation);
  CHECK(subject->impersonation->id == SubjectTokenId("one"));
  CHECK(refusal(decide_impersonation(token, now + Seconds(1))) == "subject token expired");
  token.consumed_at = now;
  CHECK(refusal(decide_impersonation(token, now)) == "subject token used twice");
  CHECK(refusal(decide_impersonation(std::nullopt, now)) == "unknown subject token");
}

TEST_CASE("decide_personal_subject takes a token until it expires, if it does") {
  storage::PersonalAccessTokenStore::Found token{.user_id = UserId("alice"), .name = "script"};
  CHECK(refusal(decide_personal_subject(token, now)) == "accepted");
  token.expires_at = now + Seconds(1);
  CHECK(decide_personal_subject(token, now)->user_id == UserId("alice"));
  CHECK(
      refusal(decide_personal_subject(token, now + Seconds(1))) == "personal access token expired"
  );
  CHECK(refusal(decide_personal_subject(std::nullopt, now)) == "unknown personal access token");
}

TEST_CASE("decide_actor wants openid of the token, which may have less than its grant") {
  const auto actor = decide_actor(a_token(), a_grant(), a_client(), now);
  REQUIRE(actor);
  CHECK(*actor == UserId("alice"));
  auto narrowed = a_token();
  narrowed.narrowed_scopes = std::vector<std::string>{"profile"};
  CHECK(
      refusal(decide_actor(narrowed, a_grant(), a_client(), now)) == "actor token without openid"
  );
  CHECK(
      refusal(decide_actor(a_token(), a_grant(), a_client(true), now)) ==
      "access token of a third-party application"
  );
}

TEST_CASE("make_act puts a new actor before those who acted, and forgets nobody") {
  CHECK_FALSE(make_act(std::nullopt, std::nullopt));
  CHECK(make_act(UserId("bob"), std::nullopt) == R"({"sub":"bob"})");
  CHECK(make_act(std::nullopt, R"({"sub":"bob"})") == R"({"sub":"bob"})");
  CHECK(make_act(UserId("carol"), R"({"sub":"bob"})") == R"({"sub":"carol","act":{"sub":"bob"}})");
}

}  // namespace daemun::oidc
