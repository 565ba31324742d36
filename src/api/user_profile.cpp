#include "api/user_profile.h"

#include "domain/user_profile.h"

namespace daemun::api {

Outcome<void> check_profile(const json::object& profile, std::string_view place) {
  for (const auto& member : profile) {
    const auto* text = member.value().if_string();
    if (text == nullptr || text->empty() || !is_url_member(member.key())) continue;
    if (!is_web_url(*text)) {
      return invalid_input(
          std::string(place) + "." + std::string(member.key()) + " must be an http or https URL"
      );
    }
  }
  return {};
}

}  // namespace daemun::api
