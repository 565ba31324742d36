// The members of a user's profile that have a meaning of their own: those of OpenID Connect Core
// 5.1, in Logto's camelCase.
#ifndef DAEMUN_DOMAIN_USER_PROFILE_H
#define DAEMUN_DOMAIN_USER_PROFILE_H

#include <cstdint>
#include <string_view>

namespace daemun {

// In characters. Logto has no bounds here: everything is copied into tokens, webhooks and logs.
inline constexpr std::int64_t max_profile_text = 128;
inline constexpr std::int64_t max_profile_url = 2048;
inline constexpr std::int64_t max_formatted_address = 1024;
// What people can write into the custom data of their account, as JSON, in bytes.
inline constexpr std::size_t max_own_custom_data = 32'768;

// familyName, givenName ...: members of `profile` that are text, and `name` and `avatar` beside it.
bool is_text_member(std::string_view name);
// Those of them that hold a URL.
bool is_url_member(std::string_view name);
// formatted, streetAddress ...
bool is_address_member(std::string_view name);

// http or https, with a host: what a page may show as a link, and nothing that runs as a script.
bool is_web_url(std::string_view text);

}  // namespace daemun

#endif
