// Pictures to send, made by the libraries that read them.
#ifndef DAEMUN_UPLOADS_TEST_PICTURES_H
#define DAEMUN_UPLOADS_TEST_PICTURES_H

#include <cstdint>
#include <string>

#include "uploads/codecs.h"
#include "uploads/pixels.h"

namespace daemun::uploads {

// The left half red, the right half blue.
inline Pixels two_colours(Size size, std::uint8_t opacity = 255) {
  Pixels pixels{.size = size, .rgba = std::vector<std::uint8_t>(size.pixels() * 4)};
  for (std::size_t i = 0; i < size.pixels(); ++i) {
    const bool is_left = i % size.width < size.width / 2;
    pixels.rgba[i * 4] = is_left ? 255 : 0;
    pixels.rgba[i * 4 + 2] = is_left ? 0 : 255;
    pixels.rgba[i * 4 + 3] = opacity;
  }
  return pixels;
}

// Nothing that a compressor could use.
inline Pixels noise(Size size) {
  Pixels pixels{.size = size, .rgba = std::vector<std::uint8_t>(size.pixels() * 4)};
  std::uint32_t state = 1;
  for (auto& byte : pixels.rgba) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<std::uint8_t>(state >> 24);
  }
  return pixels;
}

inline std::string a_png(Size size = {8, 4}) {
  return write_png(two_colours(size));
}
inline std::string a_jpeg(Size size = {64, 32}) {
  return write_jpeg(two_colours(size));
}

// A JPEG with that segment after its beginning; `marker` is 0xe1 for APP1, 0xfe for a comment.
inline std::string with_segment(
    const std::string& jpeg, std::uint8_t marker, const std::string& text
) {
  const auto length = text.size() + 2;
  std::string segment("\xff");
  segment += static_cast<char>(marker);
  segment += static_cast<char>(length >> 8);
  segment += static_cast<char>(length & 0xff);
  return jpeg.substr(0, 2) + segment + text + jpeg.substr(2);
}

inline std::string with_orientation(const std::string& jpeg, char orientation) {
  std::string exif("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
  exif += orientation;
  exif += std::string(6, '\0');
  return with_segment(jpeg, 0xe1, exif);
}

}  // namespace daemun::uploads

#endif
