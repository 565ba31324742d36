// Access to the Management API: an access token for its audience with the scope `all`.
#ifndef DAEMUN_MANAGEMENT_ACCESS_H
#define DAEMUN_MANAGEMENT_ACCESS_H

#include "domain/token_id.h"
#include "http/request.h"
#include "jose/verify.h"
#include "management/dependencies.h"

#include <optional>
#include <string>
#include <string_view>

#include "api/bearer.h"
#include "api/request_error.h"

namespace daemun::management {

using api::parse_bearer;

// The subject of the token that a call came with.
struct Caller {
  std::string id{};
  std::optional<GrantId> grant{};  // behind the token
  enum class Kind { person, machine, operator_ } kind = Kind::machine;
};

// The subject of a verified token, if it holds the scope. Errors: 401 auth.jwt_sub_missing, 403
// auth.forbidden.
api::Outcome<std::string> decide_access(const jose::Claims& claims);

// 401 auth.unauthorized with the cause in the words of Logto's JOSE library, which its clients
// know.
api::RequestError unauthorized(jose::JoseError::Code code);

// All of it, with the keys of the trusted issuers. A person whose account is suspended or gone is
// refused as well (401 auth.unauthorized), whatever the token says.
Task<api::Outcome<Caller>> check_access(const Dependencies& dependencies, http::Request request);

}  // namespace daemun::management

#endif
