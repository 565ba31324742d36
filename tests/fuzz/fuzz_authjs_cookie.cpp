// Arbitrary Cookie headers, and arbitrary claims under the right key: nothing is believed that was
// not encrypted, and what is read has not expired.
#include "crypto/key_derivation.h"
#include "daemun/auth/session/authjs_cookie.h"
#include "jose/claims.h"
#include "jose/jwe.h"
#include "jose/thumbprint.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace daemun::auth;

const daemun::TimePoint now = daemun::from_unix_seconds(1'800'000'000);

const AuthjsCookie& authjs() {
  static const AuthjsCookie cookie(
      {.secrets = {daemun::Secret("secret"), daemun::Secret("old")}, .scheme = Scheme::http}
  );
  return cookie;
}

// As whoever has the key could, which is how the claims behind it are reached.
std::string encrypt(std::string_view plaintext) {
  static const std::string name = "authjs.session-token";
  static const daemun::Secret key(daemun::crypto::derive_salted_key(
      daemun::Secret("old"), name, "Auth.js Generated Encryption Key (" + name + ")", 64
  ));
  daemun::crypto::FakeRandom random(1);
  return daemun::jose::encrypt_jwe(key, daemun::jose::thumbprint(key), plaintext, random);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (authjs().read(parse_cookies({{"Cookie", text}}), now)) std::abort();
  const auto claims = authjs().read({{"authjs.session-token", encrypt(text)}}, now);
  if (!claims) return 0;
  // A cookie that was read can be written and read again, unless it is too long for a browser.
  const daemun::jose::Claims read(*claims);
  if (!read.exp() || *read.exp() + daemun::Seconds(15) <= now) std::abort();
  if (daemun::json::serialize(*claims).size() > 10'000) return 0;
  daemun::crypto::FakeRandom random(2);
  Cookies again;
  for (const auto& cookie : authjs().write(*claims, {}, {now, random}))
    again.emplace_back(cookie.name, cookie.value);
  if (!authjs().read(again, now)) std::abort();
  return 0;
}
