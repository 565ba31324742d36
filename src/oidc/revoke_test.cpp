#include "oidc/revoke.h"

#include "crypto/digest.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

const Application owner = test::an_application("owner");
const Application other = test::an_application("other");
const Application other_spa = test::an_application("other", ApplicationType::spa);

const PresentedToken an_opaque = OpaqueToken{
    .grant_id = GrantId("g"),
    .issued_at = now - Seconds(7200),
    .expires_at = now - Seconds(3600),
    .narrowed_scopes = std::nullopt,
};

PresentedToken a_refresh(std::int64_t generation, std::string secret) {
  return PresentedRefreshToken{
      .grant_id = GrantId("g"), .generation = generation, .secret = Secret(std::move(secret))};
}

GrantFacts a_grant() {
  GrantFacts facts;
  facts.grant.client_id = ApplicationId("owner");
  facts.grant.expires_at = now + Seconds(100);
  facts.grant.refresh = RefreshState{
      .generation = 2,
      .secret_hash = crypto::sha256("secret"),
      .previous_secret_hash = crypto::sha256("previous"),
      .issued_at = now,
      .chain_started_at = now,
      .expires_at = now + Seconds(50),
  };
  facts.user = test::a_user();
  return facts;
}

}  // namespace

TEST_CASE("decide_revocation revokes the grant of any of its tokens") {
  CHECK(decide_revocation(owner, an_opaque, a_grant()).value() == Revocation::revoke_grant);
  CHECK(
      decide_revocation(owner, a_refresh(2, "secret"), a_grant()).value() ==
      Revocation::revoke_grant
  );
  CHECK(
      decide_revocation(owner, a_refresh(1, "previous"), a_grant()).value() ==
      Revocation::revoke_grant
  );
}

TEST_CASE("decide_revocation has nothing to do for what is gone or no token at all") {
  CHECK(decide_revocation(owner, an_opaque, std::nullopt).value() == Revocation::nothing_to_do);
  auto revoked = a_grant();
  revoked.grant.revoked_at = now;
  CHECK(decide_revocation(owner, an_opaque, revoked).value() == Revocation::nothing_to_do);
  for (const auto& token :
       {a_refresh(2, "wrong"),
        a_refresh(2, "previous"),
        a_refresh(1, "secret"),
        a_refresh(1, "wrong"),
        a_refresh(0, "previous"),
        a_refresh(3, "secret")}) {
    CHECK(decide_revocation(owner, token, a_grant()).value() == Revocation::nothing_to_do);
  }
  auto without_chain = a_grant();
  without_chain.grant.refresh.reset();
  CHECK(
      decide_revocation(owner, a_refresh(2, "secret"), without_chain).value() ==
      Revocation::nothing_to_do
  );
}

TEST_CASE("decide_revocation leaves another client's grant alone") {
  const auto refused = decide_revocation(other, an_opaque, a_grant());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == OAuthErrorCode::invalid_request);
  CHECK(decide_revocation(other_spa, an_opaque, a_grant()).value() == Revocation::nothing_to_do);
  // Without the secret the caller does not even learn that there is such a grant.
  CHECK(
      decide_revocation(other, a_refresh(2, "wrong"), a_grant()).value() ==
      Revocation::nothing_to_do
  );
}

}  // namespace daemun::oidc
