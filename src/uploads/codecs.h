// Between files and pixels: each kind in a file of its own, which is the only one to know its
// library. A decoder is asked for the size first, and called only where that is within limits.
#ifndef DAEMUN_UPLOADS_CODECS_H
#define DAEMUN_UPLOADS_CODECS_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "uploads/pixels.h"

namespace daemun::uploads {

struct Codec {
  bool (*recognises)(std::string_view sent);  // by the first bytes
  // From the head alone, without decoding. Nothing where it is malformed, or would take too long.
  std::optional<Size> (*read_size)(std::string_view sent);
  // May be smaller than the picture, with no side below that of `wanted`; turned as it is to be
  // seen after that.
  std::optional<Pixels> (*decode)(std::string_view sent, Size wanted);
};

extern const Codec png_codec;
extern const Codec jpeg_codec;
extern const Codec webp_codec;

// Both throw std::runtime_error when the library fails.
std::string write_png(const Pixels& pixels);
std::string write_jpeg(const Pixels& pixels);  // without the opacity

}  // namespace daemun::uploads

#endif
