#include "experience/verifications/totp.h"

#include "base/base32.h"
#include "base/encoding.h"
#include "crypto/totp.h"
#include "domain/totp_uri.h"
#include "experience/mfa_check.h"
#include "experience/sentinel.h"
#include "storage/log_store.h"
#include "storage/user_factor_store.h"

#include <algorithm>
#include <utility>

#include "api/qr_code.h"

namespace daemun::experience {
namespace {

constexpr std::string_view guess_action = "MfaTotp";
constexpr std::size_t max_text_bytes = 64;
// The verification's own data: the sealed secret of a new app, and the step of the code that has
// shown it to work.
constexpr std::string_view sealed_secret = "sealed_secret";
constexpr std::string_view proven_step = "proven_step";

struct NewSecret : VerificationId {
  std::string secret{};
  std::string secret_qr_code{};
};
BOOST_DESCRIBE_STRUCT(NewSecret, (VerificationId), (secret, secret_qr_code))

struct SentCode {
  std::string code{};
  std::optional<std::string> verification_id{};
};
BOOST_DESCRIBE_STRUCT(SentCode, (), (code, verification_id))

RequestError invalid_code() {
  return {.code = "session.mfa.invalid_totp_code"};
}

std::string place_of(std::string_view verification_id) {
  return "dialogues/totp/" + std::string(verification_id);
}

std::int64_t step_now(const Dependencies& dependencies) {
  return crypto::totp_step_at(to_unix_ms(dependencies.clock.now()) / 1000);
}

Task<Outcome<Taken>> make_secret(const Call& call) {
  const ExperienceState& state = call.dialogue.state;
  const auto allowed = co_await require_set_up(&call);
  if (!allowed) co_return allowed.error();
  const Dependencies& dependencies = call.dependencies;
  const auto user = co_await load_person(&call);
  const auto secret = crypto::make_totp_secret(dependencies.random);
  auto verification =
      make_factor_verification(dependencies, totp_method, state.user_id.value_or(UserId()));
  verification.use = Verification::Use::begun;
  verification.data[sealed_secret] =
      to_base64url(dependencies.vault.seal(place_of(verification.id), secret));

  const auto account = to_totp_account(user, dependencies.endpoint);
  NewSecret shown;
  shown.verification_id = verification.id;
  shown.secret = to_base32(secret.reveal());
  shown.secret_qr_code = api::to_qr_code_url(make_totp_uri(account, shown.secret));
  Change change{.state = state, .line = audit(call, state, "Verification.Totp.Create")};
  change.state.begin(std::move(verification));
  co_return Taken{
      .answer = answer_json(200, api::to_json(std::move(shown))), .change = std::move(change)};
}

// A code of an app that is to be set up: that it works, before anybody depends on it.
Outcome<Taken> verify_new(const Call& call, const SentCode& body) {
  const Dependencies& dependencies = call.dependencies;
  ExperienceState state = call.dialogue.state;
  const auto found = std::find_if(
      state.verifications.begin(),
      state.verifications.end(),
      [&](const Verification& one) {
        return one.id == *body.verification_id && one.type == totp_method.type &&
               one.data.contains(sealed_secret);
      }
  );
  if (found == state.verifications.end())
    return RequestError{.code = "session.verification_session_not_found", .status = 404};
  if (found->expires_at <= dependencies.clock.now())
    return RequestError{.code = "session.verification_expired"};
  const auto sealed = parse_base64url(found->data.at(sealed_secret).as_string()).value();
  const auto secret = dependencies.vault.open(place_of(found->id), sealed);
  const auto step = crypto::find_totp_step(secret, body.code, step_now(dependencies));
  if (!step) return invalid_code();
  found->use = Verification::Use::set_up;
  found->data[proven_step] = *step;
  const VerificationId id{found->id};
  auto line = audit(call, state, "Verification.Totp.Submit");
  return Taken{
      .answer = answer_json(200, api::to_json(id)),
      .change = Change{.state = std::move(state), .line = std::move(line)}};
}

const UserFactor* find_app(const std::vector<UserFactor>& factors) {
  const auto found = std::find_if(factors.begin(), factors.end(), [](const UserFactor& factor) {
    return factor.type == Factor::totp;
  });
  return found == factors.end() ? nullptr : &*found;
}

// The step of a right code that has not counted yet.
std::optional<std::int64_t> find_new_step(
    const UserFactor* app, std::string_view code, std::int64_t current_step
) {
  if (app == nullptr) return std::nullopt;
  const auto step = crypto::find_totp_step(app->totp_secret, code, current_step);
  if (!step || *step <= app->last_used_step.value_or(-1)) return std::nullopt;
  return step;
}

Task<Outcome<Taken>> verify_own(const Call& call, SentCode body) {
  const Dependencies& dependencies = call.dependencies;
  auto quick = co_await begin_quick_guess(call, guess_action);
  if (!quick) co_return quick.error();
  const UserId user = quick->user;
  const storage::UserFactorStore store(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const auto factors = co_await store.list(user);
  const auto* app = find_app(factors);
  const auto step = find_new_step(app, body.code, step_now(dependencies));
  auto event = audit(call, call.dialogue.state, "Verification.Totp.Submit");
  if (!step) {
    WrongGuess wrong{
        .place = std::move(quick->place),
        .planned = std::move(quick->planned),
        .event = std::move(event),
        .error = invalid_code()};
    co_return co_await refuse_guess(call, std::move(wrong));
  }
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  Proof proof;
  proof.verification = make_factor_verification(dependencies, totp_method, user);
  proof.verification.data[factor_id] = app->id;
  proof.plan.add(pass(dependencies, *quick))
      .add(store.use_totp_step(*app, *step, dependencies.clock.now()))
      .add(logs.insert(event));
  co_return prove(call, std::move(proof));
}

Task<Outcome<Taken>> verify_totp(const Call& call, SentCode body) {
  const ExperienceState& state = call.dialogue.state;
  if (const auto known = require_known_person(call.dialogue); !known) co_return known.error();
  const auto is_text = check_text(body.code, "code", max_text_bytes);
  if (!is_text) co_return is_text.error();
  if (body.verification_id) co_return verify_new(call, body);
  // Who registers has no app yet.
  if (!state.user_id) co_return invalid_code();
  co_return co_await verify_own(call, std::move(body));
}

std::optional<NewFactor> to_new_totp(const Verification& verification) {
  const auto text = find_string(verification.data, sealed_secret);
  if (!text) return std::nullopt;
  NewFactor item;
  item.factor.id = verification.id;
  item.factor.type = Factor::totp;
  item.factor.last_used_step = find_integer(verification.data, proven_step);
  item.sealed_secret = parse_base64url(*text).value();
  return item;
}

}  // namespace

const VerificationMethod totp_method{
    .type = "Totp",
    .amr = "otp",
    .factor = Factor::totp,
    .new_factor = to_new_totp,
    .audit_keys =
        {"Interaction.SignIn.Verification.Totp.Create",
         "Interaction.SignIn.Verification.Totp.Submit",
         "Interaction.Register.Verification.Totp.Create",
         "Interaction.Register.Verification.Totp.Submit"},
    .endpoints =
        {{.path = "totp/secret",
          .summary = "Make a secret for an authenticator app",
          .reply = api::shape_of<NewSecret>(),
          .refusals = {400, 403, 404},
          .step = make_secret},
         {.path = "totp/verify",
          .summary = "Verify a code of an authenticator app",
          .refusals = {400, 404, 429},
          .step = verify_totp}},
};

Secret open_new_totp(const storage::Vault& vault, const NewFactor& item) {
  return vault.open(place_of(item.factor.id), item.sealed_secret);
}

}  // namespace daemun::experience
