#include "uploads/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace daemun::uploads {
namespace {

constexpr std::size_t channels = 4;
using Sums = std::vector<float>;  // red, green and blue times opacity, and opacity

// The share that a pixel of the source has in one or two of the target, along one side.
struct Share {
  std::uint32_t target = 0;
  float first = 1;   // in `target`
  float second = 0;  // in the next one
};

std::vector<Share> list_shares(std::uint32_t from, std::uint32_t to) {
  std::vector<Share> shares(from);
  const double ratio = static_cast<double>(to) / from;
  for (std::uint32_t i = 0; i < from; ++i) {
    const double begin = i * ratio;
    const double end = (i + 1) * ratio;
    auto& share = shares[i];
    share.target = std::min(static_cast<std::uint32_t>(begin), to - 1);
    const double border = share.target + 1.0;
    share.first = static_cast<float>(std::min(end, border) - begin);
    share.second = share.target + 1 < to ? static_cast<float>(std::max(0.0, end - border)) : 0.0F;
  }
  return shares;
}

void add(Sums& sums, std::size_t at, const std::array<float, channels>& pixel, float share) {
  for (std::size_t c = 0; c < channels; ++c)
    sums[at + c] += pixel[c] * share;
}

Sums sum_row(const std::uint8_t* row, const std::vector<Share>& shares, std::uint32_t width) {
  Sums sums(width * channels);
  for (std::size_t x = 0; x < shares.size(); ++x) {
    const std::uint8_t* pixel = row + x * channels;
    const float opacity = pixel[3];
    const std::array<float, channels> weighted{
        pixel[0] * opacity, pixel[1] * opacity, pixel[2] * opacity, opacity};
    const auto at = shares[x].target * channels;
    add(sums, at, weighted, shares[x].first);
    if (shares[x].second > 0) add(sums, at + channels, weighted, shares[x].second);
  }
  return sums;
}

void add_row(Sums& sums, std::size_t at, const Sums& row, float share) {
  for (std::size_t i = 0; i < row.size(); ++i)
    sums[at + i] += row[i] * share;
}

std::uint8_t to_byte(float value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

}  // namespace

bool is_opaque(const Pixels& pixels) {
  for (std::size_t i = 3; i < pixels.rgba.size(); i += channels) {
    if (pixels.rgba[i] != 255) return false;
  }
  return true;
}

Size fit(Size size, std::uint32_t max_side) {
  const auto longest = std::max(size.width, size.height);
  if (longest <= max_side) return size;
  const auto shorten = [&](std::uint32_t side) {
    const std::uint64_t part = std::uint64_t{side} * max_side / longest;
    return std::max(static_cast<std::uint32_t>(part), 1U);
  };
  return {.width = shorten(size.width), .height = shorten(size.height)};
}

Pixels scale_down(const Pixels& pixels, Size size) {
  if (pixels.size == size) return pixels;
  const auto columns = list_shares(pixels.size.width, size.width);
  const auto rows = list_shares(pixels.size.height, size.height);
  const std::size_t row_length = size.width * channels;
  Sums sums(size.pixels() * channels);
  for (std::size_t y = 0; y < rows.size(); ++y) {
    const auto* source = pixels.rgba.data() + y * pixels.size.width * channels;
    const auto row = sum_row(source, columns, size.width);
    const auto at = rows[y].target * row_length;
    add_row(sums, at, row, rows[y].first);
    if (rows[y].second > 0) add_row(sums, at + row_length, row, rows[y].second);
  }
  Pixels scaled{.size = size, .rgba = std::vector<std::uint8_t>(sums.size())};
  for (std::size_t i = 0; i < sums.size(); i += channels) {
    const float opacity = sums[i + 3];
    if (opacity <= 0) continue;
    for (std::size_t c = 0; c < 3; ++c)
      scaled.rgba[i + c] = to_byte(sums[i + c] / opacity);
    scaled.rgba[i + 3] = to_byte(opacity);
  }
  return scaled;
}

Pixels turn(Pixels pixels, int orientation) {
  if (orientation < 2 || orientation > 8) return pixels;
  const auto [width, height] = pixels.size;
  const bool is_transposed = orientation >= 5;
  Pixels turned{
      .size = is_transposed ? Size{height, width} : Size{width, height},
      .rgba = std::vector<std::uint8_t>(pixels.rgba.size())};
  // TIFF 6.0, tag 274: where the first row and the first column are seen.
  const bool flips_x = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  const bool flips_y = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      auto to_x = is_transposed ? y : x;
      auto to_y = is_transposed ? x : y;
      if (flips_x) to_x = turned.size.width - 1 - to_x;
      if (flips_y) to_y = turned.size.height - 1 - to_y;
      const auto from = (std::size_t{y} * width + x) * channels;
      const auto to = (std::size_t{to_y} * turned.size.width + to_x) * channels;
      std::copy_n(pixels.rgba.data() + from, channels, turned.rgba.data() + to);
    }
  }
  return turned;
}

}  // namespace daemun::uploads
