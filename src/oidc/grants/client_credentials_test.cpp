#include "oidc/grants/client_credentials.h"

#include "oidc/test_tenant.h"
#include "oidc/token.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Words = std::vector<std::string>;

const std::string api = "https://api.example";
const OrganizationId acme("acme");

Application a_machine() {
  return test::an_application("machine", ApplicationType::machine_to_machine);
}

HeldScope held(std::string name, std::optional<OrganizationId> organization = std::nullopt) {
  return {
      .indicator = api,
      .scope_id = ScopeId(name),
      .name = name,
      .organization_id = std::move(organization)};
}

AccessFacts some_facts() {
  AccessFacts facts;
  facts.resource = std::make_shared<const Resource>(Resource{
      .id = ResourceId("api"), .name = "API", .indicator = api, .access_token_ttl = Seconds(600)});
  facts.held = {
      held("read"), held("write"), held("read_org", acme), held("other", OrganizationId("zeta"))};
  facts.membership = storage::AccessStore::Membership{
      .organization = {.id = acme, .name = "Acme", .description = std::nullopt},
      .organization_scopes = {
          {OrganizationScopeId("1"), "invite"}, {OrganizationScopeId("2"), "manage"}}};
  return facts;
}

const Words everything{"read", "write", "read_org", "other", "invite", "manage", "unknown"};

AccessTokenSpec decided(const AccessRequest& request, const AccessFacts& facts = some_facts()) {
  const auto spec = decide_machine_token(a_machine(), request, facts);
  if (!spec) FAIL("refused: ", spec.error().description);
  return *spec;
}

}  // namespace

TEST_CASE("decide_machine_token gives the requested scopes of the application's roles") {
  const auto spec = decided({.resource = api, .scopes = everything});
  CHECK(spec.audience == api);
  CHECK(spec.scopes == Words{"read", "write"});
  CHECK(spec.ttl == Seconds(600));
  CHECK_FALSE(spec.organization_claim);
  CHECK(decided({.resource = api, .scopes = Words{"write"}}).scopes == Words{"write"});
}

TEST_CASE("decide_machine_token refuses more scopes than fit into a token") {
  auto facts = some_facts();
  Words many;
  for (int i = 0; i < 100; ++i) {
    many.push_back(std::to_string(100 + i) + std::string(100, 's'));
    facts.held.push_back(held(many.back()));
  }
  const auto refused = decide_machine_token(a_machine(), {.resource = api, .scopes = many}, facts);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == OAuthErrorCode::invalid_scope);
}

TEST_CASE("decide_machine_token names no scope when none was asked for or none is left") {
  CHECK_FALSE(decided({.resource = api}).scopes);
  CHECK_FALSE(decided({.resource = api, .scopes = Words{}}).scopes);
  CHECK_FALSE(decided({.resource = api, .scopes = Words{"unknown"}}).scopes);
}

TEST_CASE("decide_machine_token gives only the organization's scopes within it") {
  const auto spec = decided({.resource = api, .organization_id = acme, .scopes = everything});
  CHECK(spec.audience == api);
  CHECK(spec.organization_claim == acme);
  CHECK(spec.scopes == Words{"read_org"});
}

TEST_CASE("decide_machine_token gives an organization token, whose scope is there if empty") {
  const auto spec = decided({.organization_id = acme, .scopes = Words{"invite", "read"}});
  CHECK(spec.audience == "urn:logto:organization:acme");
  CHECK(spec.scopes == Words{"invite"});
  CHECK(spec.ttl == Seconds(3600));
  CHECK_FALSE(spec.organization_claim);
  CHECK(decided({.organization_id = acme}).scopes == Words{});
}

TEST_CASE("decide_machine_token refuses an organization that the application is not in") {
  auto facts = some_facts();
  facts.membership.reset();
  for (const auto& request :
       {AccessRequest{.organization_id = acme},
        AccessRequest{.resource = api, .organization_id = acme}}) {
    const auto spec = decide_machine_token(a_machine(), request, facts);
    REQUIRE_FALSE(spec);
    CHECK(spec.error().code == OAuthErrorCode::access_denied);
    CHECK(status_of(spec.error()) == 403);
    CHECK(spec.error().description == "app has not associated with the organization");
  }
}

TEST_CASE("decide_machine_token wants a resource or an organization") {
  const auto spec = decide_machine_token(a_machine(), {.scopes = Words{"read"}}, some_facts());
  REQUIRE_FALSE(spec);
  CHECK(spec.error().code == OAuthErrorCode::invalid_target);
  CHECK(spec.error().description == "both `resource` and `organization_id` are not provided");
}

TEST_CASE("decide_machine_token refuses an unknown resource") {
  auto facts = some_facts();
  facts.resource = nullptr;
  const auto spec = decide_machine_token(a_machine(), {.resource = api}, facts);
  REQUIRE_FALSE(spec);
  CHECK(spec.error().code == OAuthErrorCode::invalid_target);
}

TEST_CASE("exchange_client_credentials assumes the default resource") {
  test::TestTenant tenant;
  tenant.insert(a_machine());
  TokenEndpoint endpoint(*tenant.dependencies, *tenant.keys, *tenant.tokens);
  const auto post = [&](const std::string& body) {
    auto request = test::a_request(http::Method::post, "/oidc/token", "", body);
    return run_task(endpoint.handle(test::with_basic(std::move(request), "machine")));
  };
  CHECK(test::error_of(post("grant_type=client_credentials")) == "invalid_target");
  tenant.commit(storage::ResourceStore(*tenant.database, tenant.tenant)
                    .insert(
                        {.id = ResourceId("api"),
                         .name = "API",
                         .indicator = api,
                         .is_default = true,
                         .access_token_ttl = Seconds(600)}
                    ));
  const auto response = post("grant_type=client_credentials");
  CHECK(response.status == 200);
  const auto body = parse_json_object(response.body).value();
  CHECK(body.at("expires_in").as_int64() == 600);
  CHECK(body.at("token_type").as_string() == "Bearer");
  CHECK_FALSE(body.contains("scope"));
  CHECK_FALSE(body.contains("refresh_token"));
  CHECK_FALSE(body.contains("id_token"));
}

}  // namespace daemun::oidc
