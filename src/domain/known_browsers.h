// The `_known` cookie: marks of the accounts that a browser has signed in to. A browser with a mark
// counts wrong passwords apart, so that strangers who lock an account do not lock out its owner.
// A mark names neither account nor user; who holds one knows nothing and may only guess.
#ifndef DAEMUN_DOMAIN_KNOWN_BROWSERS_H
#define DAEMUN_DOMAIN_KNOWN_BROWSERS_H

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

inline constexpr std::string_view known_browser_cookie_name = "_known";
inline constexpr std::chrono::hours known_browser_lifetime{180 * 24};

struct BrowserMark {
  std::string id{};  // random; names the counter
  TimePoint issued_at{};
  std::string signature{};
};

inline constexpr std::size_t browser_mark_id_bytes = 12;
inline constexpr std::size_t browser_mark_signature_bytes = 18;

// Newest first. What is no mark is left out.
std::vector<BrowserMark> parse_browser_marks(std::string_view cookie_value);
// The five newest.
std::string to_cookie_value(const std::vector<BrowserMark>& marks);

}  // namespace daemun

#endif
