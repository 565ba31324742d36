// Texts and look of the pages: the tenant's, with those of an application or organization.
#ifndef DAEMUN_DOMAIN_PAGE_LOOK_H
#define DAEMUN_DOMAIN_PAGE_LOOK_H

#include "base/json.h"

#include <optional>
#include <string>

namespace daemun {

// Texts in one language; they go before those that the server brings.
struct CustomPhrases {
  std::string id{};
  std::string language_tag{};
  json::object translation{};  // nested objects of texts
};

// The look of an organization or of another part of a tenant.
struct PageLook {
  json::object color{};
  json::object branding{};
  std::optional<std::string> custom_css{};
};

// Lays it over a sign-in experience: member by member of colours and branding; CSS as a whole.
void apply_look(json::object& document, const PageLook& look);

// An account centre that nobody has changed: switched off (Logto's defaults).
json::object make_default_account_center();

}  // namespace daemun

#endif
