// What an administrator has proven through /me. A token presents no record: what counts is the
// newest one that was made with the same grant, so that a stolen token of another application gains
// nothing by it.
#ifndef DAEMUN_ACCOUNT_ME_PROOF_H
#define DAEMUN_ACCOUNT_ME_PROOF_H

#include "domain/account_verification.h"

#include <optional>
#include <string>
#include <string_view>

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

std::string me_purpose(const Caller& caller);

// Errors: 400 session.verification_session_not_found; 422 session.verification_failed for one that
// has ended. `call` outlives the task.
Task<api::Outcome<AccountVerification>> require_me_proof(
    const Dependencies* dependencies, const Call* call, std::string_view kind
);

// Before an identifier or the password changes: the password, as a proof that the plan requires. An
// account without one has just signed in; then there is nothing to require. Errors: as above, and
// 401 verification_record.permission_denied.
Task<api::Outcome<std::optional<storage::ProvenAccount>>> require_me_step_up(
    const Dependencies* dependencies, const Call* call
);

// Keeps a record that the Verification API has made for that purpose, under an id that was never
// sent: with the old one it can no longer be used. The new id. Errors: api::conflict(), when the
// record has been used.
Task<api::Outcome<std::string>> keep_for(
    const Dependencies* dependencies, AccountVerification record, std::string purpose
);

}  // namespace daemun::account

#endif
