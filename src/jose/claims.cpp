#include "jose/claims.h"

#include <cmath>
#include <cstdint>

namespace daemun::jose {

namespace {

// The first second of the year 1 and of the year 10000.
constexpr double first_second = -62'135'596'800.0;
constexpr double end_second = 253'402'300'800.0;

std::optional<double> to_number(const json::value& value) {
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  if (value.is_double()) return value.get_double();
  return std::nullopt;
}

}  // namespace

std::vector<std::string> Claims::aud() const {
  if (const auto single = text("aud")) return {std::string(*single)};
  auto strings = find_strings(members_, "aud");
  const auto* array = find_array(members_, "aud");
  if (array == nullptr || array->size() != strings.size()) return {};
  return strings;
}

std::optional<TimePoint> Claims::time(std::string_view name) const {
  const auto* value = members_.if_contains(name);
  if (value == nullptr) return std::nullopt;
  const auto seconds = to_number(*value);
  if (!seconds || !(*seconds >= first_second && *seconds < end_second)) return std::nullopt;
  return from_unix_ms(static_cast<std::int64_t>(std::floor(*seconds * 1000.0)));
}

}  // namespace daemun::jose
