#include "domain/open_resources.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

Application a_third_party() {
  Application client;
  client.is_third_party = true;
  return client;
}

Resource a_resource() {
  Resource resource;
  for (const auto* name : {"read", "write"})
    resource.scopes.push_back({.id = ScopeId(name), .name = name, .description = std::nullopt});
  return resource;
}

}  // namespace

TEST_CASE("is_open_to opens to a third party the resources of which it may have a scope") {
  const auto resource = a_resource();
  auto client = a_third_party();
  CHECK(is_open_to({}, resource));
  CHECK(is_open_to({}, Resource{}));
  CHECK_FALSE(is_open_to(client, resource));
  client.resource_consent_scopes = {ScopeId("other")};
  CHECK_FALSE(is_open_to(client, resource));
  client.resource_consent_scopes = {ScopeId("write")};
  CHECK(is_open_to(client, resource));
  client.resource_consent_scopes.clear();
  client.organization_resource_consent_scopes = {ScopeId("read")};
  CHECK(is_open_to(client, resource));
  CHECK_FALSE(is_open_to(client, Resource{}));
}

TEST_CASE("are_organizations_open_to asks for a permission or for the organizations' scope") {
  auto client = a_third_party();
  CHECK(are_organizations_open_to({}));
  CHECK_FALSE(are_organizations_open_to(client));
  client.user_consent_scopes = {"urn:logto:scope:organizations"};
  CHECK(are_organizations_open_to(client));
  client.user_consent_scopes = {"profile"};
  CHECK_FALSE(are_organizations_open_to(client));
  client.organization_consent_scopes = {OrganizationScopeId("invite")};
  CHECK(are_organizations_open_to(client));
}

}  // namespace daemun
