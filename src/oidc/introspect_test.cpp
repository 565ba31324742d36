#include "oidc/introspect.h"

#include "crypto/digest.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

const Application owner = test::an_application("owner");
const Application api = test::an_application("api", ApplicationType::machine_to_machine);
const Application own_spa = test::an_application("owner", ApplicationType::spa);
const Application other_spa = test::an_application("other", ApplicationType::spa);

PresentedToken an_opaque() {
  return OpaqueToken{
      .grant_id = GrantId("g"),
      .issued_at = now - Seconds(10),
      .expires_at = now + Seconds(10),
      .narrowed_scopes = std::nullopt,
  };
}

PresentedToken a_refresh(std::int64_t generation = 2, std::string secret = "secret") {
  return PresentedRefreshToken{
      .grant_id = GrantId("g"), .generation = generation, .secret = Secret(std::move(secret))};
}

GrantFacts a_live_grant() {
  GrantFacts facts;
  facts.grant.client_id = ApplicationId("owner");
  facts.grant.user_id = UserId("user00000001");
  facts.grant.scopes = {"openid", "profile"};
  facts.grant.is_offline = true;
  facts.grant.expires_at = now + Seconds(100);
  facts.grant.refresh = RefreshState{
      .generation = 2,
      .secret_hash = crypto::sha256("secret"),
      .previous_secret_hash = crypto::sha256("previous"),
      .issued_at = now - Seconds(20),
      .chain_started_at = now - Seconds(30),
      .expires_at = now + Seconds(50),
  };
  facts.user = test::a_user();
  return facts;
}

std::string text(const std::optional<ActiveToken>& token) {
  return to_introspection_text(token, "https://auth.example/oidc");
}

}  // namespace

TEST_CASE("introspection describes an opaque token in Logto's order") {
  CHECK(
      text(decide_introspection(owner, an_opaque(), a_live_grant(), now)) ==
      R"({"active":true,"sub":"user00000001","client_id":"owner","exp":1800000010,)"
      R"("iat":1799999990,"iss":"https://auth.example/oidc","scope":"openid profile",)"
      R"("token_type":"Bearer"})"
  );
}

TEST_CASE("introspection describes a refresh token without a token type") {
  CHECK(
      text(decide_introspection(owner, a_refresh(), a_live_grant(), now)) ==
      R"({"active":true,"sub":"user00000001","client_id":"owner","exp":1800000050,)"
      R"("iat":1799999980,"iss":"https://auth.example/oidc","scope":"openid profile"})"
  );
}

TEST_CASE("introspection says the session's id and narrowed scopes where there are some") {
  auto facts = a_live_grant();
  facts.grant.sid = "sid1";
  auto token = an_opaque();
  std::get<OpaqueToken>(token).narrowed_scopes = {"openid"};
  CHECK(
      text(decide_introspection(owner, token, facts, now)) ==
      R"({"active":true,"sub":"user00000001","client_id":"owner","exp":1800000010,)"
      R"("iat":1799999990,"sid":"sid1","iss":"https://auth.example/oidc","scope":"openid",)"
      R"("token_type":"Bearer"})"
  );
}

TEST_CASE("introspection says no more than inactive of what is dead") {
  CHECK(text(std::nullopt) == R"({"active":false})");
  auto revoked = a_live_grant();
  revoked.grant.revoked_at = now - Seconds(1);
  auto suspended = a_live_grant();
  suspended.user->is_suspended = true;
  auto signed_out = a_live_grant();
  signed_out.grant.is_offline = false;
  for (const auto& token : {an_opaque(), a_refresh()}) {
    CHECK_FALSE(decide_introspection(owner, token, std::nullopt, now));
    CHECK_FALSE(decide_introspection(owner, token, revoked, now));
    CHECK_FALSE(decide_introspection(owner, token, suspended, now));
    CHECK_FALSE(decide_introspection(owner, token, signed_out, now));
  }
  CHECK_FALSE(decide_introspection(owner, an_opaque(), a_live_grant(), now + Seconds(10)));
  CHECK_FALSE(decide_introspection(owner, a_refresh(), a_live_grant(), now + Seconds(50)));
}

TEST_CASE("introspection knows only the newest refresh token, by generation and secret") {
  CHECK_FALSE(decide_introspection(owner, a_refresh(1), a_live_grant(), now));
  CHECK_FALSE(decide_introspection(owner, a_refresh(1, "previous"), a_live_grant(), now));
  CHECK_FALSE(decide_introspection(owner, a_refresh(3), a_live_grant(), now));
  CHECK_FALSE(decide_introspection(owner, a_refresh(2, "wrong"), a_live_grant(), now));
  auto without_chain = a_live_grant();
  without_chain.grant.refresh.reset();
  CHECK_FALSE(decide_introspection(owner, a_refresh(), without_chain, now));
}

TEST_CASE("introspection tells of a refresh token its own client only") {
  CHECK(decide_introspection(own_spa, a_refresh(), a_live_grant(), now));
  auto third_party = test::an_application("other");
  third_party.is_third_party = true;
  for (const auto& caller : {api, other_spa, third_party})
    CHECK_FALSE(decide_introspection(caller, a_refresh(), a_live_grant(), now));
}

TEST_CASE("introspection tells confidential clients of all access tokens, public ones of their own"
) {
  CHECK(decide_introspection(api, an_opaque(), a_live_grant(), now));
  CHECK(decide_introspection(own_spa, an_opaque(), a_live_grant(), now));
  CHECK_FALSE(decide_introspection(other_spa, an_opaque(), a_live_grant(), now));
}

}  // namespace daemun::oidc
