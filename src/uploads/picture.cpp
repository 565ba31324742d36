#include "uploads/picture.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "uploads/codecs.h"

namespace daemun::uploads {
namespace {

constexpr std::array<const Codec*, 3> codecs{&png_codec, &jpeg_codec, &webp_codec};

const Codec* find_codec(std::string_view sent) {
  const auto found = std::find_if(codecs.begin(), codecs.end(), [&](const Codec* codec) {
    return codec->recognises(sent);
  });
  return found == codecs.end() ? nullptr : *found;
}

// A PNG stays one, so that letters in a logo keep their edges; only a JPEG can have no opacity.
Picture write(const Pixels& pixels, const Codec& codec) {
  const bool is_png = &codec == &png_codec || (&codec == &webp_codec && !is_opaque(pixels));
  if (is_png) return {.type = PictureType::png, .bytes = write_png(pixels)};
  return {.type = PictureType::jpeg, .bytes = write_jpeg(pixels)};
}

}  // namespace

std::string_view to_content_type(PictureType type) {
  return type == PictureType::png ? "image/png" : "image/jpeg";
}

std::string_view to_extension(PictureType type) {
  return type == PictureType::png ? "png" : "jpg";
}

Result<Picture, PictureErrorCode> remake_picture(std::string_view sent, PictureRules rules) {
  if (sent.size() > rules.max_sent_bytes) return PictureErrorCode::too_long;
  const auto* codec = find_codec(sent);
  if (codec == nullptr) return PictureErrorCode::unknown_type;
  const auto size = codec->read_size(sent);
  if (!size) return PictureErrorCode::malformed;
  const auto shortest = std::min(size->width, size->height);
  if (shortest == 0 || std::max(size->width, size->height) > max_sent_side)
    return PictureErrorCode::too_many_pixels;
  auto pixels = codec->decode(sent, fit(*size, rules.max_side));
  if (!pixels) return PictureErrorCode::malformed;
  *pixels = scale_down(*pixels, fit(pixels->size, rules.max_side));
  auto picture = write(*pixels, *codec);
  // Noise with opacity is the only one that gets as far.
  while (picture.bytes.size() > max_stored_bytes) {
    *pixels = scale_down(
        *pixels, fit(pixels->size, std::max(pixels->size.width, pixels->size.height) / 2)
    );
    picture = write(*pixels, *codec);
  }
  return picture;
}

Task<Result<Picture, PictureErrorCode>> remake_picture(
    crypto::WorkPool& pool, std::string party, std::string sent, PictureRules rules
) {
  using Remade = Result<Picture, PictureErrorCode>;
  const std::function<Remade()> work = [&sent, rules] { return remake_picture(sent, rules); };
  co_return co_await pool.call(std::move(party), work);
}

}  // namespace daemun::uploads
