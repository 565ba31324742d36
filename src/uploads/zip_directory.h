// The contents of a zip archive (APPNOTE 6.3.10, 4.3), with no more than they need to be unpacked.
#ifndef DAEMUN_UPLOADS_ZIP_DIRECTORY_H
#define DAEMUN_UPLOADS_ZIP_DIRECTORY_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "uploads/archive.h"

namespace daemun::uploads {

struct ZipEntry {
  std::string name{};       // as it is there
  std::string_view data{};  // packed
  bool is_deflated = false;
  std::size_t unpacked_size = 0;  // as the directory says
  std::uint32_t checksum = 0;
};

// Entries and the local headers before their data say the same, lie one behind the other, and none
// is a link. Errors: no_archive, malformed, unsupported, too_many_files, no_file.
Result<std::vector<ZipEntry>, ArchiveError> read_zip_directory(
    std::string_view packed, std::size_t max_entries
);

}  // namespace daemun::uploads

#endif
