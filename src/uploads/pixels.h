// A picture in memory.
#ifndef DAEMUN_UPLOADS_PIXELS_H
#define DAEMUN_UPLOADS_PIXELS_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace daemun::uploads {

struct Size {
  std::uint32_t width = 0;
  std::uint32_t height = 0;

  std::size_t pixels() const { return std::size_t{width} * height; }
  bool operator==(const Size&) const = default;
};

// Red, green, blue and opacity, a byte each, row by row.
struct Pixels {
  Size size{};
  std::vector<std::uint8_t> rgba{};
};

bool is_opaque(const Pixels& pixels);

// The largest size of that proportion with no side above `max_side`; never larger than `size`.
Size fit(Size size, std::uint32_t max_side);

// Each pixel of the result is the mean of the area that it covers. `size` has no side that is
// larger than that of the pixels.
Pixels scale_down(const Pixels& pixels, Size size);

// How a camera was held: the value of EXIF's tag Orientation, 1 to 8.
Pixels turn(Pixels pixels, int orientation);

}  // namespace daemun::uploads

#endif
