#include "jose/parts.h"

#include "base/encoding.h"
#include "jose/verify.h"

namespace daemun::jose {

namespace {

constexpr JsonLimits limits{.max_bytes = max_token_size, .max_depth = 16};

}  // namespace

// Looks for a third dot and no further: a token of dots costs nothing (CVE-2025-30204).
std::optional<Parts> split_token(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == token.npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
  return Parts{
      .header = token.substr(0, first),
      .payload = token.substr(first + 1, second - first - 1),
      .signature = token.substr(second + 1),
      .signed_text = token.substr(0, second),
  };
}

Result<json::object, PartError> parse_token_part(std::string_view part) {
  const auto text = parse_base64url(part);
  if (!text) return PartError::bad_base64;
  auto object = parse_json_object(*text, limits);
  if (!object) return PartError::bad_json;
  return *std::move(object);
}

}  // namespace daemun::jose
