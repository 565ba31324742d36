#include "jose/jwk.h"

#include "base/encoding.h"
#include "base/text.h"
#include "jose/thumbprint.h"

#include <array>
#include <utility>

namespace daemun::jose {

namespace {

JwkError refuse(JwkError::Code code, std::string description) {
  return {code, std::move(description)};
}

Result<std::string, JwkError> parse_number(const json::object& jwk, std::string_view name) {
  const auto text = find_string(jwk, name);
  if (!text) return refuse(JwkError::Code::missing_member, std::string(name) + " is missing");
  auto bytes = parse_base64url(*text);
  if (!bytes) return refuse(JwkError::Code::bad_base64, std::string(name) + " is not base64url");
  return *std::move(bytes);
}

JwkError to_jwk_error(const crypto::KeyError& error) {
  return refuse(JwkError::Code::bad_key, error.description);
}

Result<crypto::PublicKey, JwkError> parse_ec(const json::object& jwk) {
  const auto crv = find_string(jwk, "crv");
  if (!crv) return refuse(JwkError::Code::missing_member, "crv is missing");
  if (*crv != "P-256" && *crv != "P-384") {
    return refuse(JwkError::Code::unsupported_curve, "crv is neither P-256 nor P-384");
  }
  const auto x = parse_number(jwk, "x");
  if (!x) return x.error();
  const auto y = parse_number(jwk, "y");
  if (!y) return y.error();
  auto key = crypto::PublicKey::from_ec(*crv, *x, *y);
  if (!key) return to_jwk_error(key.error());
  return *std::move(key);
}

Result<crypto::PublicKey, JwkError> parse_rsa(const json::object& jwk) {
  const auto n = parse_number(jwk, "n");
  if (!n) return n.error();
  const auto e = parse_number(jwk, "e");
  if (!e) return e.error();
  auto key = crypto::PublicKey::from_rsa(*n, *e);
  if (!key) return to_jwk_error(key.error());
  return *std::move(key);
}

// RFC 7517 4.2 and 4.3.
bool is_for_signatures(const json::object& jwk) {
  if (jwk.contains("use") && find_string(jwk, "use") != "sig") return false;
  return !jwk.contains("key_ops") || contains(find_strings(jwk, "key_ops"), "verify");
}

}  // namespace

std::string_view to_string(JwkError::Code code) {
  constexpr std::array<std::string_view, 7> names{
      "missing_member",
      "bad_base64",
      "unsupported_type",
      "unsupported_curve",
      "not_for_signatures",
      "wrong_algorithm",
      "bad_key",
  };
  return names[static_cast<std::size_t>(code)];
}

Jwk to_jwk(const crypto::PublicKey& key, crypto::SignatureAlgorithm algorithm) {
  const auto& parts = key.components();
  return {
      .kid = thumbprint(key),
      .kty = parts.kty,
      .alg = std::string(crypto::to_string(algorithm)),
      .use = "sig",
      .crv = parts.crv,
      .x = to_base64url(parts.x),
      .y = to_base64url(parts.y),
      .n = to_base64url(parts.n),
      .e = to_base64url(parts.e),
  };
}

json::object to_json(const Jwk& jwk) {
  json::object object{{"kty", jwk.kty}, {"use", jwk.use}, {"kid", jwk.kid}, {"alg", jwk.alg}};
  if (jwk.kty == "EC") {
    object.insert({{"crv", jwk.crv}, {"x", jwk.x}, {"y", jwk.y}});
  } else {
    object.insert({{"e", jwk.e}, {"n", jwk.n}});
  }
  return object;
}

Result<crypto::PublicKey, JwkError> parse_jwk(const json::object& jwk) {
  const auto kty = find_string(jwk, "kty");
  if (!kty) return refuse(JwkError::Code::missing_member, "kty is missing");
  if (*kty != "EC" && *kty != "RSA") {
    return refuse(JwkError::Code::unsupported_type, "kty is neither EC nor RSA");
  }
  if (!is_for_signatures(jwk)) {
    return refuse(JwkError::Code::not_for_signatures, "the key is not for signatures");
  }
  auto key = *kty == "EC" ? parse_ec(jwk) : parse_rsa(jwk);
  if (!key) return key;
  if (jwk.contains("alg") && find_string(jwk, "alg") != crypto::to_string(key->algorithm())) {
    return refuse(JwkError::Code::wrong_algorithm, "alg does not fit the key");
  }
  return key;
}

}  // namespace daemun::jose
