#include "domain/access.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

using Names = std::vector<std::string>;

constexpr const char* api = "https://api.example";

HeldScope a_scope(const char* name, const char* organization = nullptr) {
  HeldScope scope{.indicator = api, .scope_id = ScopeId(name), .name = name, .organization_id = {}};
  if (organization != nullptr) scope.organization_id = OrganizationId(organization);
  return scope;
}

Application a_third_party() {
  Application client;
  client.is_third_party = true;
  return client;
}

const OrganizationFilter all{};
const OrganizationFilter only_acme{OrganizationId("acme")};

}  // namespace

TEST_CASE("effective_scopes names what is held of one resource, once each") {
  auto foreign = a_scope("foreign");
  foreign.indicator = "https://other.example";
  const std::vector<HeldScope> held{
      a_scope("write"), foreign, a_scope("read"), a_scope("write"), a_scope("read", "acme")};
  CHECK(effective_scopes(held, api, all, {}) == Names{"write", "read"});
  CHECK(effective_scopes(held, "https://none.example", all, {}).empty());
  CHECK(effective_scopes({}, api, all, {}).empty());
}

TEST_CASE("effective_scopes counts the roles of every organization, or of one") {
  const std::vector<HeldScope> held{
      a_scope("global"), a_scope("acme_only", "acme"), a_scope("other_only", "other")};
  CHECK(effective_scopes(held, api, all, {}) == Names{"global", "acme_only", "other_only"});
  CHECK(effective_scopes(held, api, only_acme, {}) == Names{"global", "acme_only"});
  CHECK(effective_scopes(held, api, {OrganizationId("none")}, {}) == Names{"global"});
}

TEST_CASE("effective_scopes leaves a third-party client what users may consent to") {
  const std::vector<HeldScope> held{
      a_scope("read"), a_scope("write"), a_scope("read_org", "acme"), a_scope("write_org", "acme")};
  auto client = a_third_party();
  CHECK(effective_scopes(held, api, all, client).empty());
  client.resource_consent_scopes = {ScopeId("read")};
  client.organization_resource_consent_scopes = {ScopeId("read_org")};
  CHECK(effective_scopes(held, api, all, client) == Names{"read", "read_org"});
}

TEST_CASE("effective_scopes keeps the consent for organizations apart from the global one") {
  auto client = a_third_party();
  client.resource_consent_scopes = {ScopeId("read")};
  CHECK(effective_scopes({a_scope("read", "acme")}, api, all, client).empty());
  client.resource_consent_scopes.clear();
  client.organization_resource_consent_scopes = {ScopeId("read")};
  CHECK(effective_scopes({a_scope("read")}, api, all, client).empty());
  CHECK(effective_scopes({a_scope("read", "acme")}, api, all, client) == Names{"read"});
}

TEST_CASE("effective_organization_scopes names each permission once, filtered for third parties") {
  const std::vector<OrganizationScope> held{
      {OrganizationScopeId("1"), "invite"},
      {OrganizationScopeId("2"), "manage"},
      {OrganizationScopeId("1"), "invite"}};
  CHECK(effective_organization_scopes(held, {}) == Names{"invite", "manage"});
  auto client = a_third_party();
  CHECK(effective_organization_scopes(held, client).empty());
  client.organization_consent_scopes = {OrganizationScopeId("2")};
  CHECK(effective_organization_scopes(held, client) == Names{"manage"});
}

TEST_CASE("grantable_scopes has all of a resource, for a third party what users may consent to") {
  Resource resource;
  for (const char* name : {"read", "write", "invite"})
    resource.scopes.push_back({.id = ScopeId(name), .name = name});
  CHECK(grantable_scopes(resource, {}) == Names{"read", "write", "invite"});
  auto client = a_third_party();
  CHECK(grantable_scopes(resource, client).empty());
  client.resource_consent_scopes = {ScopeId("read")};
  client.organization_resource_consent_scopes = {ScopeId("invite")};
  CHECK(grantable_scopes(resource, client) == Names{"read", "invite"});
}

TEST_CASE("intersection and difference keep the order of the left words") {
  const Names left{"c", "a", "b"};
  CHECK(intersection(left, {"b", "c", "x"}) == Names{"c", "b"});
  CHECK(difference(left, {"b", "c", "x"}) == Names{"a"});
  CHECK(intersection({"c", "b", "c"}, {"b", "c"}) == Names{"c", "b"});
  CHECK(intersection(left, {}).empty());
  CHECK(difference(left, {}) == left);
  CHECK(intersection({}, left).empty());
  CHECK(difference({}, left).empty());
}

}  // namespace daemun
