#include "uploads/zip_directory.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace daemun::uploads {
namespace {

constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint32_t entry_mark = 0x02014b50;
constexpr std::uint32_t local_mark = 0x04034b50;
constexpr std::size_t end_length = 22;
constexpr std::size_t entry_length = 46;
constexpr std::size_t local_length = 30;
constexpr std::size_t max_comment = 0xffff;

constexpr std::uint16_t flag_encrypted = 1 << 0;
constexpr std::uint16_t flag_patch = 1 << 5;
constexpr std::uint16_t flag_strongly_encrypted = 1 << 6;
constexpr std::uint16_t flag_masked = 1 << 13;

ArchiveError malformed() {
  return {ArchiveErrorCode::malformed, "the archive is damaged"};
}
ArchiveError unsupported() {
  return {
      ArchiveErrorCode::unsupported,
      "the archive must be a plain zip file: no encryption, one disk, stored or deflated files"};
}

// Little-endian. The caller has looked that they are there.
std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  std::uint32_t value = 0;
  for (std::size_t i = length; i > 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}
std::uint16_t short_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(number_at(bytes, at, 2));
}
std::uint32_t long_at(std::string_view bytes, std::size_t at) {
  return number_at(bytes, at, 4);
}

bool fits(std::string_view bytes, std::size_t at, std::size_t length) {
  return at <= bytes.size() && length <= bytes.size() - at;
}

// The record that ends the archive, with its comment and not a byte more.
std::optional<std::size_t> find_end(std::string_view packed) {
  if (packed.size() < end_length) return std::nullopt;
  const auto last = packed.size() - end_length;
  const auto first = last > max_comment ? last - max_comment : 0;
  for (auto at = last + 1; at-- > first;) {
    if (long_at(packed, at) != end_mark) continue;
    if (at + end_length + short_at(packed, at + 20) == packed.size()) return at;
  }
  return std::nullopt;
}

struct Directory {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t entries = 0;
};

Result<Directory, ArchiveError> find_directory(std::string_view packed, std::size_t max_entries) {
  const auto end = find_end(packed);
  if (!end) return ArchiveError{ArchiveErrorCode::no_archive, "the file is not a zip archive"};
  const std::size_t entries = short_at(packed, *end + 10);
  const std::size_t length = long_at(packed, *end + 12);
  const std::size_t begin = long_at(packed, *end + 16);
  const bool is_zip64 = entries == 0xffff || length == 0xffffffff || begin == 0xffffffff;
  const bool is_one_disk = short_at(packed, *end + 4) == 0 && short_at(packed, *end + 6) == 0 &&
                           short_at(packed, *end + 8) == entries;
  if (is_zip64 || !is_one_disk) return unsupported();
  if (begin > *end || *end - begin != length) return malformed();
  if (entries > max_entries)
    return ArchiveError{ArchiveErrorCode::too_many_files, "the archive has too many files"};
  return Directory{.begin = begin, .end = *end, .entries = entries};
}

// Unix and macOS write the kind of a file into the upper half of the attributes.
bool is_link_or_device(std::string_view entry) {
  const auto system = static_cast<unsigned char>(entry[5]);
  constexpr unsigned char unix_like = 3, darwin = 19;
  if (system != unix_like && system != darwin) return false;
  constexpr std::uint32_t kind_mask = 0170000, regular = 0100000, folder = 0040000;
  const auto kind = (long_at(entry, 38) >> 16) & kind_mask;
  return kind != 0 && kind != regular && kind != folder;
}

// An entry, and where its local header begins and its data end.
struct Placed {
  ZipEntry entry{};
  std::size_t begin = 0;
  std::size_t end = 0;
};

Result<Placed, ArchiveError> read_entry(
    std::string_view packed, std::size_t at, std::size_t limit
) {
  const auto head = packed.substr(at, entry_length);
  const auto flags = short_at(head, 8);
  const auto method = short_at(head, 10);
  if ((flags & (flag_encrypted | flag_patch | flag_strongly_encrypted | flag_masked)) != 0)
    return unsupported();
  if (method != 0 && method != 8) return unsupported();
  if (is_link_or_device(head))
    return ArchiveError{ArchiveErrorCode::no_file, "the archive has a link"};
  const std::size_t packed_size = long_at(head, 20);
  const std::size_t unpacked_size = long_at(head, 24);
  const std::size_t local = long_at(head, 42);
  if (packed_size == 0xffffffff || unpacked_size == 0xffffffff || local == 0xffffffff)
    return unsupported();
  if (method == 0 && packed_size != unpacked_size) return malformed();
  const auto name = packed.substr(at + entry_length, short_at(head, 28));

  const auto files = packed.substr(0, limit);
  if (!fits(files, local, local_length) || long_at(files, local) != local_mark) return malformed();
  const std::size_t name_length = short_at(files, local + 26);
  const auto data = local + local_length + name_length + short_at(files, local + 28);
  const bool is_same = short_at(files, local + 6) == flags && short_at(files, local + 8) == method;
  if (!is_same || !fits(files, data, packed_size)) return malformed();
  if (files.substr(local + local_length, name_length) != name) return malformed();
  return Placed{
      .entry =
          {.name = std::string(name),
           .data = files.substr(data, packed_size),
           .is_deflated = method == 8,
           .unpacked_size = unpacked_size,
           .checksum = long_at(head, 16)},
      .begin = local,
      .end = data + packed_size};
}

// Entries that share data make a small archive large.
bool overlap(const std::vector<Placed>& entries) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const auto& one : entries)
    places.emplace_back(one.begin, one.end);
  std::sort(places.begin(), places.end());
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (places[i].first < places[i - 1].second) return true;
  }
  return false;
}

}  // namespace

Result<std::vector<ZipEntry>, ArchiveError> read_zip_directory(
    std::string_view packed, std::size_t max_entries
) {
  const auto directory = find_directory(packed, max_entries);
  if (!directory) return directory.error();
  std::vector<Placed> placed;
  auto at = directory->begin;
  const auto contents = packed.substr(0, directory->end);
  for (std::size_t i = 0; i < directory->entries; ++i) {
    if (!fits(contents, at, entry_length) || long_at(contents, at) != entry_mark)
      return malformed();
    const std::size_t more = std::size_t{short_at(contents, at + 28)} +
                             short_at(contents, at + 30) + short_at(contents, at + 32);
    if (!fits(contents, at + entry_length, more)) return malformed();
    auto entry = read_entry(contents, at, directory->begin);
    if (!entry) return entry.error();
    placed.push_back(*std::move(entry));
    at += entry_length + more;
  }
  if (at != directory->end || overlap(placed)) return malformed();
  std::vector<ZipEntry> entries;
  for (auto& one : placed)
    entries.push_back(std::move(one.entry));
  return entries;
}

}  // namespace daemun::uploads
