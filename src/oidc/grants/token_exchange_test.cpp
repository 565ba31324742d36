#include "oidc/grants/token_exchange.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Words = std::vector<std::string>;

const TimePoint now = from_unix_seconds(1'800'000'000);
const std::string api = "https://api.example";
const std::string acme = "urn:logto:organization:acme";

// Bounded by a grant that requested the organizations, one API and one permission.
Subject a_subject() {
  return Subject{
      .user_id = UserId("alice"),
      .expires_at = now + Seconds(60),
      .bounds = {
          .scopes = {"openid", "urn:logto:scope:organizations"},
          .resource_scopes = {{api, {"read"}}, {std::string(organizations_resource), {"invite"}}}}};
}

Subject with_own_rights() {
  return Subject{
      .user_id = UserId("alice"), .has_own_rights = true, .bounds = {.scopes = {"openid"}}};
}

// Alice may read and write today, and invite and manage in acme.
AccessFacts facts() {
  AccessFacts facts;
  facts.held = {
      {.indicator = api, .scope_id = ScopeId("read"), .name = "read"},
      {.indicator = api, .scope_id = ScopeId("write"), .name = "write"}};
  auto resource = std::make_shared<Resource>();
  resource->indicator = api;
  facts.resource = resource;
  facts.membership = storage::AccessStore::Membership{};
  facts.membership->organization_scopes = {
      {OrganizationScopeId("1"), "invite"}, {OrganizationScopeId("2"), "manage"}};
  return facts;
}

AccessRequest for_api() {
  return {.resource = api, .scopes = Words{"read", "write", "unknown"}};
}
AccessRequest for_acme() {
  return {.organization_id = OrganizationId("acme"), .scopes = Words{"invite", "manage"}};
}

Result<AccessTokenSpec, OAuthError> decide(const AccessRequest& request, const Subject& subject) {
  return decide_exchanged_token(test::an_application("backend"), request, facts(), subject, now);
}

Words scopes_of(const AccessRequest& request, const Subject& subject) {
  const auto spec = decide(request, subject);
  REQUIRE(spec);
  return *spec->scopes;
}

}  // namespace

TEST_CASE("decide_exchanged_token gives of an API what the grant requested and the roles give") {
  CHECK(scopes_of(for_api(), a_subject()) == Words{"read"});
  CHECK(scopes_of(for_api(), with_own_rights()) == Words{"read", "write"});
  auto wide = a_subject();
  wide.bounds.resource_scopes[api] = {"read", "erase"};
  CHECK(scopes_of({.resource = api, .scopes = Words{"erase"}}, wide).empty());
}

TEST_CASE("decide_exchanged_token refuses an API that the grant did not request") {
  auto narrow = a_subject();
  narrow.bounds.resource_scopes.erase(api);
  const auto refused = decide(for_api(), narrow);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == OAuthErrorCode::invalid_target);
}

TEST_CASE("decide_exchanged_token gives of an organization what the grant requested") {
  CHECK(scopes_of(for_acme(), a_subject()) == Words{"invite"});
  CHECK(scopes_of(for_acme(), with_own_rights()) == Words{"invite", "manage"});
  // The subject is a token of that organization.
  auto own = a_subject();
  own.bounds.resource_scopes[acme] = {};
  CHECK(scopes_of(for_acme(), own).empty());
  auto nothing = a_subject();
  nothing.bounds.resource_scopes.clear();
  CHECK(scopes_of(for_acme(), nothing).empty());
}

TEST_CASE("decide_exchanged_token refuses an organization to a grant that asked for none") {
  auto narrow = a_subject();
  narrow.bounds.scopes = {"openid"};
  const auto refused = decide(for_acme(), narrow);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == OAuthErrorCode::insufficient_scope);
  CHECK(status_of(refused.error()) == 403);
}

TEST_CASE("decide_exchanged_token gives an opaque token the scopes that the subject has") {
  const AccessRequest request{.scopes = Words{"openid", "profile", "read"}};
  CHECK(scopes_of(request, a_subject()) == Words{"openid"});
  CHECK(scopes_of({}, a_subject()).empty());
}

TEST_CASE("decide_exchanged_token ends with its subject token") {
  CHECK(decide(for_api(), a_subject())->ttl == Seconds(60));
  CHECK(decide(for_api(), with_own_rights())->ttl == Seconds(3600));
  auto ending = a_subject();
  ending.expires_at = now + std::chrono::milliseconds(999);
  const auto refused = decide(for_api(), ending);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == OAuthErrorCode::invalid_grant);
}

TEST_CASE("bounds_after keeps of the audience what the token has, and of others what there was") {
  const auto api_token = bounds_after(a_subject().bounds, {.audience = api, .scopes = Words{}});
  CHECK(api_token.resource_scopes.at(api).empty());
  CHECK(api_token.scopes == a_subject().bounds.scopes);
  const auto opaque = bounds_after(a_subject().bounds, {.scopes = Words{"openid"}});
  CHECK(opaque.scopes == Words{"openid"});
  CHECK(opaque.resource_scopes == a_subject().bounds.resource_scopes);
}

}  // namespace daemun::oidc
