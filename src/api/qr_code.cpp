#include "api/qr_code.h"

#include "base/encoding.h"

#include <zlib.h>

#include <memory>
#include <qrencode.h>
#include <stdexcept>

namespace daemun::api {
namespace {

// Cameras read four pixels a module from any screen; the margin is the standard's.
constexpr std::size_t pixels = 4;
constexpr std::size_t margin = 4;

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

Code encode(std::string_view text) {
  const bool fits = text.size() <= 2000;
  Code code(
      fits ? QRcode_encodeData(
                 static_cast<int>(text.size()),
                 reinterpret_cast<const unsigned char*>(text.data()),
                 0,
                 QR_ECLEVEL_M
             )
           : nullptr
  );
  if (!code) throw std::length_error("no QR code holds this text");
  return code;
}

std::string to_big_endian(std::size_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<char>(number >> shift & 0xff));
  return bytes;
}

const Bytef* bytes_of(const std::string& text) {
  return reinterpret_cast<const Bytef*>(text.data());
}

// PNG 5.3: length, type, data, and a checksum of the last two.
std::string to_chunk(std::string_view type, const std::string& data) {
  const auto body = std::string(type) + data;
  const auto sum = crc32(0, bytes_of(body), static_cast<uInt>(body.size()));
  return to_big_endian(data.size()) + body + to_big_endian(sum);
}

std::string compress(const std::string& data) {
  auto size = compressBound(static_cast<uLong>(data.size()));
  std::string packed(size, '\0');
  const auto done = compress2(
      reinterpret_cast<Bytef*>(packed.data()),
      &size,
      bytes_of(data),
      static_cast<uLong>(data.size()),
      Z_BEST_COMPRESSION
  );
  if (done != Z_OK) throw std::runtime_error("zlib could not compress an image");
  packed.resize(size);
  return packed;
}

bool is_dark(const QRcode& code, std::size_t x, std::size_t y) {
  const auto width = static_cast<std::size_t>(code.width);
  if (x < margin || y < margin || x >= margin + width || y >= margin + width) return false;
  return (code.data[(y - margin) * width + x - margin] & 1) != 0;
}

// One bit a pixel, white is one; each line begins with its filter, none.
std::string to_lines(const QRcode& code, std::size_t side) {
  std::string lines;
  for (std::size_t y = 0; y < side; ++y) {
    lines.push_back('\0');
    for (std::size_t x = 0; x < side; x += 8) {
      unsigned byte = 0;
      for (std::size_t bit = 0; bit < 8; ++bit) {
        const bool is_white = x + bit >= side || !is_dark(code, (x + bit) / pixels, y / pixels);
        byte = byte << 1 | (is_white ? 1U : 0U);
      }
      lines.push_back(static_cast<char>(byte));
    }
  }
  return lines;
}

}  // namespace

std::string to_qr_code_url(std::string_view text) {
  const auto code = encode(text);
  const auto side = (static_cast<std::size_t>(code->width) + 2 * margin) * pixels;
  // Width, height, bit depth 1, grey, and the only methods that there are (PNG 11.2.2).
  const auto header = to_big_endian(side) + to_big_endian(side) + std::string("\1\0\0\0\0", 5);
  const auto image = std::string("\x89PNG\r\n\x1a\n") + to_chunk("IHDR", header) +
                     to_chunk("IDAT", compress(to_lines(*code, side))) + to_chunk("IEND", "");
  return "data:image/png;base64," + to_base64(image);
}

}  // namespace daemun::api
