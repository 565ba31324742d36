// Pictures that people send: what comes out was written by us, is small, and can be read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "uploads/picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daemun::uploads;
  const std::string_view sent(reinterpret_cast<const char*>(data), size);
  const PictureRules rules{.max_sent_bytes = 64 * 1024, .max_side = 64};
  const auto picture = remake_picture(sent, rules);
  if (!picture) return 0;
  if (picture->bytes.size() > max_stored_bytes) std::abort();
  const bool is_png = picture->type == PictureType::png;
  if (picture->bytes.starts_with("\x89PNG") != is_png) std::abort();
  if (!remake_picture(picture->bytes, {.max_sent_bytes = max_stored_bytes, .max_side = 64}))
    std::abort();
  return 0;
}
