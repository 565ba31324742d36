// By libwebp. Pictures that move are refused.
#include <webp/decode.h>

#include "uploads/codecs.h"

namespace daemun::uploads {
namespace {

const std::uint8_t* data_of(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

bool recognises(std::string_view sent) {
  return sent.size() >= 12 && sent.starts_with("RIFF") && sent.substr(8, 4) == "WEBP";
}

std::optional<Size> read_size(std::string_view sent) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(data_of(sent), sent.size(), &features) != VP8_STATUS_OK) return {};
  if (features.has_animation != 0 || features.width <= 0 || features.height <= 0) return {};
  return Size{
      .width = static_cast<std::uint32_t>(features.width),
      .height = static_cast<std::uint32_t>(features.height)};
}

std::optional<Pixels> decode(std::string_view sent, Size) {
  const auto size = read_size(sent);
  if (!size) return {};
  Pixels pixels{.size = *size, .rgba = std::vector<std::uint8_t>(size->pixels() * 4)};
  const auto* end = WebPDecodeRGBAInto(
      data_of(sent),
      sent.size(),
      pixels.rgba.data(),
      pixels.rgba.size(),
      static_cast<int>(size->width * 4)
  );
  if (end == nullptr) return {};
  return pixels;
}

}  // namespace

const Codec webp_codec{.recognises = recognises, .read_size = read_size, .decode = decode};

}  // namespace daemun::uploads
