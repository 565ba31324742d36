#include "domain/claims_dialect.h"

namespace daemun {

std::string_view to_string(ClaimsDialect dialect) {
  return dialect == ClaimsDialect::standard ? "standard" : "logto";
}

std::optional<ClaimsDialect> parse_claims_dialect(std::string_view word) {
  for (const auto dialect : {ClaimsDialect::logto, ClaimsDialect::standard}) {
    if (to_string(dialect) == word) return dialect;
  }
  return std::nullopt;
}

}  // namespace daemun
