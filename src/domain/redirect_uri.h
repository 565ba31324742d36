// Where an answer may be sent (RFC 9700 4.1.3, with Logto's wildcards and custom schemes).
#ifndef DAEMUN_DOMAIN_REDIRECT_URI_H
#define DAEMUN_DOMAIN_REDIRECT_URI_H

#include "base/uri.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

enum class LoopbackPort { exact, any };

// The rules for registering and requesting redirect URIs.
inline constexpr std::size_t max_redirect_uri_bytes = 4096;

// True when `requested` is one of `registered`: byte by byte (RFC 9700 2.1), but a web URI without
// a path is the one with "/", which every client makes of it. For a native application
// (LoopbackPort::any) an http loopback URI may have any port (RFC 8252 7.3); a registered URI may
// hold `*` in host (one label) and path, for which only ASCII stands. A requested URI with `*`, a
// fragment or a scheme that runs script never matches. The work grows with the lengths only.
bool matches_redirect_uri(
    std::string_view requested, const std::vector<std::string>& registered, LoopbackPort loopback
);

// Whether a registered URI (or origin), wildcards included, has that origin. Custom schemes have
// none.
bool matches_origin(std::string_view registered, const Uri& origin);

// Can be registered: http, https, or a custom scheme of lower-case words, in any letters; no
// fragment, no dot segments, wildcards only where they match safely.
bool is_valid_redirect_uri(std::string_view uri);

// Can be registered as an origin: http or https, a host and perhaps a port; wildcards as
// above. A slash at the end does no harm.
bool is_valid_origin(std::string_view origin);

}  // namespace daemun

#endif
