#include "experience/passkey_challenge.h"

#include "base/encoding.h"

#include <stdexcept>
#include <utility>

#include "webauthn/ceremony.h"

namespace daemun::experience {

PasskeyChallenge make_passkey_challenge(crypto::Random& random, TimePoint now) {
  return {
      .bytes = crypto::random_bytes(random, webauthn::challenge_size),
      .expires_at = now + challenge_lifetime};
}

json::object to_json(const PasskeyChallenge& challenge) {
  return {
      {"bytes", to_base64url(challenge.bytes)}, {"expires_at", to_unix_ms(challenge.expires_at)}};
}

PasskeyChallenge parse_passkey_challenge(const json::object& object) {
  const auto text = find_string(object, "bytes");
  auto bytes = text ? parse_base64url(*text) : std::nullopt;
  const auto expires_at = find_integer(object, "expires_at");
  if (!bytes || !expires_at) throw std::runtime_error("stored challenge is broken");
  return {.bytes = *std::move(bytes), .expires_at = from_unix_ms(*expires_at)};
}

}  // namespace daemun::experience
