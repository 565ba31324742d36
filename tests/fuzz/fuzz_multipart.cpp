// Files in forms: every part is inside the body, and the parts do not overlap.
#include "http/multipart.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daemun::http;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  if (line == std::string_view::npos) return 0;
  const auto body = text.substr(line + 1);
  for (const auto type :
       {text.substr(0, line), std::string_view("multipart/form-data;boundary=x")}) {
    const auto parts = parse_multipart(type, body);
    if (!parts) continue;
    if (parts->size() > max_parts) std::abort();
    const char* last = body.data();
    for (const auto& part : *parts) {
      const char* begin = part.bytes.data();
      if (begin < last || begin + part.bytes.size() > body.data() + body.size()) std::abort();
      last = begin + part.bytes.size();
    }
  }
  return 0;
}
