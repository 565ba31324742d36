#include "experience/public_settings.h"

#include "domain/application_experience.h"
#include "domain/page_look.h"
#include "experience/enterprise_connector.h"
#include "experience/one_tap.h"
#include "experience/social_connector.h"
#include "storage/experience_store.h"

#include <utility>

#include "api/profile_field.h"
#include "api/sign_in_experience.h"

namespace daemun::experience {
namespace {

json::array to_json_list(const std::vector<ProfileField>& fields, const TenantId& tenant) {
  json::array list;
  for (const auto& field : fields)
    list.push_back(api::to_json(api::to_view(tenant, field)));
  return list;
}

}  // namespace

json::object to_public_settings(const PublicFacts& facts) {
  const auto& [settings, tenant, fields, senders, social_connectors, sso_connectors] = facts;
  json::object body{{"tenantId", tenant.value()}, {"id", "default"}};
  for (const auto& member : settings.document)
    body[member.key()] = member.value();
  for (const auto member : api::private_experience_members)
    body.erase(member);
  body["socialConnectors"] = social_connectors;
  body["ssoConnectors"] = sso_connectors;
  body["forgotPassword"] = json::object{
      {"phone", senders.sms && takes_recovery(settings, IdentifierType::phone)},
      {"email", senders.email && takes_recovery(settings, IdentifierType::email)}};
  body["isDevelopmentTenant"] = false;
  body["customProfileFields"] = to_json_list(list_sign_up_fields(settings, fields), tenant);
  body["customProfileFieldCatalog"] = to_json_list(fields, tenant);
  return body;
}

Task<json::object> load_public_settings(const Dependencies& dependencies, PageAudience audience) {
  auto settings = co_await dependencies.settings.find_sign_in_experience();
  if (audience.application) {
    const auto application = co_await dependencies.settings.find_application(*audience.application);
    settings = override_experience(std::move(settings), application.get());
  }
  const auto fields = co_await dependencies.settings.list_profile_fields();
  const auto senders = co_await dependencies.messenger.find_senders();
  auto social = co_await list_public_connectors(&dependencies, settings->document);
  auto companies = co_await list_public_enterprise_connectors(&dependencies, settings);
  auto body = to_public_settings(
      {*settings, dependencies.tenant, *fields, senders, std::move(social), std::move(companies)}
  );
  if (audience.organization) {
    const storage::ExperienceStore store(dependencies.database, dependencies.tenant);
    const auto look = co_await store.find_organization_look(*audience.organization);
    if (look) apply_look(body, *look);
  }
  if (auto one_tap = co_await find_one_tap(&dependencies, settings->document))
    body["googleOneTap"] = *std::move(one_tap);
  co_return body;
}

}  // namespace daemun::experience
