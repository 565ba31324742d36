// The people who run the installation: users of the tenant `admin` who hold one role. The console
// is the application that they sign in to.
#ifndef DAEMUN_DOMAIN_ADMINISTRATION_H
#define DAEMUN_DOMAIN_ADMINISTRATION_H

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
inline bool is_console_application(std::string_view tenant, std::string_view application) {
  return tenant == administration_tenant && application == console_application;
}

}  // namespace daemun

#endif
