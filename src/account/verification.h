// Verification records: the step-up of a call, and the proofs that a call names in its body.
#ifndef DAEMUN_ACCOUNT_VERIFICATION_H
#define DAEMUN_ACCOUNT_VERIFICATION_H

#include "domain/account_verification.h"
#include "http/request.h"
#include "storage/account_verification_store.h"

#include <optional>
#include <string>
#include <string_view>

#include "account/caller.h"
#include "account/dependencies.h"
#include "api/described.h"
#include "api/request_error.h"

namespace daemun::account {

// Kinds of guesses, apart from those of sign-ins, which strangers can use up: only holders of a
// token of the account guess here.
inline constexpr std::string_view account_password_guess = "AccountPassword";
inline constexpr std::string_view account_code_guess = "AccountCode";

// The member that holds the address that a code was sent to, in canonical form.
inline constexpr std::string_view proven_value = "value";

// A new record of the caller's, not verified yet, with an id and ten minutes to live.
AccountVerification make_verification(
    const Dependencies& dependencies, const Caller& caller, std::string_view kind
);

storage::AccountVerificationStore verifications_of(const Dependencies& dependencies);

// Whether the record may be used for what it was made for: of this user at this application, in
// time, and made while the account had the password that it has now. A stolen or lent token of
// another application gains nothing by it.
bool is_current(const AccountVerification& verification, const Caller& caller, TimePoint now);

// What a record proves of who the caller is: Logto's rule, that it is a verified password, or a
// code for UserPermissionValidation, here to an address that is still the account's. Nothing: it
// does not count.
std::optional<storage::ProvenAccount> decide_step_up(
    const AccountVerification& verification, const Caller& caller, TimePoint now
);

// Of the header logto-verification-id. Never an error by itself. `request` and `caller` outlive the
// task.
Task<std::optional<storage::ProvenAccount>> load_step_up(
    const Dependencies* dependencies, const http::Request* request, const Caller* caller
);

// For what a step-up is used up by. One row; none when the record of that header has been used.
storage::Statement use_step_up(
    const Dependencies& dependencies, const http::Request& request, const Caller& caller
);

// The record that a body names, verified or not. Errors: 400 verification_record.not_found, for the
// record of another user, application or kind as well, and for one that has ended.
struct NamedVerification {
  std::string id{};
  std::string_view kind{};  // of verification_kind
};
Task<api::Outcome<AccountVerification>> require_verification(
    const Dependencies* dependencies, const Caller* caller, NamedVerification named
);
// The same for one that has proven something for that purpose ("" for kinds without one). Whoever
// uses it up removes it in the plan of its use.
Task<api::Outcome<AccountVerification>> require_verified(
    const Dependencies* dependencies,
    const Caller* caller,
    NamedVerification named,
    std::string_view purpose
);

// Replies of the Verification API.
struct VerificationId {
  std::string verification_record_id{};
};
BOOST_DESCRIBE_STRUCT(VerificationId, (), (verification_record_id))

struct NewVerification : VerificationId {
  std::string expires_at{};  // "2026-11-29T20:53:00.000Z"
};
BOOST_DESCRIBE_STRUCT(NewVerification, (VerificationId), (expires_at))

NewVerification to_reply(const AccountVerification& verification);

}  // namespace daemun::account

#endif
