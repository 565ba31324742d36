// Arbitrary texts as tokens, and arbitrary headers and claims under a good signature.
#include "base/encoding.h"
#include "jose/verify.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using daemun::jose::Expectations;

// The same key in each run would need a secret in the tree; a new one changes nothing that matters.
const daemun::crypto::PrivateKey& signing_key() {
  static const auto key =
      daemun::crypto::PrivateKey::generate(daemun::crypto::SignatureAlgorithm::es256);
  return key;
}

const daemun::jose::KeySet& key_set() {
  static const daemun::jose::KeySet keys({
      {.kid = "k", .alg = signing_key().algorithm(), .key = signing_key().public_key()},
  });
  return keys;
}

bool is_accepted(std::string_view token) {
  const Expectations expectations{.issuer = "i", .audience = "a"};
  const auto now = daemun::from_unix_seconds(1'800'000'000);
  const auto claims = daemun::jose::verify(token, key_set(), expectations, now);
  if (!claims) return false;
  if (claims->iss() != "i" || !claims->exp() || *claims->exp() <= now) std::abort();
  return true;
}

std::string signed_token(std::string_view header, std::string_view claims) {
  std::string token = daemun::to_base64url(header) + '.' + daemun::to_base64url(claims);
  const std::string signature = signing_key().sign(token);
  return token + '.' + daemun::to_base64url(signature);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // A signature cannot be guessed.
  if (is_accepted(text)) std::abort();
  // Header and claims stand on two lines.
  const std::size_t line_end = text.find('\n');
  if (line_end == text.npos) return 0;
  const auto header = text.substr(0, line_end);
  is_accepted(signed_token(header, text.substr(line_end + 1)));
  if (const auto jwk = daemun::parse_json_object(header)) {
    // The thumbprint of whatever is taken for a key, and its way back.
    if (const auto key = daemun::jose::parse_jwk(*jwk)) {
      const auto written = daemun::jose::to_json(daemun::jose::to_jwk(*key, key->algorithm()));
      if (!daemun::jose::parse_jwk(written)) std::abort();
    }
  }
  return 0;
}
