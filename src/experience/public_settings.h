// The sign-in experience as everybody may see it.
#ifndef DAEMUN_EXPERIENCE_PUBLIC_SETTINGS_H
#define DAEMUN_EXPERIENCE_PUBLIC_SETTINGS_H

#include "base/id.h"
#include "base/json.h"
#include "base/task.h"
#include "domain/profile_field.h"
#include "domain/sign_in_experience.h"
#include "experience/dependencies.h"

#include <optional>
#include <vector>

#include "messages/senders.h"

namespace daemun::experience {

// The body of GET /api/.well-known/sign-in-exp.
struct PublicFacts {
  const SignInExperience& settings;
  const TenantId& tenant;
  const std::vector<ProfileField>& fields;
  messages::Senders senders{};
  json::array social_connectors{};
  json::array sso_connectors{};
};
json::object to_public_settings(const PublicFacts& facts);

// For whom the pages are: each may have a look of its own.
struct PageAudience {
  std::optional<ApplicationId> application{};
  std::optional<OrganizationId> organization{};  // goes over the application's
};

// The same with the look of the audience. What is not there has none.
Task<json::object> load_public_settings(const Dependencies& dependencies, PageAudience audience);

}  // namespace daemun::experience

#endif
