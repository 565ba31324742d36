// Redirect URIs: the first line is what is registered, the second what is requested. What matches
// may be sent out, and what is registered matches itself.
#include "domain/redirect_uri.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using daemun::LoopbackPort;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto separator = input.find('\n');
  const std::vector<std::string> registered{std::string(input.substr(0, separator))};
  const std::string requested(
      separator == std::string_view::npos ? "" : input.substr(separator + 1)
  );
  const auto& known = registered.front();
  const bool has_wildcard = known.find('*') != std::string::npos;
  for (const auto loopback : {LoopbackPort::exact, LoopbackPort::any}) {
    if (daemun::matches_redirect_uri(requested, registered, loopback) &&
        requested.find_first_of("\r\n\t *") != std::string::npos) {
      std::abort();
    }
    if (daemun::is_valid_redirect_uri(known) && !has_wildcard &&
        !daemun::matches_redirect_uri(known, registered, loopback)) {
      std::abort();
    }
  }
  if (const auto origin = daemun::parse_uri(requested))
    static_cast<void>(daemun::matches_origin(known, *origin));
  return 0;
}
