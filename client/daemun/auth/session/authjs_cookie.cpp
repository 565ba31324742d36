#include "daemun/auth/session/authjs_cookie.h"

#include "crypto/key_derivation.h"
#include "crypto/random.h"
#include "jose/claims.h"
#include "jose/jwe.h"
#include "jose/thumbprint.h"

#include <stdexcept>
#include <utility>

namespace daemun::auth {

namespace {

using JoseCode = jose::JoseError::Code;

// The pieces into which Auth.js cuts a long value, and more pieces than a text of
// jose::max_token_size has.
constexpr std::size_t chunk_size = 3'936;
constexpr std::size_t max_chunks = 5;
constexpr Seconds clock_tolerance{15};
constexpr JsonLimits limits{.max_bytes = jose::max_token_size, .max_depth = 32};

AuthError refuse(JoseCode code, std::string_view description) {
  return auth::refuse(jose::JoseError{code, std::string(description)});
}

std::string to_cookie_name(const AuthjsSettings& settings) {
  if (!settings.cookie_name.empty()) return settings.cookie_name;
  const std::string_view prefix = settings.scheme == Scheme::https ? "__Secure-" : "";
  return std::string(prefix) + "authjs.session-token";
}

Result<void, AuthError> check_times(const jose::Claims& claims, TimePoint now) {
  if (!claims.has("exp")) return refuse(JoseCode::missing_claim, "exp is missing");
  const auto exp = claims.exp();
  const auto nbf = claims.nbf();
  if (!exp || (claims.has("nbf") && !nbf)) {
    return refuse(JoseCode::bad_claim, "a time of the session is malformed");
  }
  if (now >= *exp + clock_tolerance) return refuse(JoseCode::expired, "the session has expired");
  if (nbf && now < *nbf - clock_tolerance) {
    return refuse(JoseCode::not_yet_valid, "the session is not valid yet");
  }
  return {};
}

}  // namespace

AuthjsCookie::AuthjsCookie(const AuthjsSettings& settings)
    : name_(to_cookie_name(settings)), scheme_(settings.scheme), max_age_(settings.max_age) {
  if (settings.secrets.empty()) throw std::invalid_argument("Auth.js's cookie needs a secret");
  const std::string info = "Auth.js Generated Encryption Key (" + name_ + ")";
  for (const Secret& secret : settings.secrets) {
    if (secret.empty()) throw std::invalid_argument("a secret of Auth.js's cookie is empty");
    Key key;
    key.secret = Secret(crypto::derive_salted_key(secret, name_, info, crypto::cbc_hmac_key_size));
    key.kid = jose::thumbprint(key.secret);
    keys_.push_back(std::move(key));
  }
}

Result<std::string, AuthError> AuthjsCookie::decrypt(const std::string& text) const {
  const auto jwe = jose::parse_jwe(text);
  if (!jwe) return auth::refuse(jwe.error());
  auto refusal = refuse(JoseCode::unknown_key, "the session was made with another secret");
  for (const Key& key : keys_) {
    if (jwe->kid && *jwe->kid != key.kid) continue;
    auto plaintext = jose::decrypt(*jwe, key.secret);
    if (plaintext) return *std::move(plaintext);
    refusal = auth::refuse(plaintext.error());
  }
  return refusal;
}

Result<json::object, AuthError> AuthjsCookie::read(const Cookies& cookies, TimePoint now) const {
  const auto text = find_chunked_cookie(cookies, name_, max_chunks);
  if (!text || text->empty()) {
    return auth::refuse(AuthError::Code::missing_member, "there is no session cookie");
  }
  const auto plaintext = decrypt(*text);
  if (!plaintext) return plaintext.error();
  auto members = parse_json_object(*plaintext, limits);
  if (!members) return refuse(JoseCode::bad_json, "the session is not a JSON object");
  const jose::Claims claims(*std::move(members));
  const auto in_time = check_times(claims, now);
  if (!in_time) return in_time.error();
  return claims.members();
}

SetCookie AuthjsCookie::make_cookie() const {
  return {.name = name_, .scheme = scheme_};
}

std::vector<SetCookie> AuthjsCookie::write(
    json::object claims, const Cookies& present, const Surroundings& surroundings
) const {
  const auto issued_at = to_unix_seconds(surroundings.now);
  claims["iat"] = issued_at;
  claims["exp"] = issued_at + max_age_.count();
  claims["jti"] = crypto::random_token(surroundings.random);
  const Key& key = keys_.front();
  SetCookie cookie = make_cookie();
  cookie.value =
      jose::encrypt_jwe(key.secret, key.kid, json::serialize(claims), surroundings.random);
  // It could never be read again.
  if (cookie.value.size() > jose::max_token_size) {
    throw std::length_error("the claims are too large for Auth.js's cookie");
  }
  cookie.max_age = max_age_;
  return make_chunked_cookie(cookie, present, chunk_size);
}

std::vector<SetCookie> AuthjsCookie::remove(const Cookies& present) const {
  return make_chunked_cookie(make_cookie(), present, chunk_size);
}

}  // namespace daemun::auth
