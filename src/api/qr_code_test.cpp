#include "api/qr_code.h"

#include "base/encoding.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <stdexcept>

namespace daemun::api {
namespace {

constexpr std::string_view prefix = "data:image/png;base64,";

std::size_t number_at(const std::string& bytes, std::size_t place) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(bytes[place + i]);
  return number;
}

// The image's lines, each of a filter byte and one bit a pixel. Checks the sums on the way.
struct Image {
  std::size_t side = 0;
  std::string lines{};

  bool is_dark(std::size_t x, std::size_t y) const {
    const std::size_t stride = 1 + (side + 7) / 8;
    return (static_cast<unsigned char>(lines[y * stride + 1 + x / 8]) >> (7 - x % 8) & 1) == 0;
  }
};

Image read(const std::string& url) {
  REQUIRE(url.starts_with(prefix));
  const auto png = parse_base64(url.substr(prefix.size()));
  REQUIRE(png);
  REQUIRE(png->starts_with("\x89PNG\r\n\x1a\n"));
  Image image;
  std::size_t place = 8;
  while (place < png->size()) {
    const auto length = number_at(*png, place);
    const auto body = png->substr(place + 4, length + 4);
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    CHECK(number_at(*png, place + 8 + length) == sum);
    if (body.starts_with("IHDR")) image.side = number_at(body, 4);
    if (body.starts_with("IDAT")) {
      auto size = static_cast<uLongf>(image.side * (1 + (image.side + 7) / 8));
      image.lines.resize(size);
      const auto* packed = reinterpret_cast<const Bytef*>(body.data()) + 4;
      REQUIRE(
          uncompress(reinterpret_cast<Bytef*>(image.lines.data()), &size, packed, length) == Z_OK
      );
    }
    place += 12 + length;
  }
  return image;
}

}  // namespace

TEST_CASE("to_qr_code_url makes an image with the three corners of a QR code and a margin") {
  const auto image = read(to_qr_code_url("otpauth://totp/auth.example:mina?secret=MZXW6YTB"));
  REQUIRE(image.side % 4 == 0);
  const auto modules = image.side / 4;
  const auto is_dark = [&](std::size_t x, std::size_t y) { return image.is_dark(x * 4, y * 4); };
  for (std::size_t i = 0; i < modules; ++i) {
    CHECK_FALSE(is_dark(i, 3));
    CHECK_FALSE(is_dark(3, i));
  }
  const std::pair<std::size_t, std::size_t> corners[] = {
      {4, 4}, {modules - 11, 4}, {4, modules - 11}};
  for (const auto& [x, y] : corners) {
    for (std::size_t i = 0; i < 7; ++i) {
      CHECK(is_dark(x + i, y));
      CHECK(is_dark(x, y + i));
    }
    CHECK_FALSE(is_dark(x + 1, y + 1));
    CHECK(is_dark(x + 3, y + 3));
  }
}

TEST_CASE("to_qr_code_url depends on the text, and refuses one that no code holds") {
  CHECK(to_qr_code_url("one") != to_qr_code_url("two"));
  CHECK(to_qr_code_url(std::string(2000, 'a')).size() < 20'000);
  CHECK_THROWS_AS(to_qr_code_url(std::string(2001, 'a')), std::length_error);
}

}  // namespace daemun::api
