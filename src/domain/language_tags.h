// The language tags that a tenant may have texts in. They are Logto's, so that what is stored here
// can go there and back.
#ifndef DAEMUN_DOMAIN_LANGUAGE_TAGS_H
#define DAEMUN_DOMAIN_LANGUAGE_TAGS_H

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// Sorted.
std::span<const std::string_view> all_language_tags();
bool is_language_tag(std::string_view tag);

// The tags that an Accept-Language header names, the one liked best first (RFC 9110 12.5.4).
std::vector<std::string> parse_accept_language(std::string_view header);

// The tags that texts are available in.
struct AvailableLanguages {
  std::span<const std::string_view> built_in;  // of several regions, the one to prefer comes first
  std::vector<std::string> custom;             // of the tenant
};

// The available tag that fits a wanted one best, as Logto chooses: the same tag, the tenant's
// before the built-in one; then a built-in tag of the same language, then the tenant's. Case does
// not matter, and "_" means "-" (BCP 47, RFC 5646 2.1.1). Nothing when there is none.
std::optional<std::string> find_language_tag(
    std::string_view wanted, const AvailableLanguages& available
);

// Whether its script runs from right to left.
bool is_right_to_left(std::string_view tag);

}  // namespace daemun

#endif
