// Shapes of settings, which administrators change and pages show, in the notation of shape.h.
#ifndef DAEMUN_API_SETTINGS_SHAPES_H
#define DAEMUN_API_SETTINGS_SHAPES_H

#include <string>
#include <vector>

namespace daemun::api {

// Of the sign-in experience, by their order in a reply. In a request each may be absent.
struct SettingsMember {
  const char* name;
  std::string body;
  std::string reply;
};
std::vector<SettingsMember> sign_in_experience_members();
// As everybody may see it, with what the pages need beside it.
std::string public_sign_in_experience_shape();

std::string account_center_shape();

std::string profile_field_shape();

// What somebody has proven in a dialogue.
std::string verification_record_shape();

}  // namespace daemun::api

#endif
