// The files of data/, which the build puts into the binary.
#ifndef DAEMUN_CONNECTORS_DATA_FILE_H
#define DAEMUN_CONNECTORS_DATA_FILE_H

#include <span>
#include <string_view>

namespace daemun::connectors {

struct DataFile {
  std::string_view path;  // "postmark-mail.json"
  std::string_view bytes;
};

std::span<const DataFile> data_files();
// Throws std::out_of_range for a path that is not there.
std::string_view data_file(std::string_view path);

}  // namespace daemun::connectors

#endif
