// By TurboJPEG, libjpeg-turbo's interface without long jumps.
#include <memory>
#include <stdexcept>
#include <turbojpeg.h>
#include <utility>

#include "uploads/codecs.h"
#include "uploads/jpeg_head.h"

namespace daemun::uploads {
namespace {

constexpr int quality = 85;
constexpr int bytes_per_pixel = 4;

struct Destroy {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Destroy>;

struct Free {
  void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

bool recognises(std::string_view sent) {
  return sent.starts_with("\xff\xd8\xff");
}

std::optional<Size> read_size(std::string_view sent) {
  const auto head = read_jpeg_head(sent);
  if (!head) return std::nullopt;
  return head->size;
}

// The library makes pictures smaller while it decodes, by eighths.
Size choose_size(Size size, Size wanted) {
  int count = 0;
  const tjscalingfactor* factors = tjGetScalingFactors(&count);
  Size best = size;
  for (int i = 0; i < count; ++i) {
    const auto scaled = [&](std::uint32_t side) {
      return static_cast<std::uint32_t>(TJSCALED(static_cast<int>(side), factors[i]));
    };
    const Size candidate{.width = scaled(size.width), .height = scaled(size.height)};
    const bool is_enough = candidate.width >= wanted.width && candidate.height >= wanted.height;
    if (is_enough && candidate.pixels() < best.pixels()) best = candidate;
  }
  return best;
}

// Printers' colours, which such files keep inverted (Adobe's word). In place.
void from_cmyk(std::vector<std::uint8_t>& pixels) {
  for (std::size_t i = 0; i < pixels.size(); i += bytes_per_pixel) {
    const int black = pixels[i + 3];
    for (std::size_t c = 0; c < 3; ++c)
      pixels[i + c] = static_cast<std::uint8_t>(pixels[i + c] * black / 255);
    pixels[i + 3] = 255;
  }
}

std::optional<Pixels> decode(std::string_view sent, Size wanted) {
  const auto head = read_jpeg_head(sent);
  const Handle handle(tjInitDecompress());
  if (!head || !handle) return std::nullopt;
  int width = 0, height = 0, sampling = 0, colours = 0;
  const auto seen = tjDecompressHeader3(
      handle.get(), data_of(sent), sent.size(), &width, &height, &sampling, &colours
  );
  const Size size{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
  if (seen != 0 || size != head->size) return std::nullopt;
  const Size chosen = choose_size(size, wanted);
  const bool is_cmyk = colours == TJCS_CMYK || colours == TJCS_YCCK;
  Pixels pixels{
      .size = chosen, .rgba = std::vector<std::uint8_t>(chosen.pixels() * bytes_per_pixel)};
  const auto decoded = tjDecompress2(
      handle.get(),
      data_of(sent),
      sent.size(),
      pixels.rgba.data(),
      static_cast<int>(chosen.width),
      0,
      static_cast<int>(chosen.height),
      is_cmyk ? TJPF_CMYK : TJPF_RGBA,
      // read_jpeg_head has counted the scans. The library's own count is the second lock.
      TJFLAG_LIMITSCANS
  );
  // Cameras and programs write small faults that every browser shows: a warning is no refusal.
  if (decoded != 0 && tjGetErrorCode(handle.get()) != TJERR_WARNING) return std::nullopt;
  if (is_cmyk) from_cmyk(pixels.rgba);
  return turn(std::move(pixels), head->orientation);
}

}  // namespace

const Codec jpeg_codec{.recognises = recognises, .read_size = read_size, .decode = decode};

std::string write_jpeg(const Pixels& pixels) {
  const Handle handle(tjInitCompress());
  unsigned char* buffer = nullptr;
  unsigned long length = 0;
  const auto written = tjCompress2(
      handle.get(),
      pixels.rgba.data(),
      static_cast<int>(pixels.size.width),
      0,
      static_cast<int>(pixels.size.height),
      TJPF_RGBX,
      &buffer,
      &length,
      TJSAMP_420,
      quality,
      0
  );
  const std::unique_ptr<unsigned char, Free> owner(buffer);
  if (written != 0)
    throw std::runtime_error(std::string("TurboJPEG: ") + tjGetErrorStr2(handle.get()));
  return {reinterpret_cast<const char*>(buffer), length};
}

}  // namespace daemun::uploads
