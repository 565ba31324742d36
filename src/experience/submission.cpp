#include "experience/submission.h"

#include "experience/decisions.h"
#include "experience/step.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

std::optional<UserPassword> password_of(const PendingProfile& profile) {
  if (!profile.password_hash) return std::nullopt;
  return UserPassword{.hash = *profile.password_hash, .algorithm = "Argon2id"};
}

// A reset, a new password or another address in between ends what was proven before.
bool is_as_proven(
    const storage::UserStore::WithPassword& account,
    const std::optional<storage::ProvenAccount>& proven
) {
  if (!proven) return false;
  if (account.password_updated_at.value_or(TimePoint{}) != proven->password_updated_at)
    return false;
  if (!proven->address) return true;
  const auto& now_there = proven->address->type == IdentifierType::phone
                              ? account.user.primary_phone
                              : account.user.primary_email;
  return now_there == proven->address->value;
}

// A passkey that was removed in between signs in no more.
bool is_passkey_there(const SubmissionFacts& facts) {
  const auto& id = facts.dialogue.state.passkey_id;
  const auto& stored = facts.mfa.stored;
  return id.empty() || std::any_of(stored.begin(), stored.end(), [&](const UserFactor& factor) {
           return factor.id == id;
         });
}

// Nor does an account at another service that is no longer the user's.
bool is_identity_there(const SubmissionFacts& facts) {
  const auto& social = facts.dialogue.state.social;
  return !social || find_identity(facts.account->user.identities, social->target) == social->id;
}

bool is_enterprise_there(const SubmissionFacts& facts) {
  const auto& account = facts.dialogue.state.enterprise;
  const auto& identity = facts.sso_identity;
  return !account || (identity && identity->user_id == facts.account->user.id &&
                      identity->connector_id == account->connector_id);
}

// A linked account is never replaced by another one of the same service: that would let in the
// holder of an address that the service has reassigned.
Outcome<void> decide_link(const User& user, const PendingProfile& profile) {
  if (!profile.social || !find_identity(user.identities, profile.social->target)) return {};
  return RequestError{.code = "user.social_account_exists_in_profile", .status = 422};
}

Outcome<void> decide_mfa(const MfaCheck& check) {
  if (const auto offered = decide_passkey_prompt(check); !offered) return offered.error();
  return decide_mfa_set_up(check);
}

void add_mfa(Submission& end, const MfaCheck& check) {
  end.factors = check.dialogue.state.mfa.factors;
  for (auto& item : end.factors) {
    item.factor.user_id = end.user.id;
    item.factor.created_at = check.now;
  }
  end.flags = decide_mfa_flags(check);
  end.amr = decide_amr(check);
  if (const auto* second = find_second_factor(check)) {
    end.second_factor = *second;
    // The settings may have changed since the person asked for it.
    const bool is_wanted = find_bool(second->data, trusts_device).value_or(false);
    if (is_wanted && may_trust_device(check)) end.new_trust = check.mfa.trust.policy;
  } else if (may_trust_device(check)) {
    if (const auto* device = find_sparing_device(check)) end.sparing_device = *device;
  }
}

Outcome<Submission> decide_end_of_sign_in(const SubmissionFacts& facts) {
  const ExperienceState& state = facts.dialogue.state;
  const PendingProfile& profile = state.profile;
  if (!state.user_id) return not_identified();
  AccountFacts account;
  if (facts.account) {
    account.user = facts.account->user;
    account.has_password = facts.account->password.has_value();
    account.has_proven_social = state.social.has_value();
    account.is_by_enterprise = state.is_by_enterprise();
    if (!is_as_proven(*facts.account, state.proven) || !is_passkey_there(facts) ||
        !is_identity_there(facts) || !is_enterprise_there(facts))
      return RequestError{.code = "session.verification_expired"};
  }
  const auto known = decide_account(account);
  if (!known) return known.error();
  const MfaCheck check{
      .dialogue = facts.dialogue, .mfa = facts.mfa, .user = &*account.user, .now = facts.now};
  if (const auto proven = decide_second_factor(check); !proven) return proven.error();
  if (const auto linked = decide_link(*account.user, profile); !linked) return linked.error();
  const auto allowed = decide_sign_in(account, profile, *facts.dialogue.settings);
  if (!allowed) return allowed.error();
  if (const auto complete = decide_mfa(check); !complete) return complete.error();

  Submission end{
      .event = InteractionEvent::sign_in,
      .user = *account.user,
      .before = account.user,
      .has_changed = !profile.empty(),
      .linked = profile.social,
      .identity = state.social,
      .new_enterprise = profile.enterprise,
      .enterprise = state.enterprise,
      .proven = state.proven,
      .password_updated_at = facts.account->password_updated_at};
  add_mfa(end, check);
  if (end.has_changed) end.user = with_profile(std::move(end.user), profile, facts.now);
  if (!account.has_password) end.password = password_of(profile);
  if (end.password) end.password_updated_at = facts.now;
  end.user.last_sign_in_at = facts.now;
  return end;
}

Outcome<Submission> decide_end_of_recovery(const SubmissionFacts& facts) {
  const ExperienceState& state = facts.dialogue.state;
  if (!state.user_id || !facts.account) return not_identified();
  const User& user = facts.account->user;
  if (user.is_suspended) return RequestError{.code = "user.suspended", .status = 401};
  if (!is_as_proven(*facts.account, state.proven))
    return RequestError{.code = "session.verification_expired"};
  auto password = password_of(state.profile);
  if (!password)
    return RequestError{.code = "user.new_password_required_in_profile", .status = 422};
  return Submission{
      .event = InteractionEvent::forgot_password,
      .user = user,
      .before = user,
      .password = std::move(password),
      .proven = state.proven,
      .password_updated_at = facts.now};
}

Outcome<Submission> decide_end_of_registration(const SubmissionFacts& facts) {
  const Dialogue& dialogue = facts.dialogue;
  const PendingProfile& profile = dialogue.state.profile;
  if (!dialogue.state.is_new_user_identified) return not_identified();
  const auto allowed = decide_registration(dialogue.state, *dialogue.settings);
  if (!allowed) return allowed.error();
  const auto missing =
      list_missing_for_registration(profile, *dialogue.settings, dialogue.sign_up_fields);
  if (const auto complete = decide_completeness(missing); !complete) return complete.error();

  const NewUserFacts new_user{
      .id = facts.new_id,
      .application_id = dialogue.interaction.request.client_id,
      .now = facts.now};
  const MfaCheck check{.dialogue = dialogue, .mfa = facts.mfa, .now = facts.now};
  if (const auto complete = decide_mfa(check); !complete) return complete.error();
  Submission end{
      .event = InteractionEvent::register_,
      .user = make_user(profile, new_user),
      .password = password_of(profile),
      .linked = profile.social,
      .new_enterprise = profile.enterprise};
  add_mfa(end, check);
  if (end.password) end.password_updated_at = facts.now;
  return end;
}

}  // namespace

Outcome<Submission> decide_submission(const SubmissionFacts& facts) {
  const Dialogue& dialogue = facts.dialogue;
  const auto& event = dialogue.state.event;
  if (!event) return not_started();
  const auto allowed = decide_event(to_string(*event), dialogue.state, *dialogue.settings);
  if (!allowed) return allowed.error();
  switch (*event) {
    case InteractionEvent::sign_in:
      return decide_end_of_sign_in(facts);
    case InteractionEvent::forgot_password:
      return decide_end_of_recovery(facts);
    case InteractionEvent::register_:
      break;
  }
  return decide_end_of_registration(facts);
}

}  // namespace daemun::experience
