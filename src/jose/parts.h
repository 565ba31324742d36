// The three parts of a compact JWS (RFC 7515 3.1), for those who read a token: verify and what may
// be known before it.
#ifndef DAEMUN_JOSE_PARTS_H
#define DAEMUN_JOSE_PARTS_H

#include "base/json.h"
#include "base/result.h"

#include <optional>
#include <string_view>

namespace daemun::jose {

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
  // Header and payload with the dot between them.
  std::string_view signed_text;
};

// Nothing when there are not exactly three.
std::optional<Parts> split_token(std::string_view token);

enum class PartError { bad_base64, bad_json };

// Header or payload: a JSON object in base64url.
Result<json::object, PartError> parse_token_part(std::string_view part);

}  // namespace daemun::jose

#endif
