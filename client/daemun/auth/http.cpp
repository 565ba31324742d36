#include "daemun/auth/http.h"

#include "base/text.h"

namespace daemun::auth {

const std::string* find_header(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (equals_ignoring_ascii_case(header.name, name)) return &header.value;
  }
  return nullptr;
}

}  // namespace daemun::auth
