#include "crypto/signature_encoding.h"

namespace daemun::crypto {

namespace {

constexpr char sequence_tag = 0x30;
constexpr char integer_tag = 0x02;

// Takes the content of one element off the front. Short lengths only: P-384 needs 104 bytes.
std::optional<std::string_view> take_element(std::string_view& der, char tag) {
  if (der.size() < 2 || der[0] != tag) return std::nullopt;
  const auto size = static_cast<unsigned char>(der[1]);
  if (size >= 0x80 || der.size() - 2U < size) return std::nullopt;
  const std::string_view content = der.substr(2, size);
  der.remove_prefix(2U + size);
  return content;
}

std::string_view without_leading_zeros(std::string_view number) {
  while (!number.empty() && number.front() == '\0')
    number.remove_prefix(1);
  return number;
}

void append_integer(std::string& der, std::string_view number) {
  number = without_leading_zeros(number);
  const bool needs_zero = number.empty() || static_cast<unsigned char>(number.front()) >= 0x80;
  der.push_back(integer_tag);
  der.push_back(static_cast<char>(number.size() + (needs_zero ? 1 : 0)));
  if (needs_zero) der.push_back('\0');
  der += number;
}

}  // namespace

std::optional<std::string> to_fixed_signature(std::string_view der, std::size_t size) {
  auto sequence = take_element(der, sequence_tag);
  if (!sequence || !der.empty()) return std::nullopt;
  const auto r = take_element(*sequence, integer_tag);
  const auto s = take_element(*sequence, integer_tag);
  if (!r || !s || !sequence->empty()) return std::nullopt;
  const auto short_r = without_leading_zeros(*r);
  const auto short_s = without_leading_zeros(*s);
  if (short_r.size() > size || short_s.size() > size) return std::nullopt;
  std::string fixed(2 * size, '\0');
  short_r.copy(fixed.data() + size - short_r.size(), short_r.size());
  short_s.copy(fixed.data() + 2 * size - short_s.size(), short_s.size());
  return fixed;
}

std::string to_der_signature(std::string_view fixed) {
  std::string numbers;
  numbers.reserve(fixed.size() + 6);
  append_integer(numbers, fixed.substr(0, fixed.size() / 2));
  append_integer(numbers, fixed.substr(fixed.size() / 2));
  std::string der;
  der.reserve(numbers.size() + 2);
  der.push_back(sequence_tag);
  der.push_back(static_cast<char>(numbers.size()));
  der += numbers;
  return der;
}

}  // namespace daemun::crypto
