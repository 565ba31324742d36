#include "experience/public_settings.h"

namespace daemun::experience {

json::object to_public_settings(const SignInExperience& settings, const TenantId& tenant) {
  json::object body{{"tenantId", tenant.value()}, {"id", "default"}};
  for (const auto& member : settings.document)
    body[member.key()] = member.value();
  // Whom an administrator blocks, and how passwords are recovered, is nobody else's business.
  body.erase("emailBlocklistPolicy");
  body.erase("forgotPasswordMethods");
  body["socialConnectors"] = json::array{};
  body["ssoConnectors"] = json::array{};
  body["forgotPassword"] = json::object{{"phone", false}, {"email", false}};
  body["isDevelopmentTenant"] = false;
  body["customProfileFields"] = json::array{};
  body["customProfileFieldCatalog"] = json::array{};
  return body;
}

}  // namespace daemun::experience
