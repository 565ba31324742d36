// For any input, a base32 text and its bytes stand for each other.
#include "base/base32.h"
#include "base/text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto bytes = daemun::parse_base32(text);
  // One text for each value, but for the case of letters.
  if (bytes && daemun::to_lower_ascii(daemun::to_base32(*bytes)) != daemun::to_lower_ascii(text))
    std::abort();
  // And each value has one.
  if (daemun::parse_base32(daemun::to_base32(text)) != text) std::abort();
  return 0;
}
