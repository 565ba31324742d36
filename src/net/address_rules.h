// Which addresses a program may talk to on someone else's word (checklist A7 69): a URL that a user
// or an administrator typed must not reach what only this machine or its network can reach.
#ifndef DAEMUN_NET_ADDRESS_RULES_H
#define DAEMUN_NET_ADDRESS_RULES_H

#include <sys/socket.h>

namespace daemun::net {

// True for globally reachable unicast addresses only (IANA special-purpose registries, RFC 6890).
// An IPv6 address that carries an IPv4 one (mapped, translated, 6to4) is judged by both. False for
// anything but an address of the internet. `address` is the head of a sockaddr_in or sockaddr_in6.
bool is_public_address(const sockaddr& address);

}  // namespace daemun::net

#endif
