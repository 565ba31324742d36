// A Cookie header of any bytes yields values without separators or control characters.
#include "http/cookie.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daemun::http;
  Request request;
  request.headers = {{"cookie", std::string(reinterpret_cast<const char*>(data), size)}};
  for (const std::string_view name : {"a", "_session", ""}) {
    const auto value = find_cookie(request, name);
    if (!value) continue;
    for (const char c : *value) {
      if (c <= 0x20 || c == 0x7f || c == ';') std::abort();
    }
  }
  return 0;
}
