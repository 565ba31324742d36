#include "crypto/random.h"
#include "experience/account_changes.h"
#include "experience/device_trust.h"
#include "experience/enterprise_connector.h"
#include "experience/invitation.h"
#include "experience/kept_account.h"
#include "experience/kept_tokens.h"
#include "experience/known_browser.h"
#include "experience/memberships.h"
#include "experience/security_notice.h"
#include "experience/sentinel.h"
#include "experience/social_connector.h"
#include "experience/steps/steps.h"
#include "experience/submission.h"
#include "experience/submitted_mfa.h"
#include "experience/trust_ground.h"
#include "experience/verifications/social.h"
#include "experience/webhooks.h"
#include "storage/log_store.h"
#include "storage/sentinel_store.h"
#include "storage/session_end.h"
#include "storage/user_asset_store.h"
#include "storage/user_identity_lookup.h"
#include "storage/user_sso_identity_store.h"

#include <optional>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t sso_identity_id_length = 21;

http::Response redirect(const Call& call) {
  return answer_json(200, api::to_json(resume(call.dependencies, call.dialogue.interaction.id)));
}

// The addresses of an account are factors where the tenant says so.
bool changes_address(const Submission& end) {
  return end.before && (end.before->primary_email != end.user.primary_email ||
                        end.before->primary_phone != end.user.primary_phone);
}

// The account at another service.
storage::Plan plan_identity(const Dependencies& dependencies, const Submission& end) {
  storage::Plan plan;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  if (const auto& social = end.identity) {
    const storage::UserIdentityLookup lookup(dependencies.database, dependencies.tenant);
    plan.add(lookup.require(end.user.id, {.target = social->target, .id = social->id}));
  }
  if (const auto& social = end.linked) {
    plan.add(users.put_identity(end.user.id, social->target, social->id))
        .add(users.replace(
            end.user.id,
            storage::UserDocument::identities,
            {.before = end.before->identities, .after = end.user.identities},
            end.user.updated_at
        ));
  }
  return plan;
}

// The account at a company's provider, and what the provider says of it now.
storage::Plan plan_enterprise(const Call& call, const Submission& end, TimePoint now) {
  const Dependencies& dependencies = call.dependencies;
  storage::Plan plan;
  const storage::UserSsoIdentityStore identities(dependencies.database, dependencies.tenant);
  if (const auto& known = end.enterprise) {
    const storage::SsoAccount account{.issuer = known->issuer, .id = known->id};
    plan.add(identities.refresh(end.user.id, account, to_detail(*known), now));
  }
  if (const auto& added = end.new_enterprise) {
    plan.add(identities.remove_of_other_issuers(end.user.id, added->connector_id, added->issuer))
        .add(identities.insert({
            .id = SsoIdentityId(crypto::random_id(dependencies.random, sso_identity_id_length)),
            .user_id = end.user.id,
            .connector_id = added->connector_id,
            .issuer = added->issuer,
            .identity_id = added->id,
            .detail = to_detail(*added),
            .created_at = now,
            .updated_at = now,
        }));
  }
  for (const auto& account : {end.enterprise, end.new_enterprise}) {
    if (!account) continue;
    plan.add(plan_tokens(call, end.user.id, token_owner_of(*account), account->tokens));
  }
  return plan;
}

// What the service gave with it, which the account has by now.
storage::Plan plan_identity_tokens(const Call& call, const Submission& end) {
  storage::Plan plan;
  for (const auto& social : {end.identity, end.linked}) {
    if (!social) continue;
    TokenOwner owner{
        .source =
            SocialTokenSource{
                .connector_id = ConnectorId(social->connector_id), .target = social->target},
        .identity_id = social->id};
    const auto tokens = find_kept_tokens(call.dialogue.state, *social);
    plan.add(plan_tokens(call, end.user.id, std::move(owner), tokens));
  }
  return plan;
}

storage::Plan plan_existing_user(
    const Dependencies& dependencies, const Submission& end, TimePoint now
) {
  storage::Plan plan;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const UserId& id = end.user.id;
  if (end.proven) plan.add(users.require_proven(id, *end.proven));
  plan.add(plan_identity(dependencies, end));
  if (end.has_changed) {
    const storage::UserAssetStore assets(dependencies.database, dependencies.tenant);
    plan.add(users.update_at_sign_in(*end.before, changes_between(*end.before, end.user), now))
        .add(assets.remove_former_avatar(dependencies.endpoint, *end.before, end.user));
  }
  if (end.password) plan.add(users.add_password(id, *end.password, now));
  plan.add(users.update_last_sign_in(id, now));
  return plan;
}

// A credential that the account gets ends the trust in devices that were told to spare the old
// ones. The one of this sign-in is trusted after that.
storage::Plan plan_trust(const Call& call, const Submission& end, TimePoint now) {
  storage::Plan plan;
  if (end.sparing_device) plan.add(use_trusted_device(call, *end.sparing_device, now));
  const bool has_new_credential = end.password || !end.factors.empty() || changes_address(end);
  if (end.before && has_new_credential)
    plan.add(revoke_trusted_devices(call.dependencies, end.user.id));
  return plan;
}

// The new password, and what ends with the old one: sessions, refresh tokens, and the lock against
// guessing it, for the person has proven the address. The locks of second factors stay: the address
// proves none of them.
Task<storage::Plan> plan_recovery(const Call* call, Submission end, TimePoint now) {
  const Dependencies& dependencies = call->dependencies;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const storage::SentinelStore sentinel(dependencies.database, dependencies.tenant);
  const storage::SessionEnd sessions(
      dependencies.database, dependencies.settings, dependencies.random, dependencies.clock
  );
  auto ended = co_await sessions.plan_password_change(end.user.id, SessionId());
  ended.add(revoke_trusted_devices(dependencies, end.user.id));
  auto notice = co_await plan_security_notice(call, TemplateType::password_changed, end.user);
  storage::Plan plan;
  if (end.proven) plan.add(users.require_proven(end.user.id, *end.proven));
  plan.add(users.update_password(end.user.id, *end.password, now))
      .add(sentinel.clear_kind(storage::hash_sentinel_target(end.user.id), password_guess))
      .add(std::move(ended))
      .add(std::move(notice));
  co_return plan;
}

// The picture that was sent in this dialogue becomes the account's.
storage::Plan plan_new_user(
    const Call& call, const storage::UserStore& users, const Submission& end
) {
  const Dependencies& dependencies = call.dependencies;
  storage::Plan plan;
  plan.add(users.insert(end.user, end.password)).add(users.assign_default_roles(end.user.id));
  const auto avatar = find_user_asset(dependencies.endpoint, end.user.avatar.value_or(""));
  if (!avatar) return plan;
  const storage::UserAssetStore assets(dependencies.database, dependencies.tenant);
  return plan.add(assets.adopt(*avatar, call.dialogue.interaction.id, end.user.id));
}

// The first sign-in of an account is no surprise to its owner.
bool is_from_new_browser(const Call& call, const Submission& end) {
  if (!call.dependencies.messenger.equipment().tells_new_browsers) return false;
  if (end.event != InteractionEvent::sign_in || !end.before || !end.before->last_sign_in_at)
    return false;
  const MarkedAccount marked{.id = end.user.id, .password_updated_at = end.password_updated_at};
  return !find_known_browser(call.dependencies, call.request, marked);
}

Task<storage::Plan> plan_submission(
    const Call& call, const Submission& end, const SubmissionFacts& facts
) {
  const TimePoint now = facts.now;
  const Dependencies& dependencies = call.dependencies;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  auto event = make_audit_event(
      dependencies,
      call.request,
      call.dialogue.interaction,
      "Interaction." + std::string(to_string(end.event)) + ".Submit"
  );
  event.user_id = end.user.id;
  add_review(event, facts.review);
  storage::Plan plan;
  if (end.event == InteractionEvent::forgot_password) {
    auto recovery = co_await plan_recovery(&call, end, now);
    plan.add(std::move(recovery));
  } else {
    plan.add(require_proven_factor(dependencies, end));
    plan.add(
        end.before ? plan_existing_user(dependencies, end, now) : plan_new_user(call, users, end)
    );
    if (end.before) {
      auto kept = co_await plan_kept_account(&call, *end.before);
      plan.add(std::move(kept));
    }
    plan.add(plan_enterprise(call, end, now));
    plan.add(plan_identity_tokens(call, end));
    plan.add(plan_mfa(dependencies, end, facts.mfa, now));
    plan.add(plan_trust(call, end, now));
    plan.add(plan_place(dependencies, end.user.id, facts.review, now));
    plan.add(plan_memberships(call, end));
  }
  plan.add(logs.insert(event));
  if (end.event != InteractionEvent::forgot_password) {
    EventSource source{.interaction_event = end.event, .audit = event};
    auto joined = co_await plan_membership_messages(&call, end, std::move(source));
    plan.add(std::move(joined));
  }
  DialogueEnd told{
      .source = {.interaction_event = end.event, .audit = std::move(event)},
      .user = end.user,
      .has_changed_user = end.has_changed || !end.factors.empty() ||
                          end.event == InteractionEvent::forgot_password};
  auto messages = co_await plan_end_messages(dependencies, std::move(told));
  plan.add(std::move(messages));
  if (end.before && !end.factors.empty()) {
    auto notice = co_await plan_security_notice(&call, TemplateType::factors_changed, *end.before);
    plan.add(std::move(notice));
  }
  if (is_from_new_browser(call, end)) {
    auto notice = co_await plan_security_notice(&call, TemplateType::new_browser, *end.before);
    plan.add(std::move(notice));
  }
  co_return plan;
}

// The browser has signed in to the account, which it is marked with.
http::Response answer_sign_in(
    const Call& call, const Submission& end, const std::optional<NewTrustedDevice>& trusted
) {
  const MarkedAccount marked{.id = end.user.id, .password_updated_at = end.password_updated_at};
  auto answer = redirect(call);
  answer.add("Set-Cookie", to_known_browser_cookie(call.dependencies, call.request, marked));
  if (trusted) answer.add("Set-Cookie", trusted->set_cookie);
  return answer;
}

Task<SignInReview> load_review(
    const Call* call, std::optional<storage::UserStore::WithPassword> account
) {
  const auto event = call->dialogue.state.event;
  if (event == InteractionEvent::register_) co_return review_registration(*call);
  if (event != InteractionEvent::sign_in || !account) co_return SignInReview();
  co_return co_await review_sign_in(call, std::move(account->user));
}

// A connector that was removed or switched off in between ends what it has proven.
Task<Outcome<void>> check_connectors(const Call* call, Submission end) {
  for (const auto& social : {end.identity, end.linked}) {
    if (!social) continue;
    const auto settings = call->dialogue.settings;
    auto in_use = co_await check_in_use(&call->dependencies, settings, social->connector_id);
    if (!in_use) co_return in_use.error();
  }
  for (const auto& account : {end.enterprise, end.new_enterprise}) {
    if (!account) continue;
    auto in_use = co_await check_enterprise_account(call, *account);
    if (!in_use) co_return in_use.error();
  }
  co_return Outcome<void>();
}

Task<std::optional<SsoIdentity>> load_sso_identity(const Call* call) {
  const auto& account = call->dialogue.state.enterprise;
  if (!account) co_return std::nullopt;
  const Dependencies& dependencies = call->dependencies;
  const storage::UserSsoIdentityStore identities(dependencies.database, dependencies.tenant);
  storage::SsoAccount foreign{.issuer = account->issuer, .id = account->id};
  co_return co_await identities.find(std::move(foreign));
}

}  // namespace

Task<Outcome<Taken>> submit(const Call& call) {
  // A second click, before the first answer arrived.
  if (call.dialogue.interaction.login) co_return Taken{.answer = redirect(call)};
  const Dependencies& dependencies = call.dependencies;
  const ExperienceState& state = call.dialogue.state;
  SubmissionFacts facts{
      .dialogue = call.dialogue, .new_id = state.new_user_id, .now = dependencies.clock.now()};
  if (facts.new_id.empty())
    facts.new_id = UserId(crypto::random_id(dependencies.random, user_id_length));
  const auto ground = co_await load_trust_ground(&call);
  if (state.user_id) {
    const storage::UserStore users(dependencies.database, dependencies.tenant);
    facts.account = co_await users.find_with_password(*state.user_id);
  }
  facts.sso_identity = co_await load_sso_identity(&call);
  facts.mfa = co_await load_mfa(&call);
  facts.review = co_await load_review(&call, facts.account);
  facts.mfa.is_usual = facts.review.is_usual();
  const auto end = decide_submission(facts);
  if (!end) {
    if (needs_second_factor(end.error()))
      co_await tell_unusual_sign_in(&call, facts.account->user, facts.review, end.error().code);
    co_return end.error();
  }
  const auto in_use = co_await check_connectors(&call, *end);
  if (!in_use) co_return in_use.error();

  // Before the notices of the end take their places.
  auto accepted = co_await plan_acceptance(&call, &*end);
  if (!accepted) co_return accepted.error();
  std::optional<NewTrustedDevice> trusted;
  if (end->new_trust && ground) trusted = make_trusted_device(call, end->user.id, *end->new_trust);
  storage::Plan plan;
  if (trusted) plan.add(require_trust_ground(call, end->user.id, *ground));
  auto submission = co_await plan_submission(call, *end, facts);
  plan.add(std::move(submission)).add(*std::move(accepted));
  if (trusted) plan.add(insert_trusted_device(call, trusted->device));
  // Nobody is signed in by a reset; the dialogue begins anew.
  if (end->event == InteractionEvent::forgot_password)
    co_return Taken{.answer = answer_nothing(), .change = Change{.plan = std::move(plan)}};
  Change change{.state = state, .plan = std::move(plan)};
  change.login = LoginResult{
      .user_id = end->user.id,
      .signed_in_at = facts.now,
      .amr = end->amr,
      .password_updated_at = end->password_updated_at.value_or(TimePoint{})};
  if (const auto& account = end->new_enterprise ? end->new_enterprise : end->enterprise)
    change.login->origin = to_origin(*account);
  co_return Taken{.answer = answer_sign_in(call, *end, trusted), .change = std::move(change)};
}

}  // namespace daemun::experience
