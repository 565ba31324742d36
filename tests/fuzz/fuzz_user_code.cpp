// For any input, a user code has eight letters of its alphabet and can be shown and read again.
#include "domain/user_code.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daemun;
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  const auto code = parse_user_code(typed);
  if (!code) return 0;
  if (code->size() != user_code_length) std::abort();
  if (code->find_first_not_of(user_code_alphabet) != std::string::npos) std::abort();
  if (parse_user_code(format_user_code(*code)) != code) std::abort();
  return 0;
}
