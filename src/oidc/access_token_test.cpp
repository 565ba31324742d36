#include "oidc/access_token.h"

#include "oidc/tables.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Words = std::vector<std::string>;

const std::string api = "https://api.example";
const std::string other_api = "https://other.example";
const std::string template_resource(organizations_resource);
const OrganizationId acme("acme");

Application a_client() {
  return test::an_application("app");
}

Application a_third_party() {
  auto client = a_client();
  client.is_third_party = true;
  return client;
}

Grant a_grant(Words scopes = {"openid", "profile", std::string(scope::organizations)}) {
  Grant grant;
  grant.scopes = std::move(scopes);
  grant.resource_scopes = {{api, {"read", "write"}}};
  return grant;
}

std::shared_ptr<const Resource> a_resource(std::string indicator = api) {
  Resource resource{
      .id = ResourceId("api"),
      .name = "API",
      .indicator = std::move(indicator),
      .access_token_ttl = Seconds(600)};
  for (const auto* name : {"read", "write"})
    resource.scopes.push_back({.id = ScopeId(name), .name = name, .description = std::nullopt});
  return std::make_shared<const Resource>(std::move(resource));
}

HeldScope held(std::string name, std::optional<OrganizationId> organization = std::nullopt) {
  return {
      .indicator = api,
      .scope_id = ScopeId(name),
      .name = name,
      .organization_id = std::move(organization)};
}

AccessRequest for_resource() {
  return {.resource = api};
}
AccessRequest for_organization() {
  return {.organization_id = acme};
}

AccessFacts resource_facts() {
  return {.held = {held("read"), held("write")}, .resource = a_resource()};
}

// A member who may invite and manage.
AccessFacts member_facts() {
  AccessFacts facts;
  facts.membership = storage::AccessStore::Membership{
      .organization = {.id = acme, .name = "Acme", .description = std::nullopt},
      .organization_scopes = {
          {OrganizationScopeId("1"), "invite"}, {OrganizationScopeId("2"), "manage"}}};
  return facts;
}

AccessTokenSpec decided(
    const AccessRequest& request,
    const AccessFacts& facts,
    const Grant& grant = a_grant(),
    const Application& client = a_client()
) {
  const auto spec = decide_access_token(grant, client, request, facts);
  if (!spec) FAIL("refused: ", spec.error().description);
  return *spec;
}

// "403 access_denied: description"
std::string refusal(
    const AccessRequest& request,
    const AccessFacts& facts,
    const Grant& grant = a_grant(),
    const Application& client = a_client()
) {
  const auto spec = decide_access_token(grant, client, request, facts);
  if (spec) return "accepted";
  return std::to_string(status_of(spec.error())) + " " + std::string(to_string(spec.error().code)) +
         ": " + spec.error().description;
}

// "opaque", the target, or the error's code.
std::string target(
    const Grant& grant,
    const AccessRequest& request,
    const std::shared_ptr<const Resource>& default_resource = nullptr
) {
  const auto decision = decide_target(grant, request, default_resource);
  if (!decision) return std::string(to_string(decision.error().code));
  return decision->value_or("opaque");
}

}  // namespace

TEST_CASE("is_resource_indicator wants an absolute URI without a fragment") {
  for (const char* text : {"https://api.example", "https://api.example/v1?x=1", "urn:a:b", "app:x"})
    CHECK(is_resource_indicator(text));
  for (const char* text : {"", "api", "/api", "//api.example", "https://api.example#", "a b:c"}) {
    CAPTURE(text);
    CHECK_FALSE(is_resource_indicator(text));
  }
}

TEST_CASE("decide_target takes the requested resource if the grant has it") {
  CHECK(target(a_grant(), {.resource = api}) == api);
  CHECK(target(a_grant(), {.resource = other_api}) == "invalid_target");
  CHECK(target(a_grant(), {.resource = "x"}) == "invalid_target");
  CHECK(target(a_grant(), {.resource = api + "/"}) == "invalid_target");
}

TEST_CASE("decide_target gives no token for the organization template itself") {
  auto grant = a_grant();
  grant.resource_scopes[template_resource] = {"invite"};
  CHECK(target(grant, {.resource = template_resource}) == "invalid_target");
}

TEST_CASE("decide_target stays with userinfo or the organization when no resource is named") {
  CHECK(target(a_grant(), {}) == "opaque");
  CHECK(target(a_grant(), {}, a_resource()) == "opaque");
  CHECK(target(a_grant({"profile"}), {.organization_id = acme}) == "opaque");
}

TEST_CASE("decide_target uses the only resource of a grant without openid") {
  auto grant = a_grant({"profile"});
  CHECK(target(grant, {}) == api);
  grant.resource_scopes[template_resource] = {};
  CHECK(target(grant, {}) == api);
  grant.resource_scopes[other_api] = {};
  CHECK(target(grant, {}) == "invalid_target");
  CHECK(target(grant, {}, a_resource(other_api)) == other_api);
  CHECK(target(grant, {}, a_resource("https://third.example")) == "invalid_target");
  grant.resource_scopes.clear();
  CHECK(target(grant, {}) == "opaque");
}

TEST_CASE("decide_access_token gives an opaque token for userinfo") {
  const auto spec = decided({}, {});
  CHECK_FALSE(spec.audience);
  CHECK(spec.scopes == a_grant().scopes);
  CHECK(spec.ttl == Seconds(3600));
  CHECK_FALSE(spec.organization_claim);
  CHECK_FALSE(spec.is_narrowed);
}

TEST_CASE("decide_access_token narrows an opaque token to the scopes asked for") {
  const auto spec = decided({.scopes = Words{"profile", "openid"}}, {});
  CHECK(spec.scopes == Words{"openid", "profile"});
  CHECK(spec.is_narrowed);
  CHECK_FALSE(decided({.scopes = a_grant().scopes}, {}).is_narrowed);
  CHECK(decided({.scopes = Words{"read"}}, {}).scopes == Words{});
}

TEST_CASE("decide_access_token refuses scopes beyond the grant, whatever the target") {
  const AccessRequest beyond[] = {
      {.scopes = Words{"openid", "phone"}},
      {.resource = api, .scopes = Words{"read", "phone"}},
      {.organization_id = acme, .scopes = Words{"phone"}}};
  for (const auto& request : beyond) {
    auto facts = member_facts();
    facts.resource = a_resource();
    const auto spec = decide_access_token(a_grant(), a_client(), request, facts);
    REQUIRE_FALSE(spec);
    CHECK(spec.error().code == OAuthErrorCode::invalid_scope);
    CHECK(status_of(spec.error()) == 400);
    CHECK(spec.error().description == "refresh token missing requested scope");
    CHECK(spec.error().scope == "phone");
  }
  const auto two =
      decide_access_token(a_grant(), a_client(), {.scopes = Words{"phone", "email"}}, {});
  CHECK(two.error().description == "refresh token missing requested scopes");
  CHECK(two.error().scope == "phone email");
}

TEST_CASE("decide_access_token gives a JWT for the resource") {
  const auto spec = decided(for_resource(), resource_facts());
  CHECK(spec.audience == api);
  CHECK(spec.scopes == Words{"read", "write"});
  CHECK(spec.ttl == Seconds(600));
  CHECK_FALSE(spec.organization_claim);
  CHECK_FALSE(spec.is_narrowed);
}

TEST_CASE("decide_access_token leaves what is granted, still held and asked for") {
  auto facts = resource_facts();
  facts.held = {held("read"), held("admin")};
  CHECK(decided(for_resource(), facts).scopes == Words{"read"});
  facts.held.clear();
  CHECK(decided(for_resource(), facts).scopes == Words{});
  auto narrower = for_resource();
  narrower.scopes = Words{"write", "openid"};
  CHECK(decided(narrower, resource_facts()).scopes == Words{"write"});
}

TEST_CASE("decide_access_token refuses a resource that is gone") {
  auto facts = resource_facts();
  facts.resource = nullptr;
  CHECK(refusal(for_resource(), facts).starts_with("400 invalid_target"));
}

TEST_CASE("decide_access_token filters a third party's resource scopes") {
  auto client = a_third_party();
  CHECK(
      refusal(for_resource(), resource_facts(), a_grant(), client).starts_with("400 invalid_target")
  );
  client.resource_consent_scopes = {ScopeId("read")};
  CHECK(decided(for_resource(), resource_facts(), a_grant(), client).scopes == Words{"read"});
}

TEST_CASE("decide_access_token gives an organization token with the member's permissions") {
  auto grant = a_grant();
  CHECK(decided(for_organization(), member_facts(), grant).scopes == Words{});
  grant.resource_scopes[template_resource] = {"manage", "delete"};
  const auto spec = decided(for_organization(), member_facts(), grant);
  CHECK(spec.audience == "urn:logto:organization:acme");
  CHECK(spec.scopes == Words{"manage"});
  CHECK(spec.ttl == Seconds(3600));
  CHECK_FALSE(spec.organization_claim);
  auto narrower = for_organization();
  narrower.scopes = Words{"openid"};
  CHECK(decided(narrower, member_facts(), grant).scopes == Words{});
}

TEST_CASE("decide_access_token filters a third party's organization permissions") {
  auto grant = a_grant();
  grant.resource_scopes[template_resource] = {"invite", "manage"};
  auto client = a_third_party();
  auto facts = member_facts();
  facts.consented_organizations = {acme};
  CHECK(decided(for_organization(), facts, grant, client).scopes == Words{});
  client.organization_consent_scopes = {OrganizationScopeId("1")};
  CHECK(decided(for_organization(), facts, grant, client).scopes == Words{"invite"});
}

TEST_CASE("decide_access_token names the organization in a resource's token") {
  auto request = for_resource();
  request.organization_id = acme;
  auto facts = member_facts();
  facts.resource = a_resource();
  facts.held = {held("read", OrganizationId("zeta")), held("write", acme)};
  auto spec = decided(request, facts);
  CHECK(spec.audience == api);
  CHECK(spec.organization_claim == acme);
  CHECK(spec.scopes == Words{"write"});
  CHECK(spec.ttl == Seconds(600));
  facts.held.push_back(held("read"));  // a global role counts as well
  CHECK(decided(request, facts).scopes == Words{"read", "write"});
}

TEST_CASE("decide_access_token lets only those into an organization who may be there") {
  const std::string scope_missing = "403 insufficient_scope: refresh token missing required scope";
  const std::string no_member = "403 access_denied: user is not a member of the organization";
  const std::string no_consent =
      "403 access_denied: organization access is not granted to the application";
  const std::string no_mfa =
      "403 access_denied: organization requires MFA but user has no MFA configured";
  auto third_party = a_third_party();
  third_party.resource_consent_scopes = {ScopeId("read")};
  for (const auto& request :
       {for_organization(), AccessRequest{.resource = api, .organization_id = acme}}) {
    auto facts = member_facts();
    facts.resource = a_resource();
    CHECK(refusal(request, facts) == "accepted");
    CHECK(refusal(request, facts, a_grant({"openid"})) == scope_missing);
    CHECK(refusal(request, facts, a_grant(), third_party) == no_consent);
    facts.consented_organizations = {OrganizationId("zeta")};
    CHECK(refusal(request, facts, a_grant(), third_party) == no_consent);
    facts.consented_organizations = {acme};
    CHECK(refusal(request, facts, a_grant(), third_party) == "accepted");
    facts.membership->organization.is_mfa_required = true;
    CHECK(refusal(request, facts) == no_mfa);
    facts.has_second_factor = true;
    CHECK(refusal(request, facts) == "accepted");
    facts.membership.reset();
    CHECK(refusal(request, facts) == no_member);
  }
}

TEST_CASE("decide_access_token names the scope that an organization needs") {
  const auto spec =
      decide_access_token(a_grant({"openid"}), a_client(), for_organization(), member_facts());
  REQUIRE_FALSE(spec);
  CHECK(spec.error().scope == "urn:logto:scope:organizations");
}

TEST_CASE("load_access_facts loads what the request concerns") {
  test::TestTenant tenant;
  const auto user = test::a_user();
  tenant.insert(user);
  tenant.insert(a_client());
  const storage::ResourceStore resources(*tenant.database, tenant.tenant);
  const storage::AccessStore access(*tenant.database, tenant.tenant);
  tenant.commit(resources.insert({.id = ResourceId("api"), .name = "API", .indicator = api}));
  tenant.commit(access.insert_organization(
      {.id = acme, .name = "Acme", .description = std::nullopt}, tenant.clock.now()
  ));
  tenant.commit(access.add_member(acme, user.id));
  tenant.commit(access.insert_consented_organization(a_client().id, user.id, acme));
  const auto load = [&](const Application& client, const AccessRequest& request) {
    return run_task(load_access_facts(
        *tenant.dependencies, user.id, std::make_shared<const Application>(client), &request
    ));
  };
  const auto nothing = load(a_client(), {});
  CHECK_FALSE(nothing.resource);
  CHECK_FALSE(nothing.membership);
  CHECK(load(a_client(), for_resource()).resource->indicator == api);
  CHECK_FALSE(load(a_client(), {.resource = other_api}).resource);
  CHECK(load(a_client(), for_organization()).membership);
  CHECK_FALSE(load(a_client(), {.organization_id = OrganizationId("none")}).membership);
  CHECK(load(a_client(), for_organization()).consented_organizations.empty());
  CHECK(load(a_third_party(), for_organization()).consented_organizations == std::vector{acme});
}

TEST_CASE("decide_access_token refuses a user whom the client does not let in") {
  AccessFacts facts;
  facts.may_use_client = false;
  const auto decided = decide_access_token(a_grant(), a_client(), {}, facts);
  REQUIRE_FALSE(decided);
  CHECK(decided.error().code == OAuthErrorCode::access_denied);
  CHECK(status_of(decided.error()) == 400);
}

}  // namespace daemun::oidc
