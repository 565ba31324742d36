#include "experience/method.h"
#include "experience/mfa_check.h"
#include "experience/steps/mfa_steps.h"
#include "experience/steps/steps.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_id_bytes = 64;

RequestError not_enabled() {
  return {.code = "session.mfa.mfa_factor_not_enabled"};
}

// What all of these steps demand of the dialogue.
Task<Outcome<void>> begin(const Call* call, TrustedDevices devices = TrustedDevices::ignored) {
  if (const auto known = require_known_person(call->dialogue); !known) co_return known.error();
  co_return co_await require_second_factor(call, devices);
}

// The verification of a new factor of that kind, by the dialogue's person.
Outcome<const Verification*> require_verification(
    const Call& call, std::string_view id, Factor factor
) {
  const ExperienceState& state = call.dialogue.state;
  const auto* found = state.find(id);
  const auto* method = found != nullptr ? find_method(found->type) : nullptr;
  const bool is_one = method != nullptr && method->factor == factor && !method->is_multi_factor &&
                      found->user_id == state.user_id.value_or(UserId());
  if (!is_one) return RequestError{.code = "session.verification_session_not_found", .status = 404};
  if (found->expires_at <= call.dependencies.clock.now())
    return RequestError{.code = "session.verification_expired"};
  // Backup codes need no trial: the person has seen them.
  if (found->use == Verification::Use::begun && factor != Factor::backup_code)
    return RequestError{.code = "session.verification_failed"};
  return found;
}

Outcome<NewFactor> require_new_factor(const Verification& verification) {
  const auto* method = find_method(verification.type);
  auto item = method->new_factor != nullptr ? method->new_factor(verification) : std::nullopt;
  if (!item) return RequestError{.code = "session.mfa.pending_info_not_found"};
  return *std::move(item);
}

std::size_t count(const PersonMfa& mfa, const PendingMfa& pending, Factor type) {
  const auto is_of = [type](Factor one) { return one == type; };
  const auto stored = std::count_if(mfa.stored.begin(), mfa.stored.end(), [&](const auto& one) {
    return is_of(one.type);
  });
  const auto staged =
      std::count_if(pending.factors.begin(), pending.factors.end(), [&](const NewFactor& item) {
        return is_of(item.factor.type);
      });
  return static_cast<std::size_t>(stored + staged);
}

// Whether the account may get the factor, beside those that it has or is about to get.
Outcome<void> check_room(const Call& call, const PersonMfa& mfa, Factor type) {
  const auto& pending = call.dialogue.state.mfa;
  if (type == Factor::web_authn && count(mfa, pending, type) >= max_factors)
    return RequestError{.code = "session.mfa.too_many_factors", .status = 422};
  const bool has_app = count(mfa, {}, Factor::totp) > 0;
  if (type == Factor::totp && has_app)
    return RequestError{.code = "user.totp_already_in_use", .status = 422};
  return {};
}

// Backup codes stand in for another factor, so there has to be one.
Task<bool> has_another(const Call* call, PersonMfa mfa) {
  const auto& [interaction, state, settings, fields] = call->dialogue;
  auto owned = to_owned(mfa.stored, mfa.rp_id);
  for (const auto& item : state.mfa.factors)
    owned.stored.push_back({.type = item.factor.type});
  owned.has_email = state.profile.email.has_value();
  owned.has_phone = state.profile.phone.has_value();
  if (state.user_id) {
    const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
    const auto user = co_await users.find(*state.user_id);
    owned.has_email = owned.has_email || (user && user->primary_email);
    owned.has_phone = owned.has_phone || (user && user->primary_phone);
  }
  const auto usable = list_usable_factors(settings->mfa, owned);
  co_return std::any_of(usable.begin(), usable.end(), [](Factor factor) {
    return factor != Factor::backup_code;
  });
}

// One app and one set of codes: a later one takes the place of the earlier one.
ExperienceState with_factor(ExperienceState state, NewFactor item) {
  auto& factors = state.mfa.factors;
  const auto type = item.factor.type;
  std::erase_if(factors, [&](const NewFactor& one) {
    return one.factor.id == item.factor.id ||
           (type != Factor::web_authn && one.factor.type == type);
  });
  factors.push_back(std::move(item));
  return state;
}

Taken change_to(const Call& call, ExperienceState state, std::string_view action) {
  Taken taken{.answer = answer_nothing(), .change = Change{.state = std::move(state)}};
  if (!action.empty()) taken.change->line = audit(call, taken.change->state, action);
  return taken;
}

std::string bound(Factor factor) {
  return "BindMfa." + std::string(to_string(factor)) + ".Submit";
}

Task<Outcome<Taken>> bind_address(const Call* call, IdentifierType type, std::string id) {
  ProvenAddress input{.type = type, .verification_id = std::move(id)};
  auto state = co_await add_proven_address(call, std::move(input));
  if (!state) co_return state.error();
  state->mfa.is_enabled = true;
  const bool is_phone = type == IdentifierType::phone;
  co_return change_to(
      *call,
      *std::move(state),
      bound(is_phone ? Factor::phone_verification_code : Factor::email_verification_code)
  );
}

Task<Outcome<ExperienceState>> add_stored_factor(const Call* call, std::string id, Factor factor) {
  const auto verification = require_verification(*call, id, factor);
  if (!verification) co_return verification.error();
  const SignInExperience& settings = *call->dialogue.settings;
  const bool is_allowed = settings.mfa.allows(factor) ||
                          (factor == Factor::web_authn && settings.passkey_sign_in.is_enabled);
  if (!is_allowed) co_return not_enabled();
  const auto mfa = co_await load_mfa(call);
  if (const auto room = check_room(*call, mfa, factor); !room) co_return room.error();
  if (factor == Factor::backup_code) {
    const bool is_another_there = co_await has_another(call, mfa);
    if (!is_another_there)
      co_return RequestError{.code = "session.mfa.backup_code_can_not_be_alone", .status = 422};
  }
  auto item = require_new_factor(**verification);
  if (!item) co_return item.error();
  co_return with_factor(call->dialogue.state, *std::move(item));
}

Task<Outcome<Taken>> answer(const Call* call, bool PendingMfa::*flag) {
  const auto begun = co_await begin(call, TrustedDevices::respected);
  if (!begun) co_return begun.error();
  ExperienceState state = call->dialogue.state;
  state.mfa.*flag = true;
  co_return change_to(*call, std::move(state), "");
}

}  // namespace

Task<Outcome<Taken>> bind_factor(const Call& call, BindFactor body) {
  const auto begun = co_await begin(&call);
  if (!begun) co_return begun.error();
  const auto checked = check_text(body.verification_id, "verificationId", max_id_bytes);
  if (!checked) co_return checked.error();
  const auto factor = parse_factor(std::string_view(body.type)).value();
  auto& id = body.verification_id;
  if (factor == Factor::email_verification_code)
    co_return co_await bind_address(&call, IdentifierType::email, std::move(id));
  if (factor == Factor::phone_verification_code)
    co_return co_await bind_address(&call, IdentifierType::phone, std::move(id));
  auto state = co_await add_stored_factor(&call, std::move(id), factor);
  if (!state) co_return state.error();
  state->mfa.is_enabled = true;
  co_return change_to(call, *std::move(state), bound(factor));
}

Task<Outcome<Taken>> bind_passkey(const Call& call, BindPasskey body) {
  const auto begun = co_await begin(&call);
  if (!begun) co_return begun.error();
  const auto checked = check_text(body.verification_id, "verificationId", max_id_bytes);
  if (!checked) co_return checked.error();
  auto state =
      co_await add_stored_factor(&call, std::move(body.verification_id), Factor::web_authn);
  if (!state) co_return state.error();
  co_return change_to(call, *std::move(state), "SignInPasskey.Submit");
}

Task<Outcome<Taken>> enable_mfa(const Call& call) {
  return answer(&call, &PendingMfa::is_enabled);
}

Task<Outcome<Taken>> skip_mfa(const Call& call) {
  const auto begun = co_await begin(&call, TrustedDevices::respected);
  if (!begun) co_return begun.error();
  const auto mfa = co_await load_mfa(&call);
  if (!may_skip_set_up(call.dialogue.settings->mfa, mfa.is_organization_member))
    co_return RequestError{.code = "session.mfa.mfa_policy_not_user_controlled", .status = 422};
  ExperienceState state = call.dialogue.state;
  state.mfa.is_skipped = true;
  co_return change_to(call, std::move(state), "");
}

Task<Outcome<Taken>> trust_device(const Call& call) {
  if (const auto known = require_known_person(call.dialogue); !known) co_return known.error();
  const auto offer = co_await load_trust_offer(&call);
  // A device that is trusted already proves no factor.
  if (!offer.policy || offer.proof_id.empty())
    co_return RequestError{.code = "auth.forbidden", .status = 403};
  ExperienceState state = call.dialogue.state;
  for (auto& verification : state.verifications) {
    if (verification.id == offer.proof_id) verification.data[trusts_device] = true;
  }
  co_return change_to(call, std::move(state), "");
}

Task<Outcome<Taken>> skip_suggestion(const Call& call) {
  return answer(&call, &PendingMfa::is_suggestion_skipped);
}

Task<Outcome<Taken>> skip_passkey(const Call& call) {
  return answer(&call, &PendingMfa::is_passkey_skipped);
}

}  // namespace daemun::experience
