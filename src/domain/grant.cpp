#include "domain/grant.h"

#include <stdexcept>

namespace daemun {
namespace {

constexpr std::string_view origin_words[] = {"authorization", "device", "exchange"};

}  // namespace

std::string_view to_string(GrantOrigin origin) {
  return origin_words[static_cast<std::size_t>(origin)];
}

GrantOrigin parse_grant_origin(std::string_view word) {
  for (const auto origin :
       {GrantOrigin::authorization, GrantOrigin::device, GrantOrigin::exchange}) {
    if (to_string(origin) == word) return origin;
  }
  throw std::runtime_error("a stored grant has an unknown origin");
}

bool is_alive(const GrantFacts& facts, TimePoint now) {
  const Grant& grant = facts.grant;
  if (grant.revoked_at || grant.expires_at <= now) return false;
  if (!facts.ancestry.is_alive) return false;
  if (!facts.user || facts.user->is_suspended) return false;
  if (grant.is_offline) return true;
  return facts.session_expires_at && *facts.session_expires_at > now;
}

}  // namespace daemun
