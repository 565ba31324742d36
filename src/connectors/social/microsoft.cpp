#include "base/text.h"
#include "connectors/config_check.h"
#include "connectors/provider.h"
#include "connectors/social/providers.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

// The tenant of personal accounts, which has a name as well.
constexpr std::string_view consumers = "9188040d-6c67-4c5b-b112-36a304b66dad";

bool is_tenant_id(std::string_view tenant) {
  return tenant.size() == 36 && tenant.find_first_not_of("0123456789abcdef-") == tenant.npos;
}

// "common", "organizations" and a domain stand for tenants whose ids are in their tokens.
std::string issuer_of(const std::string& cloud, const std::string& tenant) {
  if (tenant == "consumers") return cloud + "/" + std::string(consumers) + "/v2.0";
  return cloud + "/" + (is_tenant_id(tenant) ? tenant : "{tenantid}") + "/v2.0";
}

SocialService make(const json::object& config) {
  auto cloud = text_of(config, "cloudInstance");
  while (cloud.ends_with('/'))
    cloud.pop_back();
  const auto tenant = to_lower_ascii(text_of(config, "tenantId"));
  const auto authority = cloud + "/" + tenant;
  auto service = make_service(
      config,
      {.issuer = issuer_of(cloud, tenant),
       .authorization_endpoint = authority + "/oauth2/v2.0/authorize",
       .token_endpoint = authority + "/oauth2/v2.0/token",
       .userinfo_endpoint = "https://graph.microsoft.com/v1.0/me",
       .jwks_uri = authority + "/discovery/v2.0/keys"}
  );
  service.registration.provider.quirks.issuer_rule = auth::IssuerRule::entra_tenant;
  // The user information has the id that all apps of the tenant see.
  service.id_claim = "oid";
  auto scopes = split_words(text_of(config, "scopes"));
  for (const auto* scope : {"User.Read", "profile", "openid"}) {
    if (!contains(scopes, scope)) scopes.insert(scopes.begin(), scope);
  }
  service.scope = join(scopes);
  if (const auto prompts = find_strings(config, "prompts"); !prompts.empty())
    service.parameters.emplace_back("prompt", join(prompts));
  return service;
}

// `mail` is what the administrator of any tenant writes there: it proves nothing.
SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "id"),
      .name = optional_at(answers.user, "displayName"),
      .raw = answers.user};
}

json::array check(const json::object& config) {
  json::array issues;
  check_endpoints(config, {"cloudInstance"}, issues);
  const auto tenant = to_lower_ascii(text_of(config, "tenantId"));
  const bool is_segment = std::all_of(tenant.begin(), tenant.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
  if (!is_segment) issues.push_back(make_issue({"tenantId"}, "Invalid tenant"));
  return issues;
}

}  // namespace

const SocialProvider social::microsoft = {
    .id = "azuread-universal", .make = make, .read = read, .check = check};

}  // namespace daemun::connectors
