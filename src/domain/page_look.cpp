#include "domain/page_look.h"

namespace daemun {
namespace {

void lay_over(json::object& document, std::string_view name, const json::object& members) {
  if (members.empty()) return;
  const auto* below = find_object(document, name);
  json::object merged = below != nullptr ? *below : json::object{};
  for (const auto& member : members)
    merged[member.key()] = member.value();
  document[name] = std::move(merged);
}

}  // namespace

void apply_look(json::object& document, const PageLook& look) {
  lay_over(document, "color", look.color);
  lay_over(document, "branding", look.branding);
  if (look.custom_css && !look.custom_css->empty()) document["customCss"] = *look.custom_css;
}

json::object make_default_account_center() {
  return {
      {"enabled", false},
      {"fields", json::object{}},
      {"webauthnRelatedOrigins", json::array{}},
      {"deleteAccountUrl", nullptr},
      {"customCss", nullptr},
      {"profileFields", nullptr},
  };
}

}  // namespace daemun
