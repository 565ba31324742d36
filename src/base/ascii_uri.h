// URIs that people write in their own letters, as browsers send them (WHATWG URL 4.4): the host in
// the DNS's letters (UTS 46), everything else that is not ASCII as percent escapes of its UTF-8.
#ifndef DAEMUN_BASE_ASCII_URI_H
#define DAEMUN_BASE_ASCII_URI_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

bool is_ascii(std::string_view text);

// A host alone, lower case. Nothing for what no browser would look up.
std::optional<std::string> to_ascii_host(std::string_view host);

// The same host in the letters that people read: "bücher.example" for "xn--bcher-kva.example".
// Nothing for what no browser would look up.
std::optional<std::string> to_unicode_host(std::string_view host);

// ASCII comes back as it is. Nothing for invalid UTF-8 and for a host that no browser would look
// up. Says nothing about the rest: parse_uri does.
std::optional<std::string> to_ascii_uri(std::string_view text);

}  // namespace daemun

#endif
