#include "oidc/organization_token.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);
const OrganizationId acme("acme");

json::object a_token() {
  return {
      {"sub", "alice"},
      {"client_id", "web"},
      {"scope", "member:read member:remove"},
      {"exp", to_unix_seconds(now) + 60}};
}

GrantOfNow a_grant() {
  GrantFacts facts{.grant = {}};
  facts.grant.user_id = UserId("alice");
  facts.grant.client_id = ApplicationId("web");
  facts.grant.expires_at = now + Seconds(3600);
  facts.user = test::a_user("alice");
  facts.session_expires_at = now + Seconds(3600);
  return {.facts = std::move(facts)};
}

std::string decide(const json::object& token, const GrantOfNow& grant) {
  const auto decided = decide_holder(jose::Claims(token), grant, now);
  return decided ? "" : decided.error().detail;
}

AccessRequest a_request() {
  return {.organization_id = acme};
}

AccessFacts facts_of(std::vector<std::string> permissions) {
  AccessFacts facts;
  facts.membership.emplace();
  facts.membership->organization.id = acme;
  for (const auto& name : permissions)
    facts.membership->organization_scopes.push_back({.id = OrganizationScopeId(name), .name = name}
    );
  return facts;
}

}  // namespace

TEST_CASE("decide_holder wants a live grant of the token's person and client") {
  CHECK(decide(a_token(), a_grant()).empty());
  const auto with = [](const char* name, const json::value& value) {
    auto token = a_token();
    token[name] = value;
    return token;
  };
  CHECK(decide(with("exp", to_unix_seconds(now)), a_grant()) == "the token has expired");
  CHECK(decide(with("sub", "bob"), a_grant()) == "the grant is another user's");
  CHECK(decide(with("sub", "web"), a_grant()) == "the grant is another user's");
  CHECK(decide(with("client_id", "spa"), a_grant()) == "the grant is another client's");
  const std::string dead = "the grant is not alive";
  CHECK(decide(a_token(), {}) == dead);
  auto grant = a_grant();
  grant.facts->grant.revoked_at = now;
  CHECK(decide(a_token(), grant) == dead);
  grant = a_grant();
  grant.facts->session_expires_at.reset();
  CHECK(decide(a_token(), grant) == dead);
  grant = a_grant();
  grant.facts->user->is_suspended = true;
  CHECK(decide(a_token(), grant) == dead);
}

TEST_CASE("decide_permissions gives what both the token and the member have") {
  const jose::Claims token(a_token());
  auto web = test::an_application("web");
  const auto decide = [&](const AccessFacts& facts) {
    return decide_permissions(token, web, a_request(), facts);
  };
  using Names = std::vector<std::string>;
  CHECK(*decide(facts_of({"member:read", "member:invite"})) == Names{"member:read"});
  CHECK(decide(facts_of({}))->empty());
  CHECK(decide({}).error().code == OAuthErrorCode::access_denied);
  auto facts = facts_of({"member:read"});
  facts.membership->organization.is_mfa_required = true;
  CHECK(decide(facts).error().code == OAuthErrorCode::access_denied);
  facts.has_second_factor = true;
  CHECK(*decide(facts) == Names{"member:read"});
  web.is_third_party = true;
  CHECK(decide(facts).error().code == OAuthErrorCode::access_denied);
  facts.consented_organizations = {acme};
  CHECK(decide(facts)->empty());
  web.organization_consent_scopes = {OrganizationScopeId("member:read")};
  CHECK(*decide(facts) == Names{"member:read"});
}

}  // namespace daemun::oidc
