// The pages on which people manage their own accounts, at <endpoint>/account. They sign in as an
// application that every tenant has and no administrator sees or changes.
#ifndef DAEMUN_DOMAIN_ACCOUNT_CENTER_H
#define DAEMUN_DOMAIN_ACCOUNT_CENTER_H

#include <string>
#include <string_view>

namespace daemun {

inline constexpr std::string_view account_center_application = "account-center";
inline constexpr std::string_view account_center_path = "/account";

inline std::string account_center_url(const std::string& endpoint) {
  return endpoint + std::string(account_center_path);
}

}  // namespace daemun

#endif
