// Writes CBOR for tests, right or not: every part is a text of bytes that may be joined at will.
#ifndef DAEMUN_WEBAUTHN_TEST_CBOR_H
#define DAEMUN_WEBAUTHN_TEST_CBOR_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::webauthn::test {

// The head of an item: its major type and number, in the shortest form.
inline std::string cbor_head(unsigned major, std::uint64_t number) {
  const auto first = [major](unsigned low) {
    return std::string(1, static_cast<char>(major << 5U | low));
  };
  if (number < 24) return first(static_cast<unsigned>(number));
  const int size = number <= 0xff ? 1 : number <= 0xffff ? 2 : number <= 0xffffffff ? 4 : 8;
  std::string head = first(size == 1 ? 24 : size == 2 ? 25 : size == 4 ? 26 : 27);
  for (int place = size - 1; place >= 0; --place)
    head.push_back(static_cast<char>(number >> (8 * place) & 0xff));
  return head;
}

inline std::string cbor_integer(std::int64_t number) {
  if (number >= 0) return cbor_head(0, static_cast<std::uint64_t>(number));
  return cbor_head(1, static_cast<std::uint64_t>(-1 - number));
}
inline std::string cbor_bytes(std::string_view bytes) {
  return cbor_head(2, bytes.size()) + std::string(bytes);
}
inline std::string cbor_text(std::string_view text) {
  return cbor_head(3, text.size()) + std::string(text);
}
inline std::string cbor_array(const std::vector<std::string>& values) {
  std::string array = cbor_head(4, values.size());
  for (const auto& value : values)
    array += value;
  return array;
}
inline std::string cbor_map(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string map = cbor_head(5, members.size());
  for (const auto& [key, value] : members)
    map += key + value;
  return map;
}

}  // namespace daemun::webauthn::test

#endif
