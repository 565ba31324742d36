// WebP pictures to send: the server reads them and writes none.
#ifndef DAEMUN_UPLOADS_TEST_WEBP_H
#define DAEMUN_UPLOADS_TEST_WEBP_H

#include <cstdint>
#include <string>
#include <webp/encode.h>

#include "uploads/pixels.h"

namespace daemun::uploads {

inline std::string a_webp(const Pixels& pixels) {
  std::uint8_t* output = nullptr;
  const auto width = static_cast<int>(pixels.size.width);
  const auto height = static_cast<int>(pixels.size.height);
  const auto length = WebPEncodeLosslessRGBA(pixels.rgba.data(), width, height, width * 4, &output);
  std::string bytes(reinterpret_cast<const char*>(output), length);
  WebPFree(output);
  return bytes;
}

}  // namespace daemun::uploads

#endif
