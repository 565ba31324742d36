// Test vectors in files: y_<what> is to be accepted, n_<error>.<what> refused with that error.
#ifndef DAEMUN_TESTS_SUPPORT_VECTORS_H
#define DAEMUN_TESTS_SUPPORT_VECTORS_H

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace daemun::test {

struct Vector {
  std::string name;   // the file's, without its extension
  std::string error;  // empty when it is to be accepted
  std::string text;
};

// CTest sets the variable; a test program started by hand runs in the source directory.
inline std::filesystem::path source_directory() {
  const char* directory = std::getenv("DAEMUN_SOURCE_DIR");
  return directory == nullptr ? std::filesystem::current_path() : std::filesystem::path(directory);
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The y_ and n_ files of tests/vectors/<folder>, sorted by name.
inline std::vector<Vector> load_vectors(const std::string& folder) {
  std::vector<Vector> vectors;
  const auto directory = source_directory() / "tests/vectors" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().stem().string();
    if (!name.starts_with("y_") && !name.starts_with("n_")) continue;
    std::string error = name.starts_with("n_") ? name.substr(2, name.find('.') - 2) : "";
    vectors.push_back({name, std::move(error), read_file(entry.path())});
  }
  std::sort(vectors.begin(), vectors.end(), [](const Vector& left, const Vector& right) {
    return left.name < right.name;
  });
  return vectors;
}

}  // namespace daemun::test

#endif
