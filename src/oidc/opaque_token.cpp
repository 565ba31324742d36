#include "oidc/opaque_token.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/aead.h"
#include "domain/access.h"

#include <cstdint>
#include <stdexcept>

namespace daemun::oidc {

namespace {

// version (1 byte), grant id (16), issued at (8), expires at (8), both seconds in big endian; then,
// for narrowed scopes only, a mark (1 byte) and their names with spaces between.
constexpr char version = 1;
constexpr char scopes_follow = 1;
constexpr std::size_t id_bytes = 16;
constexpr std::size_t time_bytes = 8;
constexpr std::size_t fixed_bytes = 1 + id_bytes + 2 * time_bytes;
constexpr std::size_t max_text = 1024;

void append_seconds(std::string& out, TimePoint time) {
  const auto seconds = static_cast<std::uint64_t>(to_unix_seconds(time));
  for (std::size_t i = time_bytes; i-- > 0;)
    out.push_back(static_cast<char>((seconds >> (8 * i)) & 0xff));
}

// Nothing for a time beyond what TimePoint can hold.
std::optional<TimePoint> parse_seconds(std::string_view bytes) {
  constexpr std::uint64_t latest = 253'402'300'799;  // the end of the year 9999
  std::uint64_t seconds = 0;
  for (const char byte : bytes)
    seconds = seconds << 8 | static_cast<unsigned char>(byte);
  if (seconds > latest) return std::nullopt;
  return from_unix_seconds(static_cast<std::int64_t>(seconds));
}

std::string to_bytes(const OpaqueToken& token) {
  const auto id = parse_base64url(token.grant_id.value());
  if (!id || id->size() != id_bytes) throw std::invalid_argument("not a grant id");
  std::string bytes(1, version);
  bytes += *id;
  append_seconds(bytes, token.issued_at);
  append_seconds(bytes, token.expires_at);
  if (token.narrowed_scopes) {
    bytes.push_back(scopes_follow);
    bytes += join(*token.narrowed_scopes);
  }
  return bytes;
}

std::optional<OpaqueToken> parse_bytes(std::string_view bytes) {
  if (bytes.size() < fixed_bytes || bytes[0] != version) return std::nullopt;
  const auto issued_at = parse_seconds(bytes.substr(1 + id_bytes, time_bytes));
  const auto expires_at = parse_seconds(bytes.substr(1 + id_bytes + time_bytes, time_bytes));
  if (!issued_at || !expires_at) return std::nullopt;
  OpaqueToken token{
      .grant_id = GrantId(to_base64url(bytes.substr(1, id_bytes))),
      .issued_at = *issued_at,
      .expires_at = *expires_at,
      .narrowed_scopes = std::nullopt,
  };
  const std::string_view rest = bytes.substr(fixed_bytes);
  if (rest.empty()) return token;
  if (rest[0] != scopes_follow) return std::nullopt;
  token.narrowed_scopes = split_words(rest.substr(1));
  return token;
}

}  // namespace

std::vector<std::string> scopes_of(const OpaqueToken& token, const Grant& grant) {
  return token.narrowed_scopes ? intersection(*token.narrowed_scopes, grant.scopes) : grant.scopes;
}

OpaqueTokens::OpaqueTokens(
    const storage::Vault& vault, const TenantId& tenant, crypto::Random& random
)
    : key_(vault.derive("opaque tokens/" + tenant.value())),
      associated_data_("opaque access token/" + tenant.value()),
      random_(random) {}

std::string OpaqueTokens::seal(const OpaqueToken& token) const {
  auto text = to_base64url(crypto::seal(key_, to_bytes(token), associated_data_, random_));
  if (text.size() > max_text) throw std::length_error("an opaque token of too many scopes");
  return text;
}

std::optional<OpaqueToken> OpaqueTokens::open(std::string_view text) const {
  if (text.size() > max_text) return std::nullopt;
  const auto sealed = parse_base64url(text);
  if (!sealed) return std::nullopt;
  const auto bytes = crypto::open(key_, *sealed, associated_data_);
  if (!bytes) return std::nullopt;
  return parse_bytes(*bytes);
}

}  // namespace daemun::oidc
