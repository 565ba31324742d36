#include "daemun/auth/id_token.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "jose/unverified.h"

#include <algorithm>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;
using crypto::SignatureAlgorithm;

constexpr Seconds default_leeway{30};

// OpenID Connect Core 3.1.3.6: the left half of the hash that the token's algorithm uses.
std::string to_token_hash(SignatureAlgorithm alg, std::string_view token) {
  const auto algorithm = alg == SignatureAlgorithm::es384 ? crypto::DigestAlgorithm::sha384
                                                          : crypto::DigestAlgorithm::sha256;
  const std::string hash = crypto::digest(algorithm, token);
  return to_base64url(std::string_view(hash).substr(0, hash.size() / 2));
}

// True when the claim is absent, or nothing is there to compare it with.
bool is_hash_right(
    const jose::Claims& claims, std::string_view name, SignatureAlgorithm alg, const Secret& value
) {
  if (value.empty() || !claims.has(name)) return true;
  const auto hash = find_string(claims.members(), name);
  return hash && equals_in_constant_time(*hash, to_token_hash(alg, value.reveal()));
}

std::optional<std::string_view> find_azp(const jose::Claims& claims) {
  return find_string(claims.members(), "azp");
}

Result<void, AuthError> check_parties(
    const jose::Claims& claims, const std::string& client_id, const IdTokenRules& rules
) {
  const auto audiences = claims.aud();
  for (const std::string& audience : audiences) {
    if (audience != client_id && !contains(rules.trusted_audiences, audience)) {
      return refuse(Code::untrusted_audience, "the ID token is also issued for another audience");
    }
  }
  const bool needs_azp = audiences.size() > 1 || claims.has("azp");
  if (needs_azp && find_azp(claims) != client_id) {
    return refuse(Code::wrong_authorized_party, "the ID token was issued to another client");
  }
  return {};
}

Result<void, AuthError> check_nonce(const jose::Claims& claims, const std::string& sent) {
  if (sent.empty()) {
    if (!claims.has("nonce")) return {};
    return refuse(Code::unexpected_nonce, "the ID token answers another request");
  }
  if (!claims.has("nonce")) return refuse(Code::missing_nonce, "the ID token has no nonce");
  const auto nonce = claims.nonce();
  if (!nonce || !equals_in_constant_time(*nonce, sent)) {
    return refuse(Code::wrong_nonce, "the ID token's nonce is another than was sent");
  }
  return {};
}

// NumericDate by the rules of exp: no such getter for auth_time.
std::optional<TimePoint> find_auth_time(const jose::Claims& claims) {
  const auto* value = claims.members().if_contains("auth_time");
  if (value == nullptr) return std::nullopt;
  return jose::Claims(json::object{{"exp", *value}}).exp();
}

Result<void, AuthError> check_auth_time(
    const jose::Claims& claims, const IdTokenRules& rules, TimePoint now
) {
  const auto auth_time = find_auth_time(claims);
  if (claims.has("auth_time") && !auth_time) {
    return refuse(Code::missing_auth_time, "the ID token's auth_time is malformed");
  }
  if (!rules.max_age) return {};
  if (!auth_time) return refuse(Code::missing_auth_time, "the ID token has no auth_time");
  if (now > *auth_time + *rules.max_age + rules.leeway) {
    return refuse(Code::authentication_too_old, "the user signed in too long ago");
  }
  if (now < *auth_time - rules.leeway) {
    return refuse(Code::authentication_too_old, "the user signed in in the future");
  }
  return {};
}

Result<jose::Claims, AuthError> verify_for_client(
    std::string_view token,
    const jose::KeySet& keys,
    const Registration& registration,
    Seconds leeway,
    TimePoint now
) {
  const Provider& provider = registration.provider;
  jose::Expectations expectations{
      .issuer = provider.metadata.issuer,
      .audience = registration.client.client_id,
      .type = jose::TokenType::id_token,
      .leeway = leeway,
      .algorithms = provider.metadata.id_token_algorithms,
  };
  // An empty list would stand for all algorithms.
  if (expectations.algorithms.empty()) {
    return refuse(Code::not_supported, "the provider signs no ID tokens");
  }
  return verify_token(token, keys, provider, std::move(expectations), now);
}

IdToken to_id_token(jose::Claims claims) {
  IdToken id_token{
      .issuer = std::string(claims.iss().value_or("")),
      .subject = std::string(claims.sub().value_or("")),
      .session_id = std::string(claims.sid().value_or("")),
      .auth_time = find_auth_time(claims),
      .issued_at = claims.iat().value_or(TimePoint()),
      .expires_at = claims.exp().value_or(TimePoint()),
  };
  id_token.claims = std::move(claims);
  return id_token;
}

bool has_same_claim(const IdToken& left, const IdToken& right, std::string_view name) {
  const auto* one = left.claims.members().if_contains(name);
  const auto* other = right.claims.members().if_contains(name);
  if (one == nullptr || other == nullptr) return one == other;
  return *one == *other;
}

std::vector<std::string> sorted_audiences(const IdToken& token) {
  auto audiences = token.claims.aud();
  std::sort(audiences.begin(), audiences.end());
  return audiences;
}

Result<void, AuthError> check_unchanged(const IdToken& token, const IdToken& previous) {
  if (token.issuer != previous.issuer || token.subject != previous.subject) {
    return refuse(Code::wrong_subject, "the refreshed ID token is another user's");
  }
  // 12.2: iat is the time of the refresh. The provider's clocks may differ among themselves.
  if (token.issued_at + default_leeway < previous.issued_at) {
    return refuse(Code::changed_authentication, "the refreshed ID token is an old one");
  }
  const bool is_same = (!token.auth_time || token.auth_time == previous.auth_time) &&
                       sorted_audiences(token) == sorted_audiences(previous) &&
                       has_same_claim(token, previous, "azp");
  if (!is_same) {
    return refuse(Code::changed_authentication, "the refreshed ID token is of another sign-in");
  }
  if (token.claims.has("nonce") && !has_same_claim(token, previous, "nonce")) {
    return refuse(Code::wrong_nonce, "the refreshed ID token's nonce is another");
  }
  return {};
}

}  // namespace

IdTokenRules make_id_token_rules(const ReceivedCode& received, const TokenSet& tokens) {
  return {
      .nonce = received.pending.nonce,
      .max_age = received.pending.max_age,
      .access_token = tokens.access_token,
      .code = received.code,
  };
}

Result<IdToken, AuthError> verify_id_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Registration& registration,
    const IdTokenRules& rules,
    TimePoint now
) {
  auto claims = verify_for_client(token, keys, registration, rules.leeway, now);
  if (!claims) return claims.error();
  const auto parties = check_parties(*claims, registration.client.client_id, rules);
  if (!parties) return parties.error();
  const auto nonce = check_nonce(*claims, rules.nonce);
  if (!nonce) return nonce.error();
  const auto auth_time = check_auth_time(*claims, rules, now);
  if (!auth_time) return auth_time.error();
  // The header of a token that has been verified.
  const auto alg = jose::find_algorithm(token).value_or(SignatureAlgorithm::es256);
  if (!is_hash_right(*claims, "at_hash", alg, rules.access_token)) {
    return refuse(Code::wrong_access_token_hash, "the access token is not the ID token's");
  }
  if (!is_hash_right(*claims, "c_hash", alg, rules.code)) {
    return refuse(Code::wrong_code_hash, "the code is not the ID token's");
  }
  return to_id_token(*std::move(claims));
}

std::optional<IdToken> restore_id_token(std::string_view token) {
  auto claims = jose::find_unverified_claims(token);
  if (!claims) return std::nullopt;
  return to_id_token(*std::move(claims));
}

Result<IdToken, AuthError> verify_refreshed_id_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Registration& registration,
    const IdToken& previous,
    TimePoint now
) {
  auto claims = verify_for_client(token, keys, registration, default_leeway, now);
  if (!claims) return claims.error();
  IdToken id_token = to_id_token(*std::move(claims));
  const auto unchanged = check_unchanged(id_token, previous);
  if (!unchanged) return unchanged.error();
  return id_token;
}

}  // namespace daemun::auth
