// Decides whether a token is what it claims to be (RFC 7515 5.2, RFC 7519 7.2, RFC 8725). What the
// token's header says about keys (jku, jwk, x5u, x5c) is never looked at.
#ifndef DAEMUN_JOSE_VERIFY_H
#define DAEMUN_JOSE_VERIFY_H

#include "base/clock.h"
#include "base/result.h"
#include "jose/claims.h"
#include "jose/jwks.h"
#include "jose/jwt.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::jose {

inline constexpr std::size_t max_token_size = 16 * 1024;

// Whom the token must be for. There is no default: not checking it is a decision to write down.
class Audience {
 public:
  Audience(std::string value) : value_(std::move(value)) {}
  Audience(const char* value) : value_(value) {}
  static Audience not_checked() { return Audience(); }

  const std::optional<std::string>& value() const { return value_; }

 private:
  Audience() = default;

  std::optional<std::string> value_;
};

// `ignored` is for id_token_hint (OpenID Connect RP-Initiated Logout 2).
enum class Expiry { required, ignored };

// Whether a token must name its type. `optional` is for issuers that know nothing of RFC 8725 3.11:
// the caller must then tell the kinds of tokens apart by their claims.
enum class Typing { required, optional };

// Machines that share a tenant do not share a clock, and a clock may be set back (RFC 7519 4.1.4:
// "usually no more than a few minutes").
inline constexpr Seconds default_leeway{60};

struct Expectations {
  std::string issuer;
  Audience audience;
  TokenType type = TokenType::id_token;
  Seconds leeway = default_leeway;
  Expiry expiry = Expiry::required;
  // ID tokens have none to name.
  Typing typing = Typing::required;
  // Those that the issuer is known to sign with (RFC 8725 3.1); all that a key may have when empty.
  std::vector<crypto::SignatureAlgorithm> algorithms{};
};

struct JoseError {
  enum class Code {
    too_large,
    not_three_parts,
    not_five_parts,  // of an encrypted one
    bad_base64,
    bad_json,
    alg_missing,
    alg_not_allowed,
    crit_not_understood,
    parameter_not_allowed,
    wrong_type,
    unknown_key,
    bad_signature,
    not_decrypted,
    missing_claim,
    bad_claim,
    wrong_issuer,
    wrong_audience,
    expired,
    not_yet_valid,
    issued_in_future
  };
  Code code = Code::bad_signature;
  // Plain ASCII; holds nothing of the token.
  std::string description;
};

// The enumerator's name, for the log.
std::string_view to_string(JoseError::Code code);

// Checks in the order of JoseError::Code, and no claim before the signature. Claims that must be
// there: iss, iat, aud unless it is not checked, exp unless it is ignored, and sub except in a
// logout token. An ID token may have typ "JWT"; the other types must have their own.
Result<Claims, JoseError> verify(
    std::string_view token, const KeySet& keys, const Expectations& expectations, TimePoint now
);

}  // namespace daemun::jose

#endif
