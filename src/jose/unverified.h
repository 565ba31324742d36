// Claims of a token before anything is proven. A decision based on them must be
// confirmed by verify(), which reads the same bytes.
#ifndef DAEMUN_JOSE_UNVERIFIED_H
#define DAEMUN_JOSE_UNVERIFIED_H

#include "crypto/signing_key.h"
#include "jose/claims.h"

#include <optional>
#include <string_view>

namespace daemun::jose {

// The header's alg. Nothing for no token, and for an algorithm that is not known here.
std::optional<crypto::SignatureAlgorithm> find_algorithm(std::string_view token);

// Nothing for no token.
std::optional<Claims> find_unverified_claims(std::string_view token);

}  // namespace daemun::jose

#endif
