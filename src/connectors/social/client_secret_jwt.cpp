#include "connectors/social/client_secret_jwt.h"

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/hmac.h"

#include <string>
#include <utility>

namespace daemun::connectors {
namespace {

constexpr Seconds lifetime{60};

std::string sign(HmacAlgorithm algorithm, const std::string& secret, const std::string& text) {
  if (algorithm == HmacAlgorithm::hs384) return crypto::hmac_sha384(secret, text);
  if (algorithm == HmacAlgorithm::hs512) return crypto::hmac_sha512(secret, text);
  return crypto::hmac_sha256(secret, text);
}

std::string_view to_string(HmacAlgorithm algorithm) {
  if (algorithm == HmacAlgorithm::hs384) return "HS384";
  return algorithm == HmacAlgorithm::hs512 ? "HS512" : "HS256";
}

}  // namespace

void add_client_secret_jwt(Form& form, const SocialService& service, const Attempt& attempt) {
  const auto& [algorithm, secret] = *service.secret_jwt;
  const auto now = to_unix_seconds(attempt.now);
  const auto& client_id = service.registration.client.client_id;
  JsonWriter header;
  header.add("alg", to_string(algorithm)).add("typ", "JWT");
  JsonWriter claims;
  claims.add("iss", client_id)
      .add("sub", client_id)
      .add("aud", service.registration.provider.metadata.token_endpoint)
      .add("jti", crypto::random_token(attempt.random))
      .add("iat", now)
      .add("exp", now + lifetime.count());
  const auto text =
      to_base64url(std::move(header).take()) + "." + to_base64url(std::move(claims).take());
  form.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  form.add("client_assertion", text + "." + to_base64url(sign(algorithm, secret.reveal(), text)));
}

}  // namespace daemun::connectors
