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

TEST_CASE("decide_opaque_subject passes on the scopes, and ends with token, grant and session") {
  auto facts = a_grant();
  facts.grant.id = GrantId("grant");
  facts.grant.resource_scopes = {{"https://api.example", {"read"}}};
  auto token = a_token();
  token.narrowed_scopes = std::vector<std::string>{"openid"};
  const auto decide = [&] { return decide_opaque_subject(token, facts, a_client(), now).value(); };
  CHECK(decide().bounds.scopes == std::vector<std::string>{"openid"});
  CHECK(decide().bounds.resource_scopes == facts.grant.resource_scopes);
  CHECK(decide().source.grant_id == GrantId("grant"));
  CHECK_FALSE(decide().has_own_rights);
  CHECK(decide().expires_at == now + Seconds(60));
  facts.session_expires_at = now + Seconds(50);
  CHECK(decide().expires_at == now + Seconds(50));
  facts.grant.expires_at = now + Seconds(40);
  CHECK(decide().expires_at == now + Seconds(40));
  token.expires_at = now + Seconds(30);
  CHECK(decide().expires_at == now + Seconds(30));
}

TEST_CASE("decide_opaque_subject refuses a chain of exchanges that is too long") {
  auto facts = a_grant();
  facts.ancestry.depth = max_exchange_depth;
  CHECK(
      refusal(decide_opaque_subject(a_token(), facts, a_client(), now)) ==
      "exchanged too many times in a row"
  );
}

namespace {

const std::string good_jwt = R"({"sub":"alice","client_id":"web","aud":"https://api.example",)"
                             R"("scope":"read","exp":1800000030,"act":{"sub":"bob"},)"
                             R"("jti":"AAAAAAAAAAAAAAAAAAAA.Z3JhbnQtZ3JhbnQtZ3Jhbg"})";

GrantFacts grant_of_jwt() {
  auto facts = a_grant();
  facts.grant.id = GrantId("Z3JhbnQtZ3JhbnQtZ3Jhbg");
  facts.grant.client_id = ApplicationId("web");
  facts.grant.resource_scopes = {
      {"https://api.example", {"read", "write"}}, {"https://other.example", {"see"}}};
  return facts;
}

}  // namespace

TEST_CASE("decide_jwt_subject passes on its grant, but for its own audience what it has itself") {
  const auto subject = decide_jwt_subject(claims(good_jwt), grant_of_jwt(), a_client(), now);
  REQUIRE(subject);
  CHECK(subject->user_id == UserId("alice"));
  CHECK(subject->session_id == SessionId("session"));
  CHECK_FALSE(subject->is_offline);
  CHECK(subject->expires_at == now + Seconds(30));
  CHECK(subject->act == R"({"sub":"bob"})");
  CHECK(subject->bounds.scopes == std::vector<std::string>{"openid", "profile"});
  CHECK(
      subject->bounds.resource_scopes ==
      ResourceScopes{{"https://api.example", {"read"}}, {"https://other.example", {"see"}}}
  );
}

TEST_CASE("decide_jwt_subject refuses a token whose grant has ended or is another one's") {
  const auto decide = [](const std::optional<GrantFacts>& facts) {
    return refusal(decide_jwt_subject(claims(good_jwt), facts, a_client(), now));
  };
  CHECK(decide(std::nullopt) == "grant of the access token ended");
  auto revoked = grant_of_jwt();
  revoked.grant.revoked_at = now;
  CHECK(decide(revoked) == "grant of the access token ended");
  auto foreign = grant_of_jwt();
  foreign.grant.user_id = UserId("carol");
  CHECK(decide(foreign) == "grant of another access token");
  foreign = grant_of_jwt();
  foreign.grant.client_id = ApplicationId("other");
  CHECK(decide(foreign) == "grant of another access token");
  auto deep = grant_of_jwt();
  deep.ancestry.depth = max_exchange_depth;
  CHECK(decide(deep) == "exchanged too many times in a row");
}

TEST_CASE("decide_jwt_subject passes on no more than its own audience of a token without a grant") {
  const auto subject = decide_jwt_subject(
      claims(R"({"sub":"alice","client_id":"web","aud":"https://api.example","scope":"read",)"
             R"("exp":1800000030,"jti":"of-an-earlier-version"})"),
      std::nullopt,
      a_client(),
      now
  );
  REQUIRE(subject);
  CHECK(subject->expires_at == now + Seconds(30));
  CHECK(subject->bounds.scopes.empty());
  CHECK(subject->bounds.resource_scopes == ResourceScopes{{"https://api.example", {"read"}}});
  CHECK_FALSE(subject->has_own_rights);
}

TEST_CASE("decide_jwt_subject refuses a machine's token and a stranger's") {
  const auto decide = [](const std::string& text, const ClientPtr& client) {
    return refusal(decide_jwt_subject(claims(text), grant_of_jwt(), client, now));
  };
  CHECK(decide(R"({"sub":"web","client_id":"web"})", a_client()) == "access token of a machine");
  CHECK(decide(R"({"client_id":"web"})", a_client()) == "access token of a machine");
  CHECK(decide(good_jwt, a_client(true)) == "access token of a third-party application");
  CHECK(decide(good_jwt, nullptr) == "access token of a third-party application");
}

TEST_CASE("decide_impersonation takes a token until it is consumed or expires") {
  SubjectToken token{
      .id = SubjectTokenId("one"), .user_id = UserId("alice"), .expires_at = now + Seconds(1)};
  const auto subject = decide_impersonation(token, now);
  REQUIRE(subject);
  CHECK(subject->user_id == UserId("alice"));
  REQUIRE(subject->impersonation);
  CHECK(subject->impersonation->id == SubjectTokenId("one"));
  CHECK(subject->expires_at == now + Seconds(1));
  CHECK(subject->has_own_rights);
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
  CHECK(decide_personal_subject(token, now)->expires_at == now + Seconds(1));
  CHECK(decide_personal_subject(token, now)->has_own_rights);
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
