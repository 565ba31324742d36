// Asking the provider what an opaque token is worth (RFC 7662).
#ifndef DAEMUN_AUTH_INTROSPECTION_H
#define DAEMUN_AUTH_INTROSPECTION_H

#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

// RFC 7662 2.1. The hint is "access_token" or "refresh_token" or empty. Errors: not_supported.
Result<Request, AuthError> make_introspection_request(
    const Registration& registration,
    const Secret& token,
    std::string_view token_type_hint,
    const Surroundings& surroundings
);

struct IntrospectedToken {
  // When false, nothing else is known.
  bool is_active = false;
  std::string subject{};
  std::string client_id{};
  std::vector<std::string> scopes{};
  std::vector<std::string> audience{};
  std::optional<TimePoint> expires_at{};
  json::object members{};
};

// RFC 7662 2.2. A token whose exp is past is not active, whatever `active` says. Errors: those of a
// JSON answer, missing_member, bad_member, wrong_issuer when `iss` is there and another's.
Result<IntrospectedToken, AuthError> read_introspection_response(
    const Response& response, const Provider& provider, TimePoint now
);

}  // namespace daemun::auth

#endif
