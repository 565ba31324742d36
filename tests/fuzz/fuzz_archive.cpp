// Zip archives of anybody's making: within the limits, on good paths, each once.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "uploads/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daemun::uploads;
  const ArchiveLimits limits{
      .packed_bytes = 64 * 1024,
      .unpacked_bytes = 256 * 1024,
      .files = 16,
      .depth = 4,
      .path_bytes = 64};
  const auto files = read_archive({reinterpret_cast<const char*>(data), size}, limits);
  if (!files) return 0;
  if (files->size() > limits.files) std::abort();
  std::size_t unpacked = 0;
  std::set<std::string> paths;
  for (const auto& file : *files) {
    unpacked += file.bytes.size();
    const auto& path = file.path;
    if (path.empty() || path.front() == '/' || path.find("..") == 0 ||
        path.find("/.") != std::string::npos)
      std::abort();
    if (path.find('\\') != std::string::npos || !paths.insert(path).second) std::abort();
  }
  if (unpacked > limits.unpacked_bytes) std::abort();
  return 0;
}
