// The normal form of a URI is its own normal form and holds nothing that browsers read differently.
#include "base/uri.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto uri = daemun::parse_uri(text);
  if (!uri) return 0;
  const std::string normal = daemun::to_string(*uri);
  const auto again = daemun::parse_uri(normal);
  if (!again || *again != *uri || daemun::to_string(*again) != normal) std::abort();
  if (uri->has_authority && !uri->path.empty() && uri->path.front() != '/') std::abort();
  if (uri->host.find_first_of("/@?#\\%") != std::string::npos) std::abort();
  if (daemun::is_http_scheme(*uri)) {
    if (uri->host.empty() || !daemun::parse_uri(daemun::to_origin(*uri))) std::abort();
  }
  if (!daemun::parse_uri(daemun::with_query_parameter(normal, "name", text))) std::abort();
  return 0;
}
