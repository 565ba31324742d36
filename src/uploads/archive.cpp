#include "uploads/archive.h"

#include "base/text.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "uploads/zip_directory.h"

namespace daemun::uploads {
namespace {

ArchiveError error(ArchiveErrorCode code, std::string description) {
  return {code, std::move(description)};
}

bool is_path_character(char c) {
  const bool is_printable = c > 0x20 && c < 0x7f;
  return c == ' ' ||
         (is_printable && std::string_view("\\:*?\"<>|%#").find(c) == std::string::npos);
}

// Relative, of plain segments: what is a path on every system and in every address.
bool is_good_path(std::string_view path, const ArchiveLimits& limits) {
  if (path.empty() || path.size() > limits.path_bytes) return false;
  if (!std::all_of(path.begin(), path.end(), is_path_character)) return false;
  std::size_t depth = 0;
  while (true) {
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    if (segment.empty() || segment.front() == '.' || segment.back() == '.' ||
        segment.back() == ' ' || ++depth > limits.depth)
      return false;
    if (end == path.size()) return true;
    path.remove_prefix(end + 1);
  }
}

bool is_litter(std::string_view path) {
  return path.starts_with("__MACOSX/") || path == ".DS_Store" || path.ends_with("/.DS_Store");
}

struct Inflater {
  z_stream stream{};
  bool is_ready = inflateInit2(&stream, -MAX_WBITS) == Z_OK;
  Inflater() = default;
  ~Inflater() {
    if (is_ready) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

// At most `room` bytes. Nothing where the data are not one whole stream, or hold more.
std::optional<std::string> inflate_all(std::string_view data, std::size_t room) {
  Inflater inflater;
  if (!inflater.is_ready) return std::nullopt;
  auto& stream = inflater.stream;
  // zlib does not write to its input.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  std::string output;
  std::array<char, 64 * 1024> chunk{};
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = chunk.size();
    state = inflate(&stream, Z_NO_FLUSH);
    output.append(chunk.data(), chunk.size() - stream.avail_out);
    if (output.size() > room) return std::nullopt;
  }
  if (state != Z_STREAM_END || stream.avail_in != 0) return std::nullopt;
  return output;
}

Result<std::string, ArchiveError> unpack(const ZipEntry& entry, std::size_t room) {
  const auto malformed = [] { return error(ArchiveErrorCode::malformed, "a file is damaged"); };
  if (entry.unpacked_size > room)
    return error(ArchiveErrorCode::too_many_bytes, "the files are too large");
  std::string bytes;
  if (entry.is_deflated) {
    // Not a byte more than the directory says, which is within the room.
    auto inflated = inflate_all(entry.data, entry.unpacked_size);
    if (!inflated) return malformed();
    bytes = *std::move(inflated);
  } else {
    bytes = entry.data;
  }
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  const auto sum = crc32(crc32(0, nullptr, 0), data, static_cast<uInt>(bytes.size()));
  if (bytes.size() != entry.unpacked_size || sum != entry.checksum) return malformed();
  return bytes;
}

// Folders end in a slash and hold nothing themselves.
bool is_folder(const ZipEntry& entry) {
  return entry.name.ends_with('/') && entry.unpacked_size == 0;
}

}  // namespace

Result<std::vector<ArchiveFile>, ArchiveError> read_archive(
    std::string_view packed, const ArchiveLimits& limits
) {
  if (packed.size() > limits.packed_bytes)
    return error(ArchiveErrorCode::too_long, "the archive is too large");
  const auto entries = read_zip_directory(packed, 2 * limits.files);
  if (!entries) return entries.error();
  std::vector<ArchiveFile> files;
  std::set<std::string> names;
  std::size_t room = limits.unpacked_bytes;
  for (const auto& entry : *entries) {
    const auto name = std::string_view(entry.name);
    if (is_litter(name)) continue;
    const auto path = is_folder(entry) ? name.substr(0, name.size() - 1) : name;
    if (!is_good_path(path, limits))
      return error(ArchiveErrorCode::bad_path, "the archive has a path that is not allowed");
    if (is_folder(entry)) continue;
    if (!names.insert(to_lower_ascii(path)).second)
      return error(ArchiveErrorCode::duplicate, "the archive has two files of one name");
    if (files.size() == limits.files)
      return error(ArchiveErrorCode::too_many_files, "the archive has too many files");
    auto bytes = unpack(entry, room);
    if (!bytes) return bytes.error();
    room -= bytes->size();
    files.push_back({.path = std::string(path), .bytes = *std::move(bytes)});
  }
  return files;
}

}  // namespace daemun::uploads
