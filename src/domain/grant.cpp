#include "domain/grant.h"

namespace daemun {

bool is_alive(const GrantFacts& facts, TimePoint now) {
  const Grant& grant = facts.grant;
  if (grant.revoked_at || grant.expires_at <= now) return false;
  if (!facts.user || facts.user->is_suspended) return false;
  if (grant.is_offline) return true;
  return facts.session_expires_at && *facts.session_expires_at > now;
}

}  // namespace daemun
