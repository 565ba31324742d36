// Avatars and logos: what people send is decoded and written anew, so that scripts in metadata or
// after the picture's end, coordinates of the place, and files that are two things at once end
// here.
#ifndef DAEMUN_UPLOADS_PICTURE_H
#define DAEMUN_UPLOADS_PICTURE_H

#include "base/result.h"
#include "base/task.h"
#include "crypto/work_pool.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace daemun::uploads {

// Of what we write. WebP is read and not written: mail programs do not show it.
enum class PictureType { png, jpeg };
std::string_view to_content_type(PictureType type);
std::string_view to_extension(PictureType type);  // "png", "jpg"

struct Picture {
  PictureType type{};
  std::string bytes{};
};

struct PictureRules {
  std::size_t max_sent_bytes = 0;
  std::uint32_t max_side = 0;  // in pixels; larger pictures are made smaller
};
inline constexpr PictureRules avatar_rules{.max_sent_bytes = 5 * 1024 * 1024, .max_side = 512};
inline constexpr PictureRules logo_rules{.max_sent_bytes = 1024 * 1024, .max_side = 1024};
inline constexpr std::size_t max_stored_bytes = 1024 * 1024;
// Of what is sent; known before anything is decoded.
inline constexpr std::uint32_t max_sent_side = 4096;

enum class PictureErrorCode {
  too_long,         // more bytes than the rules allow
  unknown_type,     // by its first bytes, whatever the sender calls it
  too_many_pixels,  // a side above max_sent_side, or none
  malformed,
};

// PNG, JPEG and WebP. The sides keep their proportion; the orientation of a camera is applied.
// Errors: all of PictureErrorCode.
Result<Picture, PictureErrorCode> remake_picture(std::string_view sent, PictureRules rules);

// The same on a pool, for `party`.
Task<Result<Picture, PictureErrorCode>> remake_picture(
    crypto::WorkPool& pool, std::string party, std::string sent, PictureRules rules
);

}  // namespace daemun::uploads

#endif
