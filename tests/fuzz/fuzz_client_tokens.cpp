// Arbitrary claims under the provider's signature, as an ID token, an access token and a logout
// token: what is accepted keeps the rules, and no text is accepted as two of them.
#include "daemun/auth/access_token.h"
#include "daemun/auth/backchannel_logout.h"
#include "daemun/auth/id_token.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace daemun::auth;

const daemun::TimePoint now = daemun::from_unix_seconds(1'800'000'000);

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

Registration a_registration() {
  Registration registration;
  registration.provider.id = "p";
  registration.provider.metadata.issuer = "i";
  registration.provider.metadata.id_token_algorithms = {signing_key().algorithm()};
  registration.provider.quirks.access_token_typing = daemun::jose::Typing::optional;
  registration.client.client_id = "c";
  return registration;
}

Sighting remember(const std::string&, const std::string&, daemun::TimePoint) {
  return Sighting::first;
}

int count_accepted(std::string_view token) {
  static const Registration registration = a_registration();
  const auto id_token = verify_id_token(token, key_set(), registration, {.nonce = "n"}, now);
  if (id_token && (id_token->subject.empty() || id_token->claims.nonce() != "n")) std::abort();
  const auto access_token =
      verify_access_token(token, key_set(), registration.provider, {.audience = "c"}, now);
  if (access_token && access_token->client_id.empty()) std::abort();
  const auto logout = verify_logout_token(token, key_set(), registration, remember, now);
  if (logout && logout->subject.empty() && logout->session_id.empty()) std::abort();
  return int{id_token.has_value()} + int{access_token.has_value()} + int{logout.has_value()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (count_accepted(text) != 0) std::abort();
  for (const std::string_view typ : {"", "at+jwt", "logout+jwt"}) {
    const auto token = daemun::jose::sign_jwt(signing_key(), "k", typ, text);
    if (count_accepted(token) > 1) std::abort();
  }
  return 0;
}
