// The user's return with a code (RFC 6749 4.1.2, OpenID Connect Core 3.1.2.5), in the query or as a
// form (OAuth 2.0 Form Post Response Mode).
#ifndef DAEMUN_AUTH_CALLBACK_H
#define DAEMUN_AUTH_CALLBACK_H

#include "base/form.h"
#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/pending.h"

namespace daemun::auth {

// Of GET the query, of POST the form. Errors: malformed_request.
Result<Form, AuthError> parse_callback(const Request& request);

// A code together with the record that it answers. For one token request.
struct ReceivedCode {
  Secret code{};
  PendingAuthorization pending{};
};

// The record must have left its store before (take, then read), so that the same callback finds
// none a second time. It is used up, whatever comes out. In this order:
//   wrong_provider         the record is another registration's (RFC 9700 4.4: mix-up)
//   expired_authorization  the record is older than pending_lifetime, or from the future
//   duplicate_parameter    RFC 6749 3.1
//   missing_state, wrong_state
//                          RFC 6749 10.12, compared in constant time
//   missing_issuer, wrong_issuer
//                          RFC 9207 2.4: required when the provider says that it sends it; compared
//                          whenever it is there; before `error`, which anybody could have sent
//   refused_by_provider, bad_member
//                          `error` (RFC 6749 4.1.2.1)
//   missing_code
Result<ReceivedCode, AuthError> read_callback(
    const Form& fields,
    PendingAuthorization pending,
    const Registration& registration,
    TimePoint now
);

}  // namespace daemun::auth

#endif
