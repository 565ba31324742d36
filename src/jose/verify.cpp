#include "jose/verify.h"

#include "base/encoding.h"
#include "base/text.h"
#include "jose/parts.h"

#include <algorithm>
#include <array>

namespace daemun::jose {

namespace {

using Code = JoseError::Code;

JoseError refuse(Code code, std::string_view description) {
  return {code, std::string(description)};
}

Result<json::object, JoseError> parse_part(std::string_view part) {
  auto object = parse_token_part(part);
  if (object) return *std::move(object);
  if (object.error() == PartError::bad_base64) {
    return refuse(Code::bad_base64, "a part of the token is not base64url");
  }
  return refuse(Code::bad_json, "a part of the token is not a JSON object");
}

Result<crypto::SignatureAlgorithm, JoseError> check_parameters(
    const json::object& header, const Expectations& expected
) {
  const auto alg = find_string(header, "alg");
  if (!alg) return refuse(Code::alg_missing, "the token names no algorithm");
  // "none" and the HMACs are not among the algorithms: there is nothing to forbid.
  const auto algorithm = crypto::parse_signature_algorithm(*alg);
  const auto& allowed = expected.algorithms;
  const bool is_allowed =
      algorithm &&
      (allowed.empty() || std::find(allowed.begin(), allowed.end(), *algorithm) != allowed.end());
  if (!is_allowed) return refuse(Code::alg_not_allowed, "the token's algorithm is not allowed");
  // RFC 7515 4.1.11: no extension is understood here, so none may be critical.
  if (header.contains("crit")) {
    return refuse(Code::crit_not_understood, "the token demands an unknown extension");
  }
  // RFC 7797 and RFC 7516 4.1.3: both change what is signed or read.
  if (header.contains("b64") || header.contains("zip")) {
    return refuse(Code::parameter_not_allowed, "the token is encoded in a way that is not allowed");
  }
  return *algorithm;
}

// RFC 7515 4.1.9: a media type, compared without case, "application/" left out or not.
bool has_type(const json::object& header, const Expectations& expected) {
  const TokenType type = expected.type;
  const bool may_be_untyped = type == TokenType::id_token || expected.typing == Typing::optional;
  const auto* typ = header.if_contains("typ");
  if (typ == nullptr) return may_be_untyped;
  if (!typ->is_string()) return false;
  std::string name = to_lower_ascii(std::string_view(typ->get_string()));
  constexpr std::string_view prefix = "application/";
  if (name.starts_with(prefix)) name.erase(0, prefix.size());
  return (may_be_untyped && name == "jwt") || (type != TokenType::id_token && name == to_typ(type));
}

Result<const VerificationKey*, JoseError> choose_key(
    const json::object& header, crypto::SignatureAlgorithm alg, const KeySet& keys
) {
  const VerificationKey* key = nullptr;
  if (header.contains("kid")) {
    const auto kid = find_string(header, "kid");
    key = kid ? keys.find(*kid, alg) : nullptr;
    if (key == nullptr && kid && keys.has_kid(*kid)) {
      return refuse(Code::alg_not_allowed, "the token's algorithm is not that of its key");
    }
  } else {
    key = keys.find_only(alg);
  }
  if (key == nullptr) return refuse(Code::unknown_key, "the token's key is unknown");
  return key;
}

Result<void, JoseError> check_signature(
    const Parts& parts, const VerificationKey& key, TokenType type
) {
  const auto signature = parse_base64url(parts.signature);
  if (!signature) return refuse(Code::bad_base64, "a part of the token is not base64url");
  // An access token comes with every request, any other token once.
  const bool is_genuine = type == TokenType::access_token
                              ? key.key.verify_repeated(parts.signed_text, *signature)
                              : key.key.verify(parts.signed_text, *signature);
  if (!is_genuine) {
    return refuse(Code::bad_signature, "the token's signature is wrong");
  }
  return {};
}

struct NamedCheck {
  std::string_view name;
  bool is_required;
  bool is_well_formed;
};

Result<void, JoseError> check_shape(const Claims& claims, const Expectations& expected) {
  const bool needs_audience = expected.audience.value().has_value();
  const bool needs_subject = expected.type != TokenType::logout_token;
  const std::array<NamedCheck, 6> checks{{
      {"iss", true, claims.iss().has_value()},
      {"iat", true, claims.iat().has_value()},
      {"aud", needs_audience, !claims.aud().empty()},
      {"exp", expected.expiry == Expiry::required, claims.exp().has_value()},
      {"nbf", false, claims.nbf().has_value()},
      {"sub", needs_subject, claims.sub().has_value() && !claims.sub()->empty()},
  }};
  for (const auto& check : checks) {
    if (check.is_required && !claims.has(check.name)) {
      return refuse(Code::missing_claim, std::string(check.name) + " is missing");
    }
  }
  for (const auto& check : checks) {
    if (claims.has(check.name) && !check.is_well_formed) {
      return refuse(Code::bad_claim, std::string(check.name) + " is malformed");
    }
  }
  return {};
}

Result<void, JoseError> check_parties(const Claims& claims, const Expectations& expected) {
  // An issuer that was not configured equals no token's.
  if (expected.issuer.empty() || claims.iss() != expected.issuer) {
    return refuse(Code::wrong_issuer, "the token has another issuer");
  }
  const auto& audience = expected.audience.value();
  if (audience && (audience->empty() || !contains(claims.aud(), *audience))) {
    return refuse(Code::wrong_audience, "the token is for another audience");
  }
  return {};
}

Result<void, JoseError> check_times(
    const Claims& claims, const Expectations& expected, TimePoint now
) {
  // RFC 7519 4.1.4: on or after exp the token is not accepted.
  if (expected.expiry == Expiry::required && now >= *claims.exp() + expected.leeway) {
    return refuse(Code::expired, "the token has expired");
  }
  if (claims.nbf() && now < *claims.nbf() - expected.leeway) {
    return refuse(Code::not_yet_valid, "the token is not valid yet");
  }
  if (now < *claims.iat() - expected.leeway) {
    return refuse(Code::issued_in_future, "the token was issued in the future");
  }
  return {};
}

}  // namespace

std::string_view to_string(JoseError::Code code) {
  constexpr std::array<std::string_view, 20> names{
      "too_large",
      "not_three_parts",
      "not_five_parts",
      "bad_base64",
      "bad_json",
      "alg_missing",
      "alg_not_allowed",
      "crit_not_understood",
      "parameter_not_allowed",
      "wrong_type",
      "unknown_key",
      "bad_signature",
      "not_decrypted",
      "missing_claim",
      "bad_claim",
      "wrong_issuer",
      "wrong_audience",
      "expired",
      "not_yet_valid",
      "issued_in_future",
  };
  return names[static_cast<std::size_t>(code)];
}

Result<Claims, JoseError> verify(
    std::string_view token, const KeySet& keys, const Expectations& expectations, TimePoint now
) {
  if (token.size() > max_token_size) return refuse(Code::too_large, "the token is too large");
  const auto parts = split_token(token);
  if (!parts) return refuse(Code::not_three_parts, "the token does not have three parts");

  const auto header = parse_part(parts->header);
  if (!header) return header.error();
  const auto algorithm = check_parameters(*header, expectations);
  if (!algorithm) return algorithm.error();
  if (!has_type(*header, expectations)) {
    return refuse(Code::wrong_type, "the token is of another type");
  }
  const auto key = choose_key(*header, *algorithm, keys);
  if (!key) return key.error();
  const auto genuine = check_signature(*parts, **key, expectations.type);
  if (!genuine) return genuine.error();

  auto payload = parse_part(parts->payload);
  if (!payload) return std::move(payload).error();
  Claims claims(*std::move(payload));
  const auto well_formed = check_shape(claims, expectations);
  if (!well_formed) return well_formed.error();
  const auto for_us = check_parties(claims, expectations);
  if (!for_us) return for_us.error();
  const auto in_time = check_times(claims, expectations, now);
  if (!in_time) return in_time.error();
  return claims;
}

}  // namespace daemun::jose
