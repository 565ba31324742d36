// The cookie of trusted devices, of any bytes: a few secrets of the right length, or none.
#include "domain/trusted_device.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daemun;
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  const auto secrets = parse_trusted_device_cookie(value);
  if (secrets.size() > 5) std::abort();
  for (const auto& secret : secrets) {
    if (secret.reveal().size() != trusted_device_secret_bytes) std::abort();
  }
  const auto written = to_trusted_device_cookie(secrets);
  if (written.size() > value.size()) std::abort();
  const auto again = parse_trusted_device_cookie(written);
  if (again.size() != secrets.size()) std::abort();
  for (std::size_t i = 0; i < again.size(); ++i) {
    if (again[i].reveal() != secrets[i].reveal()) std::abort();
  }
  return 0;
}
