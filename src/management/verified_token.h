// An access token of one of the issuers that the Management API trusts, for any audience.
#ifndef DAEMUN_MANAGEMENT_VERIFIED_TOKEN_H
#define DAEMUN_MANAGEMENT_VERIFIED_TOKEN_H

#include "base/task.h"
#include "jose/claims.h"
#include "management/dependencies.h"

#include <string>

#include "api/request_error.h"

namespace daemun::management {

struct VerifiedToken {
  jose::Claims claims;
  TenantId tenant;  // whose user or machine it is about
};

// A person whose account is suspended or gone, or who has signed out, is refused as well (401
// auth.unauthorized), whatever the token says.
Task<api::Outcome<VerifiedToken>> verify_token(
    const Dependencies* dependencies, std::string token, std::string audience
);

}  // namespace daemun::management

#endif
