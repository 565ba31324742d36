#include "domain/session.h"

#include "base/json.h"

namespace daemun {

Seconds parse_session_ttl(std::string_view config) {
  if (config.empty()) return default_session_ttl;
  const auto object = parse_json_object(config);
  const auto ttl = object ? find_integer(*object, "ttl") : std::nullopt;
  if (!ttl || *ttl < 1 || *ttl > longest_session_ttl.count()) return default_session_ttl;
  return Seconds(*ttl);
}

}  // namespace daemun
