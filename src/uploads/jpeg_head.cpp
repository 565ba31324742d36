#include "uploads/jpeg_head.h"

#include <cstddef>
#include <cstdint>

namespace daemun::uploads {
namespace {

// A progressive picture has about ten.
constexpr int max_scans = 24;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

enum class Order { big, little };

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t length, Order order) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const auto place = order == Order::big ? at + i : at + length - 1 - i;
    value = value << 8 | byte_at(bytes, place);
  }
  return value;
}

// EXIF 4.6: a TIFF file whose first directory may have the tag Orientation. Anything odd is read as
// the usual orientation: only this one number is taken of it.
int read_orientation(std::string_view segment) {
  constexpr int usual = 1;
  constexpr std::string_view mark("Exif\0\0", 6);
  constexpr std::uint32_t tag_orientation = 0x0112;
  constexpr std::uint32_t type_short = 3;
  constexpr std::size_t entry_length = 12;
  if (!segment.starts_with(mark)) return usual;
  const auto tiff = segment.substr(mark.size());
  if (tiff.size() < 8) return usual;
  if (!tiff.starts_with("II*") && !tiff.starts_with(std::string_view("MM\0*", 4))) return usual;
  const auto order = tiff.starts_with("II") ? Order::little : Order::big;
  const std::size_t directory = number_at(tiff, 4, 4, order);
  if (directory > tiff.size() || tiff.size() - directory < 2) return usual;
  const auto count = number_at(tiff, directory, 2, order);
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = directory + 2 + i * entry_length;
    if (at + entry_length > tiff.size()) return usual;
    if (number_at(tiff, at, 2, order) != tag_orientation) continue;
    const auto value = number_at(tiff, at + 8, 2, order);
    const bool is_known = number_at(tiff, at + 2, 2, order) == type_short && value <= 8;
    return is_known && value >= 1 ? static_cast<int>(value) : usual;
  }
  return usual;
}

// SOF0 to SOF15 without DHT, JPG and DAC, which are among them (T.81, table B.1).
bool is_frame(std::uint8_t marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

// Where the coded data that begins at `at` ends: before a marker that is not part of it.
std::size_t skip_scan(std::string_view sent, std::size_t at) {
  while (at + 1 < sent.size()) {
    const auto next = byte_at(sent, at + 1);
    const bool is_restart = next >= 0xd0 && next <= 0xd7;
    if (byte_at(sent, at) == 0xff && next != 0 && next != 0xff && !is_restart) return at;
    ++at;
  }
  return sent.size();
}

// The markers that may stand between scans, all of them with a length. A decoder skips the others
// (TEM, restarts, reserved ones) without one, and would read other segments than we have counted.
bool has_length(std::uint8_t marker) {
  const bool is_table_or_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc8;
  const bool is_scan_or_table = marker >= 0xda && marker <= 0xdf;
  const bool is_application = marker >= 0xe0 && marker <= 0xef;
  return is_table_or_frame || is_scan_or_table || is_application || marker == 0xfe;
}

}  // namespace

std::optional<JpegHead> read_jpeg_head(std::string_view sent) {
  JpegHead head;
  int scans = 0;
  std::size_t at = 2;  // after SOI
  while (at + 4 <= sent.size()) {
    const auto marker = byte_at(sent, at + 1);
    if (byte_at(sent, at) != 0xff) return std::nullopt;
    if (marker == 0xff) {
      ++at;  // fill bytes (T.81 B.1.1.2)
      continue;
    }
    if (marker == 0xd9) break;
    if (!has_length(marker)) return std::nullopt;
    const std::size_t length = number_at(sent, at + 2, 2, Order::big);
    if (length < 2 || length > sent.size() - at - 2) return std::nullopt;
    const auto segment = sent.substr(at + 4, length - 2);
    if (is_frame(marker)) {
      if (head.size != Size{} || segment.size() < 6) return std::nullopt;
      head.size = {
          .width = number_at(segment, 3, 2, Order::big),
          .height = number_at(segment, 1, 2, Order::big)};
    }
    if (marker == 0xe1 && head.orientation == 1) head.orientation = read_orientation(segment);
    at += 2 + length;
    if (marker != 0xda) continue;
    if (++scans > max_scans) return std::nullopt;
    at = skip_scan(sent, at);
  }
  if (scans == 0 || head.size.width == 0 || head.size.height == 0) return std::nullopt;
  return head;
}

}  // namespace daemun::uploads
