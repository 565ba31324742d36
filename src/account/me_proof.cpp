#include "account/me_proof.h"

#include "crypto/random.h"

#include <utility>

#include "account/verification.h"

namespace daemun::account {

using api::RequestError;

std::string me_purpose(const Caller& caller) {
  return "me:" + caller.grant.value();
}

Task<api::Outcome<AccountVerification>> require_me_proof(
    const Dependencies* dependencies, const Call* call, std::string_view kind
) {
  const auto& caller = call->caller;
  const auto store = verifications_of(*dependencies);
  storage::AccountVerificationStore::Kind wanted{
      .kind = std::string(kind), .purpose = me_purpose(caller)};
  auto found = co_await store.find_newest(caller.user.id, std::move(wanted));
  if (!found) co_return RequestError{.code = "session.verification_session_not_found"};
  if (!found->verified_at || !is_current(*found, caller, dependencies->clock.now()))
    co_return RequestError{.code = "session.verification_failed", .status = 422};
  co_return *std::move(found);
}

Task<api::Outcome<std::optional<storage::ProvenAccount>>> require_me_step_up(
    const Dependencies* dependencies, const Call* call
) {
  using Proof = std::optional<storage::ProvenAccount>;
  const auto& caller = call->caller;
  if (!caller.has_password) {
    if (caller.has_just_signed_in) co_return Proof();
    co_return RequestError{.code = "verification_record.permission_denied", .status = 401};
  }
  const auto record = co_await require_me_proof(dependencies, call, verification_kind::password);
  if (!record) co_return record.error();
  co_return Proof(storage::ProvenAccount{.password_updated_at = record->password_updated_at});
}

Task<api::Outcome<std::string>> keep_for(
    const Dependencies* dependencies, AccountVerification record, std::string purpose
) {
  const auto store = verifications_of(*dependencies);
  storage::Plan plan;
  plan.add(store.remove(record.user_id, record.id));
  record.id = crypto::random_id(dependencies->random, record.id.size());
  record.purpose = std::move(purpose);
  plan.add(store.insert(record));
  const auto committed = co_await dependencies->database.commit(std::move(plan));
  if (!committed) co_return api::conflict();
  co_return std::move(record.id);
}

}  // namespace daemun::account
