#include "uploads/picture.h"

#include <doctest/doctest.h>

#include <string>

#include "uploads/jpeg_head.h"
#include "uploads/test_pictures.h"
#include "uploads/test_webp.h"

namespace daemun::uploads {
namespace {

const std::string script = "<script>alert(1)</script>";

Pixels pixels_of(const Picture& picture) {
  const auto& codec = picture.type == PictureType::png ? png_codec : jpeg_codec;
  REQUIRE(codec.recognises(picture.bytes));
  const auto size = codec.read_size(picture.bytes);
  REQUIRE(size);
  auto pixels = codec.decode(picture.bytes, *size);
  REQUIRE(pixels);
  return *std::move(pixels);
}

PictureErrorCode refusal_of(const std::string& sent, PictureRules rules = avatar_rules) {
  const auto picture = remake_picture(sent, rules);
  REQUIRE_FALSE(picture);
  return picture.error();
}

bool is_red(const Pixels& pixels, std::uint32_t x, std::uint32_t y) {
  const auto* pixel = pixels.rgba.data() + (std::size_t{y} * pixels.size.width + x) * 4;
  return pixel[0] > 200 && pixel[2] < 60;
}

// A PNG that says so in its head, and has nothing else.
std::string png_head(const std::string& width, const std::string& height) {
  const std::string head("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
  return head + width + height + std::string("\x08\x06\0\0\0\0\0\0\0", 9);
}

}  // namespace

TEST_CASE("remake_picture makes large pictures fit, and keeps their proportion") {
  const auto avatar = remake_picture(a_png({2000, 1000}), avatar_rules);
  REQUIRE(avatar);
  CHECK(avatar->type == PictureType::png);
  const auto pixels = pixels_of(*avatar);
  CHECK(pixels.size == Size{512, 256});
  CHECK(is_red(pixels, 10, 10));
  CHECK_FALSE(is_red(pixels, 500, 10));
  CHECK(pixels_of(*remake_picture(a_jpeg({1000, 2000}), logo_rules)).size == Size{512, 1024});
  CHECK(pixels_of(*remake_picture(a_png({4096, 1}), avatar_rules)).size == Size{512, 1});
}

TEST_CASE("remake_picture leaves small pictures their size") {
  CHECK(pixels_of(*remake_picture(a_png({8, 4}), avatar_rules)).size == Size{8, 4});
  CHECK(pixels_of(*remake_picture(a_jpeg({64, 32}), avatar_rules)).size == Size{64, 32});
}

TEST_CASE("remake_picture writes WebP as JPEG, or as PNG where it can be seen through") {
  const auto opaque = remake_picture(a_webp(two_colours({80, 40})), avatar_rules);
  REQUIRE(opaque);
  CHECK(opaque->type == PictureType::jpeg);
  CHECK(is_red(pixels_of(*opaque), 5, 5));
  const auto clear = remake_picture(a_webp(two_colours({80, 40}, 128)), avatar_rules);
  REQUIRE(clear);
  CHECK(clear->type == PictureType::png);
  CHECK(pixels_of(*clear).rgba[3] == 128);
}

TEST_CASE("remake_picture keeps nothing but the pixels") {
  const auto exif = std::string("Exif\0\0", 6) + script;
  const auto sent = with_segment(with_segment(a_jpeg(), 0xfe, script), 0xe1, exif) + script;
  REQUIRE(sent.find(script) != std::string::npos);
  const auto picture = remake_picture(sent, avatar_rules);
  REQUIRE(picture);
  CHECK(picture->bytes.find("script") == std::string::npos);
  CHECK(picture->bytes.find("Exif") == std::string::npos);
  const auto png = remake_picture(a_png() + script, avatar_rules);
  REQUIRE(png);
  CHECK(png->bytes.find("script") == std::string::npos);
}

TEST_CASE("remake_picture applies the orientation of a camera") {
  // Held so that the first row is on the right: what is left becomes the top.
  const auto turned = pixels_of(*remake_picture(with_orientation(a_jpeg(), 6), avatar_rules));
  CHECK(turned.size == Size{32, 64});
  CHECK(is_red(turned, 16, 5));
  CHECK_FALSE(is_red(turned, 16, 60));
  const auto upside_down = pixels_of(*remake_picture(with_orientation(a_jpeg(), 3), avatar_rules));
  CHECK(upside_down.size == Size{64, 32});
  CHECK(is_red(upside_down, 60, 5));
  CHECK(is_red(pixels_of(*remake_picture(with_orientation(a_jpeg(), 9), avatar_rules)), 5, 5));
}

TEST_CASE("turn puts the first row and column where the orientation says") {
  // 1 2 3
  // 4 5 6
  Pixels pixels{.size = {3, 2}, .rgba = std::vector<std::uint8_t>(24)};
  for (std::uint8_t i = 0; i < 6; ++i)
    pixels.rgba[i * 4] = static_cast<std::uint8_t>('1' + i);
  const auto shown = [&](int orientation) {
    const auto turned = turn(pixels, orientation);
    std::string text;
    for (std::size_t i = 0; i < 6; ++i) {
      if (i > 0 && i % turned.size.width == 0) text += '/';
      text += static_cast<char>(turned.rgba[i * 4]);
    }
    return text;
  };
  CHECK(shown(1) == "123/456");
  CHECK(shown(2) == "321/654");
  CHECK(shown(3) == "654/321");
  CHECK(shown(4) == "456/123");
  CHECK(shown(5) == "14/25/36");
  CHECK(shown(6) == "41/52/63");
  CHECK(shown(7) == "63/52/41");
  CHECK(shown(8) == "36/25/14");
}

TEST_CASE("remake_picture refuses what is no PNG, JPEG or WebP") {
  for (const std::string& sent : {
           std::string(),
           std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
           std::string("<?xml version=\"1.0\"?><svg/>"),
           std::string("GIF89a\x01\0\x01\0\0\0\0;", 14),
           std::string("BM\x1e\0\0\0", 6),
           std::string("<!doctype html>") + a_jpeg(),
           std::string("PK\x03\x04"),
       }) {
    CAPTURE(sent.substr(0, 20));
    CHECK(refusal_of(sent) == PictureErrorCode::unknown_type);
  }
}

TEST_CASE("remake_picture refuses damaged pictures") {
  CHECK(refusal_of(a_png().substr(0, 20)) == PictureErrorCode::malformed);
  CHECK(refusal_of(a_png().substr(0, 50)) == PictureErrorCode::malformed);
  CHECK(refusal_of("\xff\xd8\xff") == PictureErrorCode::malformed);
  CHECK(refusal_of(a_jpeg().substr(0, 100)) == PictureErrorCode::malformed);
  CHECK(refusal_of("RIFF\x10\1\1\1WEBPVP8 junk") == PictureErrorCode::malformed);
  CHECK(refusal_of(a_webp(noise({40, 40})).substr(0, 200)) == PictureErrorCode::malformed);
}

TEST_CASE("remake_picture looks at the size before it decodes") {
  const std::string large("\0\1\0\0", 4);
  const std::string small("\0\0\0\1", 4);
  const std::string none(4, '\0');
  CHECK(refusal_of(png_head(large, large)) == PictureErrorCode::too_many_pixels);
  CHECK(refusal_of(png_head(large, small)) == PictureErrorCode::too_many_pixels);
  CHECK(refusal_of(png_head(small, none)) == PictureErrorCode::too_many_pixels);
  CHECK(refusal_of(png_head(std::string(4, '\xff'), small)) == PictureErrorCode::too_many_pixels);
  CHECK(refusal_of(a_png({4097, 1})) == PictureErrorCode::too_many_pixels);
  CHECK(refusal_of(a_jpeg({1, 4097})) == PictureErrorCode::too_many_pixels);
  CHECK(refusal_of(a_webp(two_colours({4097, 2}))) == PictureErrorCode::too_many_pixels);
}

TEST_CASE("remake_picture refuses files that are too long") {
  CHECK(refusal_of(std::string(1024 * 1024 + 1, 'a'), logo_rules) == PictureErrorCode::too_long);
  CHECK(refusal_of(std::string(5 * 1024 * 1024 + 1, 'a')) == PictureErrorCode::too_long);
}

TEST_CASE("remake_picture refuses a JPEG of many scans") {
  auto jpeg = a_jpeg();
  const auto scan = jpeg.find("\xff\xda");
  REQUIRE(scan != std::string::npos);
  const auto data = jpeg.substr(scan, jpeg.size() - 2 - scan);
  auto bomb = jpeg.substr(0, scan);
  for (int i = 0; i < 100; ++i)
    bomb += data;
  CHECK(refusal_of(bomb + "\xff\xd9") == PictureErrorCode::malformed);
}

TEST_CASE("remake_picture refuses a JPEG whose scans hide behind markers without a length") {
  const auto jpeg = a_jpeg();
  const auto scan = jpeg.find("\xff\xda");
  REQUIRE(scan != std::string::npos);
  const auto data = jpeg.substr(scan, jpeg.size() - 2 - scan);
  for (const char marker : {'\xd0', '\xd7', '\x01', '\x02', '\xd8', '\xf0'}) {
    CAPTURE(static_cast<int>(static_cast<unsigned char>(marker)));
    // Read with a length, the marker would span what a decoder reads as another scan.
    const auto length = data.size() + 2;
    auto hidden = jpeg.substr(0, scan) + "\xff" + marker;
    hidden += static_cast<char>(length >> 8);
    hidden += static_cast<char>(length & 0xff);
    const auto refused = refusal_of(hidden + data + jpeg.substr(scan));
    CHECK(refused == PictureErrorCode::malformed);
  }
}

TEST_CASE("remake_picture keeps the noisiest picture within a megabyte") {
  const auto picture = remake_picture(write_png(noise({512, 512})), avatar_rules);
  REQUIRE(picture);
  CHECK(picture->bytes.size() <= max_stored_bytes);
  CHECK(pixels_of(*picture).size == Size{256, 256});
}

TEST_CASE("scale_down takes the mean of what a pixel covers, weighted by opacity") {
  Pixels pixels{.size = {3, 1}, .rgba = {200, 0, 0, 255, 0, 0, 0, 0, 0, 100, 0, 255}};
  const auto one = scale_down(pixels, {1, 1});
  CHECK(one.rgba == std::vector<std::uint8_t>{100, 50, 0, 170});
}

TEST_CASE("remake_picture on a pool answers as the function does") {
  crypto::WorkPool pool({.name = "pictures"});
  const auto good = run_task(remake_picture(pool, "network", a_png(), avatar_rules));
  REQUIRE(good);
  CHECK(good->bytes == remake_picture(a_png(), avatar_rules)->bytes);
  const auto bad = run_task(remake_picture(pool, "network", "GIF89a", avatar_rules));
  REQUIRE_FALSE(bad);
  CHECK(bad.error() == PictureErrorCode::unknown_type);
}

}  // namespace daemun::uploads
