// The registration of a passkey: /verifications/web-authn/registration. The passkey is kept in the
// record until it is added to the account (factors.cpp).
#include "experience/passkey_ceremony.h"
#include "experience/passkey_registration.h"
#include "experience/pending_mfa.h"
#include "storage/user_factor_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "account/change.h"
#include "account/new_passkey.h"
#include "account/nouns.h"
#include "account/verification.h"
#include "api/webauthn_bodies.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;

struct BegunRegistration : VerificationId {
  api::Raw<api::RegistrationOptions> registration_options{};
  std::string expires_at{};
};
BOOST_DESCRIBE_STRUCT(BegunRegistration, (VerificationId), (registration_options, expires_at))

struct RegistrationProof : VerificationId {
  api::Raw<api::RegistrationAnswer> payload{};
};
BOOST_DESCRIBE_STRUCT(RegistrationProof, (VerificationId), (payload))

class WebAuthn {
 public:
  explicit WebAuthn(const Dependencies& dependencies)
      : dependencies_(dependencies),
        records_(verifications_of(dependencies)),
        factors_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer begin(Call call) {
    const auto now = dependencies_.clock.now();
    const auto challenge = experience::make_passkey_challenge(dependencies_.random, now);
    auto record = make_verification(dependencies_, call.caller, verification_kind::web_authn);
    record.secret = Secret(challenge.bytes);
    experience::PasskeyOwner owner{.id = call.caller.user.id, .user = call.caller.user};
    owner.factors = co_await factors_.list(owner.id);
    const auto committed = co_await dependencies_.database.commit(records_.insert(record));
    if (!committed) co_return api::conflict();
    BegunRegistration shown;
    shown.verification_record_id = record.id;
    shown.registration_options.value =
        experience::make_registration_options(dependencies_, challenge, owner);
    shown.expires_at = to_iso_text(record.expires_at);
    co_return reply_of(std::move(shown));
  }

  // The first answer uses the challenge up, right or wrong.
  Answer verify(Call call, RegistrationProof body) {
    NamedVerification named{
        .id = body.verification_record_id, .kind = verification_kind::web_authn};
    auto record = co_await require_verification(&dependencies_, &call.caller, std::move(named));
    if (!record) co_return record.error();
    const auto now = dependencies_.clock.now();
    const auto ends_at = record->created_at + experience::challenge_lifetime;
    if (record->verified_at || !record->secret || ends_at <= now)
      co_return experience::no_challenge();
    experience::RegistrationAttempt attempt{
        .payload = body.payload.value.as_object(),
        .challenge = {.bytes = record->secret->reveal(), .expires_at = ends_at},
        .agent = experience::agent_of(call.request)};
    const auto center = co_await dependencies_.settings.find_account_center();
    attempt.origins = find_strings(*center, "webauthnRelatedOrigins");
    auto passkey = co_await experience::verify_new_passkey(&dependencies_, std::move(attempt));
    AccountChange change;
    if (!passkey) {
      change.plan.add(records_.remove(call.caller.user.id, record->id));
      const auto used = co_await dependencies_.database.commit(std::move(change.plan));
      if (!used) co_return experience::no_challenge();
      co_return experience::verification_failed();
    }
    record->verified_at = now;
    record->secret.reset();
    record->data = {{proven_passkey, experience::to_json(*passkey)}};
    change.plan.add(records_.verify(*record));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    VerificationId shown;
    shown.verification_record_id = record->id;
    co_return reply_of(std::move(shown));
  }

 private:
  const Dependencies& dependencies_;
  storage::AccountVerificationStore records_;
  storage::UserFactorStore factors_;
};

}  // namespace

Operations nouns::web_authn(const Dependencies& dependencies) {
  const auto noun = std::make_shared<WebAuthn>(dependencies);
  using http::Method;
  const std::string path = "/verifications/web-authn/registration";
  return {
      {.method = Method::post,
       .path = path,
       .summary = "Begin to register a passkey or security key",
       .checks = {first_party},
       .reply = shape_of<BegunRegistration>(),
       .handler = handled_by(noun, &WebAuthn::begin)},
      {.method = Method::post,
       .path = path + "/verify",
       .summary = "Verify a new passkey or security key",
       .checks = {first_party},
       .reply = shape_of<VerificationId>(),
       .audit_key = "Account.Verification.WebAuthn.Submit",
       .handler = handled_by(noun, &WebAuthn::verify)},
  };
}

}  // namespace daemun::account
