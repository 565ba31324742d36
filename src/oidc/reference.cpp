#include "oidc/reference.h"

#include "base/encoding.h"
#include "crypto/hmac.h"
#include "domain/token_id.h"

namespace daemun::oidc {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t generation_bytes = 4;
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t token_id_bytes = 15;  // with the grant as long as a jti without one

std::string to_big_endian(std::int64_t generation) {
  std::string bytes(generation_bytes, '\0');
  for (std::size_t i = 0; i < generation_bytes; ++i) {
    bytes[generation_bytes - 1 - i] = static_cast<char>((generation >> (8 * i)) & 0xff);
  }
  return bytes;
}

std::int64_t from_big_endian(std::string_view bytes) {
  std::int64_t value = 0;
  for (const char byte : bytes)
    value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

std::optional<std::string> parse_reference(std::string_view text, std::size_t bytes) {
  if (text.size() != (bytes * 4 + 2) / 3) return std::nullopt;
  auto decoded = parse_base64url(text);
  if (!decoded || decoded->size() != bytes) return std::nullopt;
  return decoded;
}

std::string id_bytes_of(const GrantId& id) {
  return parse_base64url(id.value()).value_or("");
}

}  // namespace

std::optional<PresentedCode> parse_code(std::string_view text) {
  const auto bytes = parse_reference(text, id_bytes + secret_bytes);
  if (!bytes) return std::nullopt;
  return PresentedCode{
      .grant_id = GrantId(to_base64url(std::string_view(*bytes).substr(0, id_bytes))),
      .secret = Secret(bytes->substr(id_bytes)),
  };
}

std::optional<PresentedRefreshToken> parse_refresh_token(std::string_view text) {
  const auto bytes = parse_reference(text, id_bytes + generation_bytes + secret_bytes);
  if (!bytes) return std::nullopt;
  return PresentedRefreshToken{
      .grant_id = GrantId(to_base64url(std::string_view(*bytes).substr(0, id_bytes))),
      .generation = from_big_endian(std::string_view(*bytes).substr(id_bytes, generation_bytes)),
      .secret = Secret(bytes->substr(id_bytes + generation_bytes)),
  };
}

std::string to_text(const PresentedCode& code) {
  return to_base64url(id_bytes_of(code.grant_id) + code.secret.reveal());
}

std::string to_text(const PresentedRefreshToken& token) {
  return to_base64url(
      id_bytes_of(token.grant_id) + to_big_endian(token.generation) + token.secret.reveal()
  );
}

std::string make_token_id(crypto::Random& random, const std::optional<GrantId>& grant) {
  if (!grant) return crypto::random_token(random);
  return to_token_id(to_base64url(crypto::random_bytes(random, token_id_bytes)), *grant);
}

GrantId make_grant_id(crypto::Random& random) {
  return GrantId(to_base64url(crypto::random_bytes(random, id_bytes)));
}

Secret make_reference_secret(crypto::Random& random) {
  return Secret(crypto::random_bytes(random, secret_bytes));
}

Secret successor_secret(const Secret& server_key, const PresentedRefreshToken& presented) {
  return Secret(crypto::hmac_sha256(
      server_key.reveal(),
      id_bytes_of(presented.grant_id) + to_big_endian(presented.generation) +
          presented.secret.reveal()
  ));
}

}  // namespace daemun::oidc
