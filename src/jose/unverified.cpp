#include "jose/unverified.h"

#include "jose/parts.h"
#include "jose/verify.h"

namespace daemun::jose {

std::optional<crypto::SignatureAlgorithm> find_algorithm(std::string_view token) {
  if (token.size() > max_token_size) return std::nullopt;
  const auto parts = split_token(token);
  if (!parts) return std::nullopt;
  const auto header = parse_token_part(parts->header);
  if (!header) return std::nullopt;
  const auto alg = find_string(*header, "alg");
  return alg ? crypto::parse_signature_algorithm(*alg) : std::nullopt;
}

std::optional<Claims> find_unverified_claims(std::string_view token) {
  if (token.size() > max_token_size) return std::nullopt;
  const auto parts = split_token(token);
  if (!parts) return std::nullopt;
  auto payload = parse_token_part(parts->payload);
  if (!payload) return std::nullopt;
  return Claims(*std::move(payload));
}

}  // namespace daemun::jose
