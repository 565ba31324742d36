// Sign-in pages of the tenant's own instead of ours.
#ifndef DAEMUN_DOMAIN_CUSTOM_UI_H
#define DAEMUN_DOMAIN_CUSTOM_UI_H

#include "base/id.h"
#include "domain/sign_in_experience.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// 8 characters [0-9a-z], as Logto's.
using CustomUiId = Id<struct CustomUiTag>;
inline constexpr std::size_t custom_ui_id_length = 8;

// The page that stands for every page of the dialogue.
inline constexpr std::string_view custom_ui_index = "index.html";

// The pages that the tenant has chosen; nothing: ours.
std::optional<CustomUiId> find_custom_ui(const SignInExperience& settings);

// The Content-Type of a file of such pages, by the end of its name; nothing for what they may not
// hold.
std::optional<std::string_view> find_custom_ui_type(std::string_view path);

}  // namespace daemun

#endif
