// What a JPEG says of itself, read without decoding it.
#ifndef DAEMUN_UPLOADS_JPEG_HEAD_H
#define DAEMUN_UPLOADS_JPEG_HEAD_H

#include <optional>
#include <string_view>

#include "uploads/pixels.h"

namespace daemun::uploads {

struct JpegHead {
  Size size{};
  int orientation = 1;  // EXIF: how the camera was held
};

// Walks the segments of the whole file. Nothing where they are malformed, and for a picture of more
// scans than cameras and programs write: each costs a pass over all of its pixels.
std::optional<JpegHead> read_jpeg_head(std::string_view sent);

}  // namespace daemun::uploads

#endif
