// Which addresses a program may talk to on someone else's word (checklist A7 69): a URL that a user
// or an administrator typed must not reach what only this machine or its network can reach.
#ifndef DAEMUN_NET_ADDRESS_RULES_H
#define DAEMUN_NET_ADDRESS_RULES_H

#include <sys/socket.h>

namespace daemun::net {

// public_only (is_public_address): wherever a URL comes from users or administrators, who must not
// reach internal addresses through this program. not_link_local: private ones and loopback too, but
// neither link-local ones nor those where clouds tell a machine its secrets. Each address is
// checked as the connection is made, so that a second DNS lookup cannot change it.
enum class Addresses { all, not_link_local, public_only };

bool is_allowed_address(const sockaddr& address, Addresses addresses);

// True for globally reachable unicast addresses only (IANA special-purpose registries, RFC 6890).
// An IPv6 address that carries an IPv4 one (mapped, translated, 6to4) is judged by both. False for
// anything but an address of the internet. `address` is the head of a sockaddr_in or sockaddr_in6.
bool is_public_address(const sockaddr& address);

}  // namespace daemun::net

#endif
