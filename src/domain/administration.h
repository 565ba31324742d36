// The people who run the installation: users of the tenant `admin` who hold one role. The console
// is the application that they sign in to.
#ifndef DAEMUN_DOMAIN_ADMINISTRATION_H
#define DAEMUN_DOMAIN_ADMINISTRATION_H

#include "domain/sign_in_experience.h"

#include <string_view>

namespace daemun {

inline constexpr std::string_view administration_tenant = "admin";
inline constexpr std::string_view administrator_role = "default:admin";
inline constexpr std::string_view console_application = "admin-console";

// Without this role and this application nobody could undo what an administrator has done to them,
// so the API changes neither.
inline bool is_administrator_role(std::string_view tenant, std::string_view role_name) {
  return tenant == administration_tenant && role_name == administrator_role;
}
// A stranger in this tenant would be one step from running the installation.
inline bool is_registration_closed(std::string_view tenant) {
  return tenant == administration_tenant;
}

// With which identifiers an administrator signs in. It is the one rule by which a change is refused
// that would shut out the last of them: whoever has none of these, no password, or an expired one
// cannot come in.
struct SignInIdentifiers {
  bool username = false;
  bool email = false;
  bool phone = false;
};
SignInIdentifiers sign_in_identifiers(const SignInExperience& experience);

inline bool is_console_application(std::string_view tenant, std::string_view application) {
  return tenant == administration_tenant && application == console_application;
}

}  // namespace daemun

#endif
