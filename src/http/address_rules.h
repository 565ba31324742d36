// Which addresses the server may talk to on someone else's word (checklist A7 69): a URL that a
// user or an administrator typed must not reach what only this machine or its network can reach.
#ifndef DAEMUN_HTTP_ADDRESS_RULES_H
#define DAEMUN_HTTP_ADDRESS_RULES_H

#include <boost/asio/ip/address.hpp>

namespace daemun::http {

// True for globally reachable unicast addresses only (IANA special-purpose registries, RFC 6890).
// An IPv6 address that carries an IPv4 one (mapped, translated, 6to4) is judged by both.
bool is_public_address(const boost::asio::ip::address& address);

}  // namespace daemun::http

#endif
