// For tests only: writes small databases of IPv4 networks in MaxMind's format, version 2.0.
#ifndef DAEMUN_APP_TEST_PLACE_DATABASE_H
#define DAEMUN_APP_TEST_PLACE_DATABASE_H

#include <arpa/inet.h>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <stdlib.h>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace daemun::app::test {

inline std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i)
    text.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  return text;
}

// The control byte of a value: three bits of type, five of size; types from 8 on in a byte of their
// own. Sizes below 29.
inline std::string control(unsigned type, std::size_t size) {
  const auto in_byte = type < 8 ? type : 0U;
  std::string head(1, static_cast<char>(in_byte << 5 | size));
  if (type >= 8) head.push_back(static_cast<char>(type - 7));
  return head;
}

inline std::string text(const std::string& value) {
  return control(2, value.size()) + value;
}
inline std::string number(double value) {
  return control(3, 8) + big_endian(std::bit_cast<std::uint64_t>(value), 8);
}
inline std::string integer(unsigned type, std::uint64_t value, int bytes) {
  return control(type, static_cast<std::size_t>(bytes)) + big_endian(value, bytes);
}
inline std::string map(std::initializer_list<std::pair<std::string, std::string>> members) {
  std::string all = control(7, members.size());
  for (const auto& [name, value] : members)
    all += text(name) + value;
  return all;
}

class PlaceFile {
 public:
  explicit PlaceFile(std::string type) : type_(std::move(type)) {}
  ~PlaceFile() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  PlaceFile(const PlaceFile&) = delete;
  PlaceFile& operator=(const PlaceFile&) = delete;

  void add(const char* address, int prefix, const std::string& value) {
    in_addr bytes{};
    inet_pton(AF_INET, address, &bytes);
    const std::uint32_t bits = ntohl(bytes.s_addr);
    std::size_t node = 0;
    for (int i = 0; i < prefix; ++i) {
      const std::size_t side = bits >> (31 - i) & 1;
      if (i == prefix - 1) {
        nodes_[node][side] = -1 - static_cast<std::int64_t>(data_.size());
      } else {
        if (nodes_[node][side] == 0) {
          nodes_[node][side] = static_cast<std::int64_t>(nodes_.size());
          nodes_.push_back({});
        }
        node = static_cast<std::size_t>(nodes_[node][side]);
      }
    }
    data_ += value;
  }

  // The path of the file, which goes with this object.
  std::string write() {
    std::string name = (std::filesystem::temp_directory_path() / "places-XXXXXX").string();
    const int descriptor = mkstemp(name.data());
    if (descriptor >= 0) ::close(descriptor);
    path_ = name;
    std::ofstream file(path_, std::ios::binary | std::ios::trunc);
    for (const auto& node : nodes_)
      file << record(node[0]) << record(node[1]);
    file << std::string(16, '\0') << data_ << "\xab\xcd\xefMaxMind.com" << metadata();
    return path_;
  }

 private:
  // A node's number, the number of nodes for "nothing", or a place in the data behind both.
  std::string record(std::int64_t target) const {
    const auto count = nodes_.size();
    if (target == 0) return big_endian(count, 3);
    if (target > 0) return big_endian(static_cast<std::uint64_t>(target), 3);
    return big_endian(count + 16 + static_cast<std::uint64_t>(-1 - target), 3);
  }

  std::string metadata() const {
    return map(
        {{"binary_format_major_version", integer(5, 2, 2)},
         {"binary_format_minor_version", integer(5, 0, 2)},
         {"build_epoch", integer(9, 1'800'000'000, 8)},
         {"database_type", text(type_)},
         {"description", map({{"en", text("For tests")}})},
         {"ip_version", integer(5, 4, 2)},
         {"languages", control(11, 1) + text("en")},
         {"node_count", integer(6, nodes_.size(), 4)},
         {"record_size", integer(5, 24, 2)}}
    );
  }

  std::string type_;
  std::string path_;
  // Left and right: a node, 0 for nothing, or -1 - the place of the data.
  std::vector<std::array<std::int64_t, 2>> nodes_{{}};
  std::string data_;
};

}  // namespace daemun::app::test

#endif
