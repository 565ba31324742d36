#include "experience/verifications/sign_in_passkey.h"

#include "experience/passkey_ceremony.h"
#include "storage/log_store.h"
#include "storage/user_factor_store.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::experience {
namespace {

using webauthn::UserHandleRule;

constexpr std::size_t max_id_bytes = 64;
constexpr std::string_view submit_action = "Verification.SignInPasskey.Submit";

struct Asked {
  SentIdentifier identifier{};
};
BOOST_DESCRIBE_STRUCT(Asked, (), (identifier))

struct NewAuthentication : VerificationId {
  api::Raw<api::AuthenticationOptions> authentication_options{};
};
BOOST_DESCRIBE_STRUCT(NewAuthentication, (VerificationId), (authentication_options))

struct PasskeyProof {
  std::optional<std::string> verification_id{};
  api::Raw<api::AuthenticationAnswer> payload{};
};
BOOST_DESCRIBE_STRUCT(PasskeyProof, (), (verification_id, payload))

Outcome<void> require_sign_in(const ExperienceState& state) {
  if (!state.event) return not_started();
  if (*state.event == InteractionEvent::sign_in) return {};
  return RequestError{.code = "session.invalid_interaction_type"};
}

// No list of credentials, not even where an identifier was typed: every passkey that was made here
// can be found by its authenticator. So nobody learns from the options whether an account exists or
// has passkeys, and a made-up list, which a new passkey would give away, is not needed.
json::object open_options(const Dependencies& dependencies, const PasskeyChallenge& challenge) {
  return webauthn::to_authentication_options(
      {.challenge = challenge.bytes, .rp_id = relying_party_of(dependencies).id, .allowed = {}}
  );
}

PasskeyChallenge new_challenge(const Dependencies& dependencies) {
  return make_passkey_challenge(dependencies.random, dependencies.clock.now());
}

Task<Outcome<Taken>> begin_authentication(const Call& call, Asked body) {
  const Dependencies& dependencies = call.dependencies;
  const ExperienceState& state = call.dialogue.state;
  if (const auto signs_in = require_sign_in(state); !signs_in) co_return signs_in.error();
  if (const auto checked = check_identifier(body.identifier); !checked) co_return checked.error();
  Identifier identifier{.type = body.identifier.type, .value = body.identifier.value};
  auto verification =
      make_verification(dependencies, sign_in_passkey_method, std::move(identifier));
  const auto challenge = new_challenge(dependencies);
  verification.use = Verification::Use::begun;
  verification.data[authentication_challenge] = to_json(challenge);
  NewAuthentication shown;
  shown.verification_id = verification.id;
  shown.authentication_options.value = open_options(dependencies, challenge);
  auto line = audit(call, state, "Verification.SignInPasskey.Create");
  Change change{.state = state, .line = std::move(line)};
  change.state.begin(std::move(verification));
  co_return Taken{
      .answer = answer_json(200, api::to_json(std::move(shown))), .change = std::move(change)};
}

// What an answer is held against, taken out of the state; the verification becomes the proof.
struct Waiting {
  PasskeyChallenge challenge{};
  Verification verification{};
  bool has_identifier = false;
};

Outcome<Waiting> take_begun(const Call& call, ExperienceState& state, const std::string& id) {
  auto* begun = find_begun(state, id, sign_in_passkey_method.type);
  if (begun == nullptr) return no_verification();
  auto challenge = take_challenge(*begun, authentication_challenge, call.dependencies.clock.now());
  if (!challenge) return RequestError{.code = "session.passkey_sign_in.pending_info_not_found"};
  return Waiting{
      .challenge = *std::move(challenge), .verification = *begun, .has_identifier = true};
}

Outcome<Waiting> take_prepared(const Call& call, ExperienceState& state) {
  const auto challenge = std::exchange(state.passkey_challenge, std::nullopt);
  if (!challenge || challenge->expires_at <= call.dependencies.clock.now())
    return no_verification();
  return Waiting{
      .challenge = *challenge,
      .verification = make_verification(call.dependencies, sign_in_passkey_method, {})};
}

// A refusal, and its reason for the audit log.
struct Refusal {
  RequestError error{};
  std::string reason{};
};
Refusal failed(const webauthn::WebauthnError& error) {
  return {.error = verification_failed(), .reason = std::string(to_string(error.code))};
}

// The passkey that has answered, its account, and how its row changes.
struct Found {
  UserFactor factor{};
  storage::UserStore::WithPassword account{};
  storage::PasskeyUse use{};
};

// Whether the account is the one that was typed.
Task<bool> is_identified_by(const Dependencies* dependencies, UserId user, Identifier typed) {
  const auto identifier = parse_identifier(typed.type, typed.value);
  if (!identifier) co_return false;
  const storage::UserStore users(dependencies->database, dependencies->tenant);
  const auto found = co_await users.find(*identifier);
  co_return found && found->id == user;
}

Task<Result<Found, Refusal>> find_answered(
    const Call* call, json::object payload, Waiting waiting
) {
  const Dependencies& dependencies = call->dependencies;
  const auto response = webauthn::parse_assertion_response(payload);
  if (!response) co_return failed(response.error());
  const storage::UserFactorStore store(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  auto factor = co_await store.find_passkey(response->id);
  if (!factor || factor->passkey.rp_id != relying_party_of(dependencies).id)
    co_return Refusal{
        .error = {.code = "session.identifier_not_found"}, .reason = "unknown_credential"};
  const PasskeyAnswer answer{
      .response = *response,
      .factor = *factor,
      .challenge = waiting.challenge,
      .user_handle =
          waiting.has_identifier ? UserHandleRule::if_present : UserHandleRule::required};
  const auto use = verify_passkey(dependencies, answer);
  if (!use) co_return failed(use.error());
  if (waiting.has_identifier) {
    const bool is_typed =
        co_await is_identified_by(&dependencies, factor->user_id, waiting.verification.identifier);
    if (!is_typed)
      co_return Refusal{
          .error = {.code = "session.identity_conflict", .status = 409}, .reason = "other_account"};
  }
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  auto account = co_await users.find_with_password(factor->user_id);
  if (!account) co_return Refusal{.error = {.code = "session.identifier_not_found"}};
  co_return Found{.factor = *std::move(factor), .account = *std::move(account), .use = *use};
}

// In the place of the verification that had begun.
void put_proof(ExperienceState& state, Verification proof) {
  std::erase_if(state.verifications, [&](const Verification& one) { return one.id == proof.id; });
  state.add(std::move(proof));
}

Task<Outcome<Taken>> verify_authentication(const Call& call, PasskeyProof body) {
  const Dependencies& dependencies = call.dependencies;
  ExperienceState state = call.dialogue.state;
  if (const auto signs_in = require_sign_in(state); !signs_in) co_return signs_in.error();
  if (body.verification_id) {
    const auto checked = check_text(*body.verification_id, "verificationId", max_id_bytes);
    if (!checked) co_return checked.error();
  }
  auto waiting = body.verification_id ? take_begun(call, state, *body.verification_id)
                                      : take_prepared(call, state);
  if (!waiting) co_return waiting.error();
  auto found = co_await find_answered(&call, body.payload.value.as_object(), *waiting);
  if (!found) {
    RefusedCeremony refused{
        .state = std::move(state),
        .error = found.error().error,
        .action = submit_action,
        .reason = found.error().reason};
    co_return refuse_ceremony(call, std::move(refused));
  }
  auto proof = std::move(waiting->verification);
  proof.use = Verification::Use::proof;
  proof.expires_at = dependencies.clock.now() + verification_lifetime;
  // What was typed is no address that has been proven.
  proof.identifier = {};
  proof.data = to_proof_data(found->factor);
  own(proof, found->account);
  const VerificationId id{proof.id};
  auto event = audit(call, state, submit_action);
  event.user_id = proof.user_id;
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  const storage::UserFactorStore store(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  Change change;
  change.plan.add(store.use_passkey(found->factor, found->use))
      .add(logs.insert(event))
      .leave_unsynced();
  put_proof(state, std::move(proof));
  change.state = std::move(state);
  co_return Taken{.answer = answer_json(200, api::to_json(id)), .change = std::move(change)};
}

Outcome<void> allow_sign_in(const Verification&, const SignInExperience& settings) {
  if (settings.passkey_sign_in.is_enabled) return {};
  return RequestError{.code = "user.sign_in_method_not_enabled", .status = 422};
}

void stage_sign_in(const Verification& verification, ExperienceState& state) {
  state.passkey_id = find_string(verification.data, factor_id).value();
}

}  // namespace

Task<Outcome<Taken>> prepare_passkey_sign_in(const Call& call) {
  const auto challenge = new_challenge(call.dependencies);
  PasskeyOptions shown;
  shown.authentication_options.value = open_options(call.dependencies, challenge);
  Change change{.state = call.dialogue.state};
  change.state.passkey_challenge = challenge;
  // A submitted dialogue stays so: nothing that was decided changes.
  change.login = call.dialogue.interaction.login;
  co_return Taken{
      .answer = answer_json(200, api::to_json(std::move(shown))), .change = std::move(change)};
}

const VerificationMethod sign_in_passkey_method{
    .type = "SignInPasskey",
    .list_amr = list_passkey_amr,
    .factor = Factor::web_authn,
    .is_multi_factor = true,
    .audit_keys =
        {"Interaction.SignIn.Verification.SignInPasskey.Create",
         "Interaction.SignIn.Verification.SignInPasskey.Submit"},
    .endpoints =
        {{.path = "sign-in-passkey/authentication",
          .summary = "Begin to sign in with a passkey, after an identifier",
          .reply = api::shape_of<NewAuthentication>(),
          .refusals = {400, 404},
          .step = begin_authentication},
         {.path = "sign-in-passkey/authentication/verify",
          .summary = "Verify a passkey to sign in",
          .refusals = {400, 404, 409},
          .step = verify_authentication}},
    .sign_in = IdentifyRule{.allow = allow_sign_in, .stage = stage_sign_in},
};

}  // namespace daemun::experience
