// By libpng's simplified interface, which reports errors without long jumps and reads no metadata.
#include <png.h>
#include <stdexcept>

#include "uploads/codecs.h"

namespace daemun::uploads {
namespace {

constexpr std::string_view signature("\x89PNG\r\n\x1a\n", 8);

std::uint32_t read_uint32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Frees what the library has allocated, also when a read ends early.
struct Image {
  png_image image{};
  Image() { image.version = PNG_IMAGE_VERSION; }
  ~Image() { png_image_free(&image); }
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
};

bool recognises(std::string_view sent) {
  return sent.starts_with(signature);
}

// PNG 11.2.1: IHDR is the first chunk.
std::optional<Size> read_size(std::string_view sent) {
  constexpr std::string_view head("\0\0\0\x0dIHDR", 8);
  if (sent.size() < signature.size() + 25) return std::nullopt;
  if (!sent.substr(signature.size()).starts_with(head)) return std::nullopt;
  return Size{.width = read_uint32(sent, 16), .height = read_uint32(sent, 20)};
}

std::optional<Pixels> decode(std::string_view sent, Size) {
  Image file;
  if (png_image_begin_read_from_memory(&file.image, sent.data(), sent.size()) == 0) return {};
  const auto size = read_size(sent);
  if (!size || *size != Size{file.image.width, file.image.height}) return {};
  file.image.format = PNG_FORMAT_RGBA;
  Pixels pixels{.size = *size, .rgba = std::vector<std::uint8_t>(PNG_IMAGE_SIZE(file.image))};
  if (png_image_finish_read(&file.image, nullptr, pixels.rgba.data(), 0, nullptr) == 0) return {};
  return pixels;
}

}  // namespace

const Codec png_codec{.recognises = recognises, .read_size = read_size, .decode = decode};

std::string write_png(const Pixels& pixels) {
  Image file;
  file.image.width = pixels.size.width;
  file.image.height = pixels.size.height;
  file.image.format = PNG_FORMAT_RGBA;
  png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX(file.image);
  std::string bytes(length, '\0');
  const auto written = png_image_write_to_memory(
      &file.image, bytes.data(), &length, 0, pixels.rgba.data(), 0, nullptr
  );
  if (written == 0) throw std::runtime_error(std::string("libpng: ") + file.image.message);
  bytes.resize(length);
  return bytes;
}

}  // namespace daemun::uploads
