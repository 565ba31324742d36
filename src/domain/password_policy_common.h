// The words that people's passwords are made of, for is_common_password: common_passwords.txt.
#ifndef DAEMUN_DOMAIN_PASSWORD_POLICY_COMMON_H
#define DAEMUN_DOMAIN_PASSWORD_POLICY_COMMON_H

#include <span>
#include <string_view>

namespace daemun {

// Lower case, sorted.
std::span<const std::string_view> common_password_words();

}  // namespace daemun

#endif
