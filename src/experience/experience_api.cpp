#include "experience/experience_api.h"

#include "crypto/random.h"
#include "domain/network.h"
#include "experience/account_changes.h"
#include "experience/decisions.h"
#include "experience/interaction_view.h"
#include "experience/password_check.h"
#include "experience/verifications/new_password_identity.h"
#include "experience/verifications/one_time_token.h"
#include "experience/verifications/password.h"
#include "experience/webhooks.h"
#include "storage/organization_jit_store.h"

#include <string>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_verification_id_bytes = 64;
constexpr std::size_t max_one_time_token_bytes = 256;

RequestError to_error(const storage::Conflict& reason) {
  if (reason.reason != storage::Conflict::Reason::unique) return conflict();
  const auto type = storage::conflicting_identifier(reason);
  // Otherwise it was a random identifier: another one will do.
  return type ? already_in_use(*type) : conflict();
}

http::Response answer_verification(const std::string& id) {
  return answer_json(200, json::object{{"verificationId", id}});
}

RequestError not_started() {
  return {.code = "session.interaction_not_found", .status = 404};
}

RequestError not_identified() {
  return {.code = "session.identifier_not_found", .status = 404};
}

LoginResult make_login(UserId user_id, const ExperienceState& state, TimePoint now) {
  return {
      .user_id = std::move(user_id),
      .signed_in_at = now,
      .amr = state.amr,
      .password_updated_at = state.password_updated_at};
}

}  // namespace

ExperienceApi::ExperienceApi(Dependencies dependencies)
    : dependencies_(std::move(dependencies)),
      interactions_(dependencies_.database, dependencies_.vault, dependencies_.tenant),
      users_(dependencies_.database, dependencies_.tenant),
      logs_(dependencies_.database, dependencies_.tenant),
      one_time_tokens_(dependencies_.database, dependencies_.vault, dependencies_.tenant) {}

Task<http::Response> ExperienceApi::start(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_start);
}
Task<http::Response> ExperienceApi::change_event(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_event);
}
Task<http::Response> ExperienceApi::verify_password(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_password);
}
Task<http::Response> ExperienceApi::create_new_password_identity(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_new_password_identity);
}
Task<http::Response> ExperienceApi::verify_one_time_token(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_one_time_token);
}
Task<http::Response> ExperienceApi::identify(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_identification);
}
Task<http::Response> ExperienceApi::add_profile(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_profile);
}
Task<http::Response> ExperienceApi::submit(http::Request request) {
  return answer(std::move(request), &ExperienceApi::take_submission);
}

Task<http::Response> ExperienceApi::answer(http::Request request, Step step) {
  const auto body = parse_body(request, dependencies_.endpoint);
  if (!body) co_return to_response(body.error(), request);
  RequestError refusal;
  Work work;
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto dialogue = co_await load_dialogue(dependencies_, request);
    if (!dialogue) co_return to_response(dialogue.error(), request);
    Call call{.request = request, .body = *body, .dialogue = std::move(*dialogue), .work = &work};
    auto outcome = co_await (this->*step)(std::move(call));
    if (outcome) co_return std::move(*outcome);
    refusal = outcome.error();
    if (!is_conflict(refusal)) break;
  }
  co_return to_response(refusal, request);
}

Task<Outcome<void>> ExperienceApi::save(
    Dialogue dialogue, storage::Plan plan, std::optional<LoginResult> login
) {
  dialogue.interaction.experience_state = to_json_text(dialogue.state);
  dialogue.interaction.login = std::move(login);
  storage::Plan whole;
  whole.add(interactions_.update(dialogue.interaction)).add(std::move(plan));
  const auto committed = co_await dependencies_.database.commit(std::move(whole));
  if (!committed) co_return to_error(committed.error());
  co_return Outcome<void>();
}

storage::Plan ExperienceApi::audit(const Call& call, std::string_view action) const {
  const ExperienceState& state = call.dialogue.state;
  auto event = make_audit_event(
      dependencies_,
      call.request,
      call.dialogue.interaction,
      "Interaction." + std::string(to_string(*state.event)) + "." + std::string(action)
  );
  event.user_id = state.user_id;
  storage::Plan plan;
  plan.add(logs_.insert(event));
  return plan;
}

ExperienceApi::Answer ExperienceApi::redirect(const Interaction& interaction) const {
  return answer_json(200, json::object{{"redirectTo", resume_url(dependencies_, interaction.id)}});
}

ExperienceApi::Answer ExperienceApi::redirect_signed_in(
    const Call& call, const MarkedAccount& account
) const {
  auto answer = redirect(call.dialogue.interaction);
  answer->add("Set-Cookie", to_known_browser_cookie(dependencies_, call.request, account));
  return answer;
}

Task<ExperienceApi::Answer> ExperienceApi::take_start(Call call) {
  const auto word = find_string(call.body, "interactionEvent").value_or("");
  const auto event = decide_start(word, *call.dialogue.settings);
  if (!event) co_return event.error();
  // What an earlier start left behind is void.
  call.dialogue.state = ExperienceState{};
  call.dialogue.state.event = *event;
  auto line = audit(call, "Update");
  const auto saved = co_await save(std::move(call.dialogue), std::move(line));
  if (!saved) co_return saved.error();
  co_return answer_nothing();
}

Task<ExperienceApi::Answer> ExperienceApi::take_event(Call call) {
  ExperienceState& state = call.dialogue.state;
  if (!state.event) co_return not_started();
  const auto word = find_string(call.body, "interactionEvent").value_or("");
  const auto event = decide_event(word, state, *call.dialogue.settings);
  if (!event) co_return event.error();
  if (*event != *state.event) state = without_identity(std::move(state));
  state.event = *event;
  auto line = audit(call, "Update");
  const auto saved = co_await save(std::move(call.dialogue), std::move(line));
  if (!saved) co_return saved.error();
  co_return answer_nothing();
}

Task<http::Response> ExperienceApi::show(http::Request request) {
  const auto dialogue = co_await load_dialogue(dependencies_, request);
  if (!dialogue) co_return to_response(dialogue.error(), request);
  const ExperienceState& state = dialogue->state;
  if (!state.event) co_return to_response(not_started(), request);
  json::object body{{"interactionEvent", to_string(*state.event)}};
  if (state.user_id) body["userId"] = state.user_id->value();
  body["profile"] = to_public_json(state.profile);
  json::array records;
  for (const auto& item : state.verifications)
    records.push_back(to_public_json(item));
  body["verificationRecords"] = std::move(records);
  body["mfa"] = json::object{};
  body["signInContext"] = json::object{
      {"ip", request.remote_address}, {"userAgent", request.header("user-agent").value_or("")}};
  body["captcha"] = json::object{{"verified", false}, {"skipped", false}};
  co_return answer_json(200, body);
}

Attempt ExperienceApi::make_attempt(const Call& call, SentIdentifier identifier) {
  return {
      .identifier = std::move(identifier),
      .interaction = call.dialogue.interaction,
      .interaction_event = *call.dialogue.state.event,
      .sentinel_policy = call.dialogue.settings->sentinel_policy,
      .place = call.work->place};
}

Task<ExperienceApi::Answer> ExperienceApi::take_password(Call call) {
  if (!call.dialogue.state.event) co_return not_started();
  auto identifier = require_identifier(call.body);
  if (!identifier) co_return identifier.error();
  auto password = require_typed_password(call.body, "password");
  if (!password) co_return password.error();
  const auto allowed = decide_sign_in_method(identifier->type, *call.dialogue.settings);
  if (!allowed) co_return allowed.error();

  PasswordAttempt attempt{
      .guess = make_attempt(call, std::move(*identifier)), .password = std::move(*password)};
  auto& proof = call.work->proof;
  if (!proof) {
    auto proven = co_await prove_password(dependencies_, call.request, std::move(attempt));
    if (!proven) co_return proven.error();
    proof = std::move(*proven);
  }
  const std::string id = proof->verification.id;
  call.dialogue.state.add(proof->verification);
  const auto saved = co_await save(std::move(call.dialogue), proof->plan);
  if (!saved) co_return saved.error();
  co_return answer_verification(id);
}

Task<ExperienceApi::Answer> ExperienceApi::take_new_password_identity(Call call) {
  if (!call.dialogue.state.event) co_return not_started();
  auto identifier = require_identifier(call.body);
  if (!identifier) co_return identifier.error();
  auto password = require_password(call.body, "password");
  if (!password) co_return password.error();
  NewPasswordIdentity identity{
      .identifier = std::move(*identifier),
      .password = std::move(*password),
      .settings = call.dialogue.settings,
      .network = network_of(call.request.remote_address),
      .password_hash = call.work->password_hash,
  };
  auto verification = co_await make_new_password_identity(dependencies_, std::move(identity));
  if (!verification) co_return verification.error();
  call.work->password_hash = verification->password_hash;
  const std::string id = verification->id;
  call.dialogue.state.add(std::move(*verification));
  auto line = audit(call, "Verification.NewPasswordIdentity.Submit");
  const auto saved = co_await save(std::move(call.dialogue), std::move(line));
  if (!saved) co_return saved.error();
  co_return answer_verification(id);
}

Task<ExperienceApi::Answer> ExperienceApi::take_one_time_token(Call call) {
  if (!call.dialogue.state.event) co_return not_started();
  auto identifier = require_identifier(call.body);
  if (!identifier) co_return identifier.error();
  auto token = require_string(call.body, "token", max_one_time_token_bytes);
  if (!token) co_return token.error();
  OneTimeTokenAttempt attempt{
      .guess = make_attempt(call, std::move(*identifier)), .token = Secret(std::move(*token))};
  auto proof = co_await prove_one_time_token(dependencies_, call.request, std::move(attempt));
  if (!proof) co_return proof.error();
  call.work->place = std::move(proof->place);
  const std::string id = proof->verification.id;
  call.dialogue.state.add(std::move(proof->verification));
  const auto saved = co_await save(std::move(call.dialogue), std::move(proof->plan));
  if (!saved) co_return saved.error();
  co_return answer_verification(id);
}

Task<ExperienceApi::Answer> ExperienceApi::take_identification(Call call) {
  std::optional<std::string> verification_id;
  if (call.body.contains("verificationId")) {
    auto text = require_string(call.body, "verificationId", max_verification_id_bytes);
    if (!text) co_return text.error();
    verification_id = std::move(*text);
  }
  const IdentificationFacts facts{
      .state = call.dialogue.state,
      .settings = *call.dialogue.settings,
      .sign_up_fields = call.dialogue.sign_up_fields,
      .verification_id = std::move(verification_id),
      .now = dependencies_.clock.now(),
  };
  auto identified = decide_identification(facts);
  if (!identified) co_return identified.error();

  const bool is_sign_in = identified->event == InteractionEvent::sign_in;
  std::vector<std::string> missing;
  if (!is_sign_in) {
    missing = list_missing_for_registration(
        identified->profile, *call.dialogue.settings, call.dialogue.sign_up_fields
    );
  }
  // An incomplete identity is kept too: the person adds what is missing and identifies again.
  call.dialogue.state = std::move(*identified);
  auto line = audit(call, "Identifier.Submit");
  const auto saved = co_await save(std::move(call.dialogue), std::move(line));
  if (!saved) co_return saved.error();
  if (const auto complete = decide_completeness(missing); !complete) co_return complete.error();
  if (is_sign_in) co_return answer_nothing();
  auto created = http::empty_response(201);
  created.set("Cache-Control", "no-store");
  co_return created;
}

Task<ExperienceApi::Answer> ExperienceApi::take_profile(Call call) {
  const ExperienceState& state = call.dialogue.state;
  if (!state.event) co_return not_started();
  if (*state.event == InteractionEvent::sign_in && !state.user_id) co_return not_identified();
  auto input = parse_profile_input(call.body, call.dialogue.sign_up_fields);
  if (!input) co_return input.error();
  auto profile = co_await extend_profile(call, std::move(*input));
  if (!profile) co_return profile.error();
  call.dialogue.state.profile = std::move(*profile);
  auto line = audit(call, "Profile.Update");
  const auto saved = co_await save(std::move(call.dialogue), std::move(line));
  if (!saved) co_return saved.error();
  co_return answer_nothing();
}

// Errors: those of a new user name and password, and 422 user.username_exists_in_profile,
// user.password_exists_in_profile for an account that has them.
Task<Outcome<PendingProfile>> ExperienceApi::extend_profile(Call call, ProfileInput input) {
  const Dialogue& dialogue = call.dialogue;
  std::optional<storage::UserStore::WithPassword> account;
  if (dialogue.state.user_id) {
    account = co_await users_.find_with_password(*dialogue.state.user_id);
    if (!account) co_return not_identified();
  }
  PendingProfile profile = dialogue.state.profile;
  if (input.username) {
    if (account && account->user.username) {
      co_return RequestError{.code = "user.username_exists_in_profile", .status = 422};
    }
    auto username =
        co_await require_free_username(dependencies_, dialogue.settings, *input.username);
    if (!username) co_return username.error();
    profile.username = std::move(username->value);
  }
  if (input.password) {
    if (account && account->password) {
      co_return RequestError{.code = "user.password_exists_in_profile", .status = 422};
    }
    PasswordOwner owner;
    owner.username = profile.username;
    owner.name = profile.name;
    if (account) {
      const User& user = account->user;
      if (user.username) owner.username = user.username;
      if (user.name) owner.name = user.name;
      owner.email = user.primary_email;
      owner.phone = user.primary_phone;
    }
    const auto good = co_await require_good_password(
        dependencies_, dialogue.settings->password_policy, owner, *input.password
    );
    if (!good) co_return good.error();
    auto& hash = call.work->password_hash;
    if (!hash) {
      auto network = network_of(call.request.remote_address);
      hash = co_await dependencies_.passwords.hash(std::move(network), std::move(*input.password));
    }
    profile.password_hash = *hash;
  }
  if (input.extra) {
    if (input.extra->name) profile.name = std::move(input.extra->name);
    if (input.extra->avatar) profile.avatar = std::move(input.extra->avatar);
    for (auto& member : input.extra->profile)
      profile.profile[member.key()] = member.value();
    for (auto& member : input.extra->custom_data)
      profile.custom_data[member.key()] = member.value();
    profile.is_form_answered = true;
  }
  co_return profile;
}

Task<ExperienceApi::Answer> ExperienceApi::take_submission(Call call) {
  // A second click, before the first answer arrived.
  if (call.dialogue.interaction.login) co_return redirect(call.dialogue.interaction);
  const auto& event = call.dialogue.state.event;
  if (!event) co_return not_started();
  // The tenant may have closed this way since the dialogue began.
  const auto allowed =
      decide_event(to_string(*event), call.dialogue.state, *call.dialogue.settings);
  if (!allowed) co_return allowed.error();
  if (*event == InteractionEvent::sign_in) co_return co_await submit_sign_in(std::move(call));
  co_return co_await submit_registration(std::move(call));
}

Task<ExperienceApi::Answer> ExperienceApi::submit_sign_in(Call call) {
  const Dialogue& dialogue = call.dialogue;
  const PendingProfile& profile = dialogue.state.profile;
  if (!dialogue.state.user_id) co_return not_identified();
  auto found = co_await users_.find_with_password(*dialogue.state.user_id);
  AccountFacts account;
  if (found) {
    account.user = found->user;
    account.has_password = found->password.has_value();
  }
  // The password that was proven is not the account's any more.
  const auto& proven_at = dialogue.state.password_updated_at;
  if (found && proven_at && found->password_updated_at != proven_at)
    co_return RequestError{.code = "session.verification_expired"};
  const auto allowed = decide_sign_in(account, profile, *dialogue.settings);
  if (!allowed) co_return allowed.error();

  const auto now = dependencies_.clock.now();
  const UserId user_id = account.user->id;
  User user = *account.user;
  storage::Plan plan;
  if (proven_at) plan.add(users_.require_password_of(user_id, *proven_at));
  if (!profile.empty()) {
    user = with_profile(std::move(user), profile, now);
    plan.add(users_.update_at_sign_in(*account.user, changes_between(*account.user, user), now));
  }
  MarkedAccount marked{.id = user_id, .password_updated_at = found->password_updated_at};
  if (profile.password_hash && !account.has_password) {
    marked.password_updated_at = now;
    const UserPassword password{.hash = *profile.password_hash, .algorithm = "Argon2id"};
    plan.add(users_.add_password(user_id, password, now));
  }
  auto event = make_audit_event(
      dependencies_, call.request, dialogue.interaction, "Interaction.SignIn.Submit"
  );
  event.user_id = user_id;
  plan.add(users_.update_last_sign_in(user_id, now))
      .add(one_time_tokens_.join(user_id, dialogue.state.organizations))
      .add(logs_.insert(event));
  user.last_sign_in_at = now;
  DialogueEnd end{
      .source = {.interaction_event = InteractionEvent::sign_in, .audit = std::move(event)},
      .user = std::move(user),
      .has_changed_user = !profile.empty()};
  auto messages = co_await plan_end_messages(dependencies_, std::move(end));
  plan.add(std::move(messages));
  const auto saved =
      co_await save(dialogue, std::move(plan), make_login(user_id, dialogue.state, now));
  if (!saved) co_return saved.error();
  co_return redirect_signed_in(call, marked);
}

// What a link's context promises, and what the domain of the address opens: it is proven to be the
// person's.
storage::Plan ExperienceApi::plan_memberships(const UserId& user, const ExperienceState& state)
    const {
  auto plan = one_time_tokens_.join(user, state.organizations);
  plan.add(one_time_tokens_.give_roles(user, state.roles));
  const auto& email = state.profile.email;
  const auto proven =
      email ? ProvenEmail::make(*email, EmailProof::verification_code) : std::nullopt;
  if (proven) {
    const storage::OrganizationJitStore jit(dependencies_.database, dependencies_.tenant);
    plan.add(jit.provision(user, *proven));
  }
  return plan;
}

Task<ExperienceApi::Answer> ExperienceApi::submit_registration(Call call) {
  const Dialogue& dialogue = call.dialogue;
  const PendingProfile& profile = dialogue.state.profile;
  if (!dialogue.state.is_new_user_identified) co_return not_identified();
  // The tenant may have closed registration since, or the proof may have changed.
  const auto allowed = decide_registration(dialogue.state, *dialogue.settings);
  if (!allowed) co_return allowed.error();
  const auto missing =
      list_missing_for_registration(profile, *dialogue.settings, dialogue.sign_up_fields);
  if (const auto complete = decide_completeness(missing); !complete) co_return complete.error();

  const auto now = dependencies_.clock.now();
  const NewUserFacts facts{
      .id = UserId(crypto::random_id(dependencies_.random, 12)),
      .application_id = dialogue.interaction.request.client_id,
      .now = now,
  };
  std::optional<UserPassword> password;
  if (profile.password_hash) {
    password = UserPassword{.hash = *profile.password_hash, .algorithm = "Argon2id"};
  }
  auto event = make_audit_event(
      dependencies_, call.request, dialogue.interaction, "Interaction.Register.Submit"
  );
  event.user_id = facts.id;
  User user = make_user(profile, facts);
  storage::Plan plan;
  plan.add(users_.insert(user, password))
      .add(users_.assign_default_roles(facts.id))
      .add(plan_memberships(facts.id, dialogue.state))
      .add(logs_.insert(event));
  DialogueEnd end{
      .source = {.interaction_event = InteractionEvent::register_, .audit = std::move(event)},
      .user = std::move(user)};
  auto messages = co_await plan_end_messages(dependencies_, std::move(end));
  plan.add(std::move(messages));
  const auto saved =
      co_await save(dialogue, std::move(plan), make_login(facts.id, dialogue.state, now));
  if (!saved) co_return saved.error();
  MarkedAccount marked{.id = facts.id};
  if (password) marked.password_updated_at = now;
  co_return redirect_signed_in(call, marked);
}

}  // namespace daemun::experience
