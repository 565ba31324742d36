// The end of a session at somebody's wish.
#ifndef DAEMUN_DOMAIN_SESSION_REVOCATION_H
#define DAEMUN_DOMAIN_SESSION_REVOCATION_H

namespace daemun {

// Grants that would outlive a session, for offline access: those that end with it all the same.
enum class GrantsToRevoke { none, first_party, all };

}  // namespace daemun

#endif
