#include "experience/passkey_registration.h"

#include "base/text.h"
#include "experience/passkey_ceremony.h"
#include "storage/user_factor_store.h"

#include <utility>

#include "webauthn/options.h"
#include "webauthn/registration.h"

namespace daemun::experience {
namespace {

// What the browser's list of passkeys shows.
webauthn::RegistrationSubject to_subject(
    const User& user, const RelyingParty& party, const UserId& id
) {
  webauthn::RegistrationSubject subject{.user_handle = id.value(), .name = "", .display_name = ""};
  for (const auto* name : {&user.primary_email, &user.primary_phone, &user.username}) {
    if (*name && subject.name.empty()) subject.name = **name;
  }
  if (subject.name.empty()) subject.name = "Unnamed User";
  subject.display_name = user.name.value_or(subject.name) + party.label;
  subject.name += party.label;
  return subject;
}

Result<webauthn::Credential, webauthn::WebauthnError> verify_new(
    const RelyingParty& party, const RegistrationAttempt& attempt
) {
  const auto response = webauthn::parse_registration_response(attempt.payload);
  if (!response) return response.error();
  webauthn::RegistrationExpectations expected;
  expected.challenge = attempt.challenge.bytes;
  expected.origins = attempt.origins;
  expected.origins.push_back(party.origin);
  expected.rp_id = party.id;
  return webauthn::verify_registration(*response, expected);
}

}  // namespace

json::object make_registration_options(
    const Dependencies& dependencies, const PasskeyChallenge& challenge, const PasskeyOwner& owner
) {
  const auto party = relying_party_of(dependencies);
  return webauthn::to_registration_options(
      {.challenge = challenge.bytes,
       .rp_id = party.id,
       .rp_name = party.id + party.label,
       .user = to_subject(owner.user, party, owner.id),
       .excluded = to_descriptors(owner.factors, party)}
  );
}

Task<Result<Passkey, webauthn::WebauthnError>> verify_new_passkey(
    const Dependencies* dependencies, RegistrationAttempt attempt
) {
  const auto party = relying_party_of(*dependencies);
  auto credential = verify_new(party, attempt);
  if (!credential) co_return credential.error();
  // WebAuthn 7.1, step 26: an id that somebody has is not given to a second one.
  const storage::UserFactorStore factors(
      dependencies->database, dependencies->vault, dependencies->tenant
  );
  const auto owner = co_await factors.find_passkey(credential->id);
  if (owner) {
    co_return webauthn::refuse(
        webauthn::WebauthnError::Code::bad_credential_id, "the credential is registered already"
    );
  }
  co_return Passkey{
      .credential_id = std::move(credential->id),
      .public_key = std::move(credential->public_key),
      .sign_count = credential->counter,
      .transports = std::move(credential->transports),
      .is_backup_eligible = credential->is_backup_eligible,
      .is_backed_up = credential->is_backed_up,
      .rp_id = party.id,
      .agent = std::move(attempt.agent)};
}

std::string agent_of(const http::Request& request) {
  const auto agent = request.header("user-agent").value_or("").substr(0, max_user_agent_bytes);
  return is_valid_utf8(agent) ? std::string(agent) : std::string();
}

}  // namespace daemun::experience
