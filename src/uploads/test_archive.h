// Zip archives to send, also such as no program would write.
#ifndef DAEMUN_UPLOADS_TEST_ARCHIVE_H
#define DAEMUN_UPLOADS_TEST_ARCHIVE_H

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace daemun::uploads {

struct ZipMember {
  std::string name{};
  std::string data{};  // as it is packed
  std::uint16_t method = 0;
  std::size_t unpacked_size = 0;
  std::uint32_t checksum = 0;
  std::uint16_t flags = 0;
  std::uint32_t attributes = 0100644U << 16;
  std::string local_name{};  // empty: as the name
};

inline std::string little_endian(std::uint64_t value, std::size_t length) {
  std::string bytes;
  for (std::size_t i = 0; i < length; ++i)
    bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

// CRC-32, bit by bit.
inline std::uint32_t checksum_of(const std::string& bytes) {
  std::uint32_t sum = 0xffffffff;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i)
      sum = sum >> 1 ^ (0xedb88320U & (0U - (sum & 1)));
  }
  return ~sum;
}

inline ZipMember stored(std::string name, std::string bytes) {
  ZipMember member{.name = std::move(name), .data = std::move(bytes)};
  member.unpacked_size = member.data.size();
  member.checksum = checksum_of(member.data);
  return member;
}

inline std::string common_head(const ZipMember& member, const std::string& name) {
  return little_endian(member.flags, 2) + little_endian(member.method, 2) + little_endian(0, 4) +
         little_endian(member.checksum, 4) + little_endian(member.data.size(), 4) +
         little_endian(member.unpacked_size, 4) + little_endian(name.size(), 2);
}

// `offset_of` says where the directory puts each member; by default where it is.
inline std::string zip(
    const std::vector<ZipMember>& members,
    const std::function<std::size_t(std::size_t index, std::size_t offset)>& offset_of = {}
) {
  std::string files;
  std::string directory;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto& member = members[i];
    const auto offset = offset_of ? offset_of(i, files.size()) : files.size();
    const auto& local = member.local_name.empty() ? member.name : member.local_name;
    files += "PK\x03\x04" + little_endian(20, 2) + common_head(member, local) +
             little_endian(0, 2) + local + member.data;
    directory += "PK\x01\x02" + little_endian(0x0314, 2) + little_endian(20, 2) +
                 common_head(member, member.name) + little_endian(0, 8) +
                 little_endian(member.attributes, 4) + little_endian(offset, 4) + member.name;
  }
  const auto count = little_endian(members.size(), 2);
  return files + directory + "PK\x05\x06" + little_endian(0, 4) + count + count +
         little_endian(directory.size(), 4) + little_endian(files.size(), 4) + little_endian(0, 2);
}

}  // namespace daemun::uploads

#endif
