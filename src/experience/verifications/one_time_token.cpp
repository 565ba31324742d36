#include "experience/verifications/one_time_token.h"

#include "experience/invitation.h"
#include "experience/sentinel.h"
#include "storage/log_store.h"
#include "storage/one_time_token_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view audit_key = "Interaction.SignIn.Verification.OneTimeToken.Submit";
constexpr std::size_t max_token_bytes = 256;
// The verification's own data: ids that the person joins, and that the account which it makes gets.
constexpr std::string_view organizations = "organizations";
constexpr std::string_view roles = "roles";
// The kind of dialogue that it is for; absent: any.
constexpr std::string_view event_name = "event";

// An empty code when the token is good.
RequestError problem_of(
    const std::optional<OneTimeToken>& token,
    const Identifier& email,
    InteractionEvent interaction_event,
    TimePoint now
) {
  if (!token) return RequestError{.code = "one_time_token.token_not_found", .status = 404};
  RequestError problem{.code = std::string(one_time_token_problem(*token, email.value, now))};
  if (problem.code.empty() && !is_for_event(*token, to_string(interaction_event)))
    problem.code = "one_time_token.interaction_event_mismatch";
  return problem;
}

struct SentToken {
  SentIdentifier identifier{};
  std::string token{};
};
BOOST_DESCRIBE_STRUCT(SentToken, (), (identifier, token))

Task<Outcome<Taken>> verify_one_time_token(const Call& call, SentToken body) {
  if (!call.dialogue.state.event) co_return not_started();
  auto& sent = body.identifier;
  if (const auto checked = check_identifier(sent); !checked) co_return checked.error();
  const auto is_token = check_text(body.token, "token", max_token_bytes);
  if (!is_token) co_return is_token.error();
  auto email = parse_identifier(IdentifierType::email, sent.value);
  if (sent.type != IdentifierType::email || !email) {
    co_return invalid_input("identifier must be an e-mail address");
  }
  const Dependencies& dependencies = call.dependencies;
  const storage::OneTimeTokenStore tokens(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const auto now = dependencies.clock.now();
  const auto token = co_await tokens.find_by_value(Secret(std::move(body.token)));
  auto event = make_audit_event(
      dependencies, call.request, call.dialogue.interaction, std::string(audit_key)
  );
  auto problem = problem_of(token, *email, *call.dialogue.state.event, now);
  if (!problem.code.empty()) {
    // A token that is right is no guess, so strangers who guess passwords or tokens keep no owner
    // from the link.
    auto guess = co_await begin_guess(call, sent, email, "OneTimeToken");
    if (!guess) co_return guess.error();
    WrongGuess wrong{
        .place = std::move(guess->place),
        .identifier = std::move(sent),
        .event = std::move(event),
        .error = std::move(problem)};
    co_return co_await refuse_guess(call, std::move(wrong));
  }

  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto account = co_await users.find_with_password(*email);
  Proof proof;
  proof.verification = make_verification(dependencies, one_time_token_method, std::move(*email));
  if (const auto word = find_string(token->context, "interactionEvent"))
    proof.verification.data[event_name] = *word;
  put_ids(proof.verification.data, organizations, jit_organizations(*token));
  put_ids(proof.verification.data, roles, jit_roles(*token));
  own(proof.verification, account);
  if (account) event.user_id = account->user.id;
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  proof.plan.add(tokens.consume(token->id, now)).add(logs.insert(event));
  co_return prove(call, std::move(proof));
}

bool is_for(const Verification& verification, InteractionEvent event) {
  const auto word = find_string(verification.data, event_name);
  return !word || *word == to_string(event);
}

// A link is the administrator's word, which no setting of methods limits. It stays the word for one
// kind of dialogue when the dialogue becomes another.
template <InteractionEvent event>
Outcome<void> allow(const Verification& verification, const SignInExperience&) {
  if (is_for(verification, event)) return {};
  return RequestError{.code = "one_time_token.interaction_event_mismatch"};
}

void stage_sign_in(const Verification& verification, ExperienceState& state) {
  state.organizations = find_ids<OrganizationId>(verification.data, organizations);
}

void stage_registration(const Verification& verification, ExperienceState& state) {
  state.profile.email = verification.identifier.value;
  state.organizations = find_ids<OrganizationId>(verification.data, organizations);
  state.roles = find_ids<RoleId>(verification.data, roles);
}

bool is_invitation(const Verification& verification) {
  return verification.type == one_time_token_method.type && verification.user_id.empty() &&
         is_for(verification, InteractionEvent::register_);
}

}  // namespace

const VerificationMethod one_time_token_method{
    .type = "OneTimeToken",
    .amr = "otp",
    .audit_keys = {audit_key},
    .endpoints =
        {{.path = "one-time-token/verify",
          .summary = "Verify a one-time token from a link",
          .refusals = {400, 404, 422, 429},
          .step = verify_one_time_token},
         {.path = "invitation/verify",
          .summary = "Verify the address of the invitation that began the interaction",
          .refusals = {400, 404, 422},
          .step = verify_invitation}},
    .sign_in = IdentifyRule{.allow = allow<InteractionEvent::sign_in>, .stage = stage_sign_in},
    .registration =
        IdentifyRule{.allow = allow<InteractionEvent::register_>, .stage = stage_registration},
    .recovery = IdentifyRule{.allow = allow<InteractionEvent::forgot_password>},
};

bool is_invited(const ExperienceState& state) {
  const auto& all = state.verifications;
  return std::any_of(all.begin(), all.end(), is_invitation);
}

bool is_account_of_link(const ExperienceState& state) {
  const auto& all = state.verifications;
  return std::any_of(all.begin(), all.end(), [&](const Verification& verification) {
    return is_invitation(verification) && state.profile.email == verification.identifier.value;
  });
}

bool is_invited_with_role(const ExperienceState& state) {
  const auto& all = state.verifications;
  return std::any_of(all.begin(), all.end(), [](const Verification& verification) {
    return is_invitation(verification) && verification.data.contains(roles);
  });
}

}  // namespace daemun::experience
