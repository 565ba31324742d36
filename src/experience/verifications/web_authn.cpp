#include "experience/verifications/web_authn.h"

#include "crypto/random.h"
#include "experience/mfa_check.h"
#include "experience/passkey_ceremony.h"
#include "experience/passkey_registration.h"
#include "storage/log_store.h"
#include "storage/user_factor_store.h"

#include <algorithm>
#include <utility>

#include "api/webauthn_bodies.h"

namespace daemun::experience {
namespace {

constexpr std::size_t max_id_bytes = 64;
constexpr std::string_view submit_action = "Verification.WebAuthn.Submit";
constexpr std::string_view create_action = "Verification.WebAuthn.Create";
// The verification's own data: the new passkey, once it has answered.
constexpr std::string_view new_passkey = "new_passkey";

struct NewRegistration : VerificationId {
  api::Raw<api::RegistrationOptions> registration_options{};
};
BOOST_DESCRIBE_STRUCT(NewRegistration, (VerificationId), (registration_options))

struct NewAuthentication : VerificationId {
  api::Raw<api::AuthenticationOptions> authentication_options{};
};
BOOST_DESCRIBE_STRUCT(NewAuthentication, (VerificationId), (authentication_options))

struct RegistrationProof : VerificationId {
  api::Raw<api::RegistrationAnswer> payload{};
};
BOOST_DESCRIBE_STRUCT(RegistrationProof, (VerificationId), (payload))

struct AuthenticationProof : VerificationId {
  api::Raw<api::AuthenticationAnswer> payload{};
};
BOOST_DESCRIBE_STRUCT(AuthenticationProof, (VerificationId), (payload))

storage::UserFactorStore store_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.vault, dependencies.tenant};
}

// A verification that waits for the answer to its challenge.
Verification begin(const Call& call, std::string_view use, const PasskeyChallenge& challenge) {
  auto verification = make_factor_verification(
      call.dependencies, web_authn_method, call.dialogue.state.user_id.value_or(UserId())
  );
  verification.use = Verification::Use::begun;
  verification.data[use] = to_json(challenge);
  return verification;
}

// Those of the account, and those that this dialogue is about to add.
Task<std::vector<UserFactor>> list_passkeys(const Call* call) {
  const ExperienceState& state = call->dialogue.state;
  std::vector<UserFactor> factors;
  if (state.user_id) factors = co_await store_of(call->dependencies).list(*state.user_id);
  for (const auto& item : state.mfa.factors)
    factors.push_back(item.factor);
  co_return factors;
}

Task<Outcome<Taken>> begin_registration(const Call& call) {
  const Dependencies& dependencies = call.dependencies;
  Change change{.state = call.dialogue.state};
  ExperienceState& state = change.state;
  const auto allowed = co_await require_set_up(&call);
  if (!allowed) co_return allowed.error();
  // A passkey names its account; one that is made later has its name already.
  if (!state.user_id && state.new_user_id.empty())
    state.new_user_id = UserId(crypto::random_id(dependencies.random, user_id_length));
  PasskeyOwner owner{.id = state.user_id.value_or(state.new_user_id)};
  owner.user = co_await load_person(&call);
  owner.factors = co_await list_passkeys(&call);
  const auto challenge = make_passkey_challenge(dependencies.random, dependencies.clock.now());
  auto verification = begin(call, registration_challenge, challenge);
  NewRegistration shown;
  shown.verification_id = verification.id;
  shown.registration_options.value = make_registration_options(dependencies, challenge, owner);
  change.line = audit(call, state, create_action);
  state.begin(std::move(verification));
  co_return Taken{
      .answer = answer_json(200, api::to_json(std::move(shown))), .change = std::move(change)};
}

Task<Outcome<Taken>> verify_registration(const Call& call, RegistrationProof body) {
  ExperienceState state = call.dialogue.state;
  if (const auto known = require_known_person(call.dialogue); !known) co_return known.error();
  const auto checked = check_text(body.verification_id, "verificationId", max_id_bytes);
  if (!checked) co_return checked.error();
  auto* verification = find_begun(state, body.verification_id, web_authn_method.type);
  const bool is_own =
      verification != nullptr && verification->user_id == state.user_id.value_or(UserId());
  if (!is_own) co_return no_verification();
  const auto challenge =
      take_challenge(*verification, registration_challenge, call.dependencies.clock.now());
  if (!challenge) co_return no_challenge();
  RegistrationAttempt attempt{
      .payload = body.payload.value.as_object(),
      .challenge = *challenge,
      .agent = agent_of(call.request)};
  auto passkey = co_await verify_new_passkey(&call.dependencies, std::move(attempt));
  if (!passkey) {
    RefusedCeremony refused{
        .state = std::move(state),
        .error = verification_failed(),
        .action = submit_action,
        .reason = to_string(passkey.error().code)};
    refused.error.data = json::object{{"message", passkey.error().description}};
    co_return refuse_ceremony(call, std::move(refused));
  }
  verification->use = Verification::Use::set_up;
  verification->data[new_passkey] = to_json(*passkey);
  const VerificationId id{verification->id};
  Change change{.line = audit(call, state, submit_action)};
  change.state = std::move(state);
  co_return Taken{.answer = answer_json(200, api::to_json(id)), .change = std::move(change)};
}

Task<Outcome<Taken>> begin_authentication(const Call& call) {
  const Dependencies& dependencies = call.dependencies;
  const ExperienceState& state = call.dialogue.state;
  if (const auto known = require_known_person(call.dialogue); !known) co_return known.error();
  if (!state.user_id) co_return not_identified();
  const auto factors = co_await store_of(dependencies).list(*state.user_id);
  const auto party = relying_party_of(dependencies);
  auto allowed = to_descriptors(factors, party);
  if (allowed.empty())
    co_return RequestError{.code = "session.mfa.webauthn_verification_not_found"};
  const auto challenge = make_passkey_challenge(dependencies.random, dependencies.clock.now());
  auto verification = begin(call, authentication_challenge, challenge);
  NewAuthentication shown;
  shown.verification_id = verification.id;
  const webauthn::AuthenticationRequest request{
      .challenge = challenge.bytes, .rp_id = party.id, .allowed = std::move(allowed)};
  shown.authentication_options.value = webauthn::to_authentication_options(request);
  Change change{.state = state, .line = audit(call, state, create_action)};
  change.state.begin(std::move(verification));
  co_return Taken{
      .answer = answer_json(200, api::to_json(std::move(shown))), .change = std::move(change)};
}

// The account's own passkey that has answered, and how its row changes.
struct OwnAnswer {
  json::object proof{};  // the verification's data
  storage::Statement use{};
};
Task<Result<OwnAnswer, webauthn::WebauthnError>> verify_own(
    const Call* call, json::object payload, PasskeyChallenge challenge
) {
  const auto response = webauthn::parse_assertion_response(payload);
  if (!response) co_return response.error();
  const auto store = store_of(call->dependencies);
  const auto factor = co_await store.find_passkey(response->id);
  if (!factor || factor->user_id != call->dialogue.state.user_id) {
    co_return webauthn::refuse(
        webauthn::WebauthnError::Code::unknown_credential, "the passkey is not the account's"
    );
  }
  const PasskeyAnswer answer{.response = *response, .factor = *factor, .challenge = challenge};
  const auto use = verify_passkey(call->dependencies, answer);
  if (!use) co_return use.error();
  co_return OwnAnswer{.proof = to_proof_data(*factor), .use = store.use_passkey(*factor, *use)};
}

Task<Outcome<Taken>> verify_authentication(const Call& call, AuthenticationProof body) {
  const Dependencies& dependencies = call.dependencies;
  ExperienceState state = call.dialogue.state;
  if (const auto known = require_known_person(call.dialogue); !known) co_return known.error();
  if (!state.user_id) co_return not_identified();
  const auto checked = check_text(body.verification_id, "verificationId", max_id_bytes);
  if (!checked) co_return checked.error();
  auto* verification = find_begun(state, body.verification_id, web_authn_method.type);
  if (verification == nullptr || verification->user_id != *state.user_id)
    co_return no_verification();
  const auto challenge =
      take_challenge(*verification, authentication_challenge, dependencies.clock.now());
  if (!challenge) co_return no_challenge();
  auto answer = co_await verify_own(&call, body.payload.value.as_object(), *challenge);
  if (!answer) {
    RefusedCeremony refused{
        .state = std::move(state),
        .error = verification_failed(),
        .action = submit_action,
        .reason = to_string(answer.error().code)};
    co_return refuse_ceremony(call, std::move(refused));
  }
  verification->use = Verification::Use::proof;
  verification->expires_at = dependencies.clock.now() + verification_lifetime;
  verification->data = std::move(answer->proof);
  const VerificationId id{verification->id};
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  Change change;
  change.plan.add(std::move(answer->use))
      .add(logs.insert(audit(call, state, submit_action)))
      .leave_unsynced();
  change.state = std::move(state);
  co_return Taken{.answer = answer_json(200, api::to_json(id)), .change = std::move(change)};
}

std::optional<NewFactor> to_new_passkey(const Verification& verification) {
  const auto* passkey = find_object(verification.data, new_passkey);
  if (passkey == nullptr) return std::nullopt;
  NewFactor item;
  item.factor.id = verification.id;
  item.factor.type = Factor::web_authn;
  item.factor.passkey = parse_passkey(*passkey);
  return item;
}

}  // namespace

const VerificationMethod web_authn_method{
    .type = "WebAuthn",
    .list_amr = list_passkey_amr,
    .factor = Factor::web_authn,
    .new_factor = to_new_passkey,
    .audit_keys =
        {"Interaction.SignIn.Verification.WebAuthn.Create",
         "Interaction.SignIn.Verification.WebAuthn.Submit",
         "Interaction.Register.Verification.WebAuthn.Create",
         "Interaction.Register.Verification.WebAuthn.Submit"},
    .endpoints =
        {{.path = "web-authn/registration",
          .summary = "Begin to register a passkey or security key",
          .reply = api::shape_of<NewRegistration>(),
          .refusals = {400, 403, 404},
          .step = begin_registration},
         {.path = "web-authn/registration/verify",
          .summary = "Verify a new passkey or security key",
          .refusals = {400, 404},
          .step = verify_registration},
         {.path = "web-authn/authentication",
          .summary = "Begin to verify a passkey or security key",
          .reply = api::shape_of<NewAuthentication>(),
          .refusals = {400, 404},
          .step = begin_authentication},
         {.path = "web-authn/authentication/verify",
          .summary = "Verify a passkey or security key",
          .refusals = {400, 404},
          .step = verify_authentication}},
};

}  // namespace daemun::experience
