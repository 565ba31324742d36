#include "domain/email_template.h"

#include <algorithm>

namespace daemun {

const EmailTemplate* pick_email_template(
    const std::vector<EmailTemplate>& templates, const TemplateWish& wish
) {
  const auto find = [&](std::string_view type, std::string_view language) -> const EmailTemplate* {
    const auto found = std::find_if(templates.begin(), templates.end(), [&](const auto& one) {
      return one.template_type == type && one.language_tag == language;
    });
    return found == templates.end() ? nullptr : &*found;
  };
  if (const auto* own = find(wish.template_type, wish.locale)) return own;
  if (const auto* fallback = find(wish.template_type, wish.fallback_language)) return fallback;
  return find("Generic", wish.fallback_language);
}

}  // namespace daemun
