// Patterns of searches: the first byte chooses the kind and the case, a line feed separates the
// pattern from the text.
#include "base/pattern.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using daemun::PatternCase;
  using daemun::PatternKind;
  if (size == 0) return 0;
  constexpr PatternKind kinds[] = {PatternKind::like, PatternKind::similar_to, PatternKind::posix};
  const auto kind = kinds[data[0] % 3];
  const auto letter_case = (data[0] & 0x80) != 0 ? PatternCase::ignored : PatternCase::sensitive;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto separator = input.find('\n');
  const auto text = separator == std::string_view::npos ? "" : input.substr(separator + 1);
  if (const auto pattern = daemun::Pattern::parse(kind, letter_case, input.substr(0, separator)))
    static_cast<void>(pattern->matches(text));
  return 0;
}
