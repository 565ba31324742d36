#include "domain/known_browsers.h"

#include "base/encoding.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::size_t max_marks = 5;
constexpr std::size_t time_bytes = 6;
// In base64url, without a rest.
constexpr std::size_t mark_length =
    (browser_mark_id_bytes + time_bytes + browser_mark_signature_bytes) * 4 / 3;

std::string time_text(TimePoint time) {
  auto ms = static_cast<std::uint64_t>(to_unix_ms(time));
  std::string bytes(time_bytes, '\0');
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, ms >>= 8)
    *byte = static_cast<char>(ms & 0xff);
  return bytes;
}

TimePoint time_of(std::string_view bytes) {
  std::uint64_t ms = 0;
  for (const char byte : bytes)
    ms = (ms << 8) | static_cast<unsigned char>(byte);
  return from_unix_ms(static_cast<std::int64_t>(ms));
}

}  // namespace

std::vector<BrowserMark> parse_browser_marks(std::string_view cookie_value) {
  std::vector<BrowserMark> marks;
  while (!cookie_value.empty() && marks.size() < max_marks) {
    const auto text = cookie_value.substr(0, cookie_value.find('.'));
    cookie_value.remove_prefix(std::min(text.size() + 1, cookie_value.size()));
    const auto bytes = text.size() == mark_length ? parse_base64url(text) : std::nullopt;
    if (!bytes) continue;
    const std::string_view view = *bytes;
    marks.push_back(BrowserMark{
        .id = std::string(view.substr(0, browser_mark_id_bytes)),
        .issued_at = time_of(view.substr(browser_mark_id_bytes, time_bytes)),
        .signature = std::string(view.substr(browser_mark_id_bytes + time_bytes)),
    });
  }
  return marks;
}

std::string to_cookie_value(const std::vector<BrowserMark>& marks) {
  std::string value;
  for (std::size_t i = 0; i < std::min(marks.size(), max_marks); ++i) {
    const auto& mark = marks[i];
    if (i > 0) value += '.';
    value += to_base64url(mark.id + time_text(mark.issued_at) + mark.signature);
  }
  return value;
}

}  // namespace daemun
