#include "domain/signing_key.h"

namespace daemun {

std::string_view to_string(SigningKeyStatus status) {
  switch (status) {
    case SigningKeyStatus::next:
      return "Next";
    case SigningKeyStatus::current:
      return "Current";
    case SigningKeyStatus::previous:
      return "Previous";
  }
  return "";
}

std::optional<SigningKeyStatus> parse_signing_key_status(std::string_view word) {
  for (const auto status :
       {SigningKeyStatus::next, SigningKeyStatus::current, SigningKeyStatus::previous}) {
    if (to_string(status) == word) return status;
  }
  return std::nullopt;
}

}  // namespace daemun
