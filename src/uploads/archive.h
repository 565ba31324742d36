// A zip archive of small files, read within limits that hold whatever it says of itself. What could
// be read in two ways is refused: entries that overlap, two directories of contents that disagree,
// names that differ in case alone.
#ifndef DAEMUN_UPLOADS_ARCHIVE_H
#define DAEMUN_UPLOADS_ARCHIVE_H

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::uploads {

struct ArchiveLimits {
  std::size_t packed_bytes = 20 * 1024 * 1024;
  std::size_t unpacked_bytes = 50 * 1024 * 1024;  // of all files; counted while they are unpacked
  std::size_t files = 1'000;
  std::size_t depth = 8;  // segments of a path
  std::size_t path_bytes = 200;
};

struct ArchiveFile {
  std::string path{};  // "assets/main.js": printable ASCII, no segment begins with a dot
  std::string bytes{};
};

enum class ArchiveErrorCode {
  too_long,
  no_archive,
  malformed,
  unsupported,  // encrypted, ZIP64, several disks, another compression
  too_many_files,
  too_many_bytes,  // unpacked
  bad_path,        // absolute, with dots or other odd characters, too deep or too long
  no_file,         // a symbolic link or a device
  duplicate,
};

struct ArchiveError {
  ArchiveErrorCode code = ArchiveErrorCode::malformed;
  std::string description{};
};

// The files in the order of the archive, without folders and what macOS adds (`__MACOSX/`,
// `.DS_Store`). Errors: all of ArchiveErrorCode.
Result<std::vector<ArchiveFile>, ArchiveError> read_archive(
    std::string_view packed, const ArchiveLimits& limits = {}
);

}  // namespace daemun::uploads

#endif
