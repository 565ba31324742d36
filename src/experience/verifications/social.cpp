#include "experience/verifications/social.h"

#include "base/uri.h"
#include "experience/one_tap.h"
#include "experience/passkey_ceremony.h"
#include "experience/social_connector.h"
#include "experience/social_owner.h"
#include "experience/social_visit.h"
#include "experience/visit.h"

#include <utility>

#include "api/verification_record.h"

namespace daemun::experience {
namespace {

constexpr std::size_t max_id_bytes = 128;

constexpr std::string_view create_action = "Verification.Social.Create";
constexpr std::string_view submit_action = "Verification.Social.Submit";

// The verification's own data: of one that has begun the session, which the first answer uses up;
// of a proof the identity and, where they are kept, the service's tokens, sealed (kept_tokens.h).
constexpr std::string_view connector_id = "connectorId";
constexpr std::string_view session = "session";
constexpr std::string_view identity_of_proof = "identity";
constexpr std::string_view tokens_of_proof = "tokens";
// What complete_social_proof adds for the decision.
constexpr std::string_view is_linked = "is_linked";
constexpr std::string_view is_synced = "is_synced";
constexpr std::string_view identity_of_new_account = "new_identity";

struct Returned {
  json::object connector_data{};
  std::optional<std::string> verification_id{};
};
BOOST_DESCRIBE_STRUCT(Returned, (), (connector_data, verification_id))

std::string connector_of(const Call& call) {
  return std::string(call.request.path_parameter("connectorId"));
}

// The page of this connector at our own address, so that no answer can be taken for another
// connector's (RFC 9700 4.4.2) or led elsewhere. The mocks' callback is nobody's.
bool is_redirect_uri(
    const Dependencies& dependencies, const SocialConnector& social, const std::string& uri
) {
  if (social.factory->social->answer != nullptr) {
    const auto parsed = parse_uri(uri);
    return parsed && is_http_scheme(*parsed);
  }
  return uri == dependencies.endpoint + "/callback/" + social.connector.id.value();
}

Task<Outcome<Taken>> begin(const Call& call, VisitStart body) {
  const Dependencies& dependencies = call.dependencies;
  if (const auto open = require_visits(call.dialogue.state); !open) co_return open.error();
  if (const auto checked = check_start(body); !checked) co_return checked.error();
  const auto social = co_await find_social_connector(&dependencies, connector_of(call));
  if (!social) co_return RequestError{.code = "entity.not_found", .status = 404};
  const auto enabled = check_enabled(*social, *call.dialogue.settings);
  if (!enabled) co_return enabled.error();
  if (!is_redirect_uri(dependencies, *social, body.redirect_uri))
    co_return invalid_input("redirectUri must be the callback page of the connector");
  auto begun = begin_social_visit(call, *social, std::move(body));
  if (!begun) co_return refuse_visit(call, call.dialogue.state, create_action, begun.error());
  auto verification = make_verification(dependencies, social_method, Identifier());
  verification.data = {
      {connector_id, social->connector.id.value()}, {session, begun->session.reveal()}};
  BegunVerification made{
      .verification = std::move(verification),
      .url = std::move(begun->url),
      .plan = std::move(begun->plan),
      .action = create_action};
  co_return answer_begun(call, std::move(made));
}

// The session of the dialogue's visit to this connector, which is used up by it.
Outcome<Secret> take_session(Verification* begun, const std::string& connector, TimePoint now) {
  if (begun == nullptr || find_string(begun->data, connector_id) != connector)
    return RequestError{.code = "session.verification_session_not_found", .status = 404};
  if (begun->expires_at <= now) return RequestError{.code = "session.verification_expired"};
  const auto found = find_string(begun->data, session);
  if (!found) return RequestError{.code = "session.connector_validation_session_not_found"};
  Secret secret{std::string(*found)};
  begun->data.erase(session);
  return secret;
}

Taken keep(const Call& call, ExperienceState state, const Proof& proof) {
  state.add(proof.verification);
  auto line = audit(call, state, submit_action);
  Change change{.state = std::move(state), .plan = proof.plan, .line = std::move(line)};
  return Taken{
      .answer = answer_json(200, api::to_json(VerificationId{proof.verification.id})),
      .change = std::move(change)};
}

// Google One Tap brings a proof without a visit. Asked once for a call.
Task<Outcome<Taken>> verify_credential(
    const Call* call, SocialConnector social, json::object data
) {
  ExperienceState state = call->dialogue.state;
  auto credential = take_credential(call->dependencies, call->request, data);
  if (!credential) co_return credential.error();
  if (!call->work.proof) {
    auto exchange = connectors::resume_credential(
        *social.factory, social.connector.config, *std::move(credential)
    );
    if (!exchange)
      co_return refuse_visit(
          *call, std::move(state), submit_action, to_visit_failure(exchange.error())
      );
    const auto fetched = co_await run_exchange(&call->dependencies, &*exchange);
    if (!fetched)
      co_return refuse_visit(
          *call, std::move(state), submit_action, to_visit_failure(fetched.error())
      );
    const auto& user = std::get<connectors::SocialUser>(exchange->step());
    Proof made{.verification = make_verification(call->dependencies, social_method, Identifier())};
    made.verification.use = Verification::Use::proof;
    made.verification.data = {
        {connector_id, social.connector.id.value()},
        {identity_of_proof, to_json(to_social_identity(social, user))}};
    call->work.proof = std::move(made);
  }
  co_return keep(*call, std::move(state), *call->work.proof);
}

// A visit whose session this call alone has taken.
struct ReturnedVisit {
  std::string id{};
  SocialConnector social{};
  connectors::SocialReturn returned{};
};

// The code goes to the service, which takes it once (RFC 6749 4.1.2).
Task<Outcome<Taken>> finish(const Call& call, ReturnedVisit visit) {
  ExperienceState state = call.dialogue.state;
  const auto* begun = find_begun(state, visit.id, social_method.type);
  if (begun == nullptr) co_return no_verification();
  if (!call.work.proof) {
    auto proven =
        co_await finish_social_visit(&call, std::move(visit.social), std::move(visit.returned));
    if (!proven) co_return refuse_visit(call, std::move(state), submit_action, proven.error());
    Proof made{.verification = *begun, .plan = std::move(proven->plan)};
    made.verification.use = Verification::Use::proof;
    made.verification.expires_at = call.dependencies.clock.now() + verification_lifetime;
    made.verification.data[identity_of_proof] = to_json(proven->identity);
    if (!proven->tokens.empty()) made.verification.data[tokens_of_proof] = proven->tokens;
    call.work.proof = std::move(made);
  }
  const Proof& proof = *call.work.proof;
  std::erase_if(state.verifications, [&](const Verification& one) { return one.id == visit.id; });
  co_return keep(call, std::move(state), proof);
}

Task<Outcome<Taken>> verify(const Call& call, Returned body) {
  ExperienceState state = call.dialogue.state;
  if (const auto open = require_visits(state); !open) co_return open.error();
  const auto id = body.verification_id.value_or("");
  if (id.size() > max_id_bytes) co_return invalid_input("verificationId is too long");
  auto social = co_await find_social_connector(&call.dependencies, connector_of(call));
  if (!social) co_return social.error();
  const auto enabled = check_enabled(*social, *call.dialogue.settings);
  if (!enabled) co_return enabled.error();
  if (!body.verification_id && body.connector_data.contains("credential"))
    co_return co_await verify_credential(&call, *std::move(social), std::move(body.connector_data));
  auto* begun = find_begun(state, id, social_method.type);
  auto taken = take_session(begun, social->connector.id.value(), call.dependencies.clock.now());
  if (!taken) co_return taken.error();
  connectors::SocialReturn returned{
      .connector_id = social->connector.id.value(),
      .session = *std::move(taken),
      .data = std::move(body.connector_data)};
  ReturnedVisit visit{.id = id, .social = *std::move(social), .returned = std::move(returned)};
  Taken first{.change = Change{.state = std::move(state)}};
  first.then = [visit = std::move(visit)](const Call& rest) { return finish(rest, visit); };
  co_return first;
}

SocialIdentity identity_of(const Verification& proof) {
  const auto* identity = find_object(proof.data, identity_of_proof);
  return parse_social_identity(*identity);
}

RequestError no_identity(const std::optional<Related>& related) {
  RequestError error{.code = "user.identity_not_exist", .status = 404};
  error.data = json::object();
  if (!related) return error;
  error.data.as_object()["relatedUser"] = {
      {"type", to_string(related->address.type)}, {"value", related->address.value}};
  return error;
}

// Whether the account's name or picture is not the service's.
bool is_outdated(const User& user, const SocialIdentity& identity) {
  const auto name = find_detail(identity, "name");
  const auto avatar = find_detail(identity, "avatar");
  return (name && name != user.name) || (avatar && avatar != user.avatar);
}

Task<Outcome<Verification>> complete_sign_in(
    const Call* call, Verification proof, Linking linking
) {
  const auto identity = identity_of(proof);
  const auto owner = co_await find_owner(call, identity);
  if (owner) {
    own(proof, owner);
    if (!is_outdated(owner->user, identity)) proof.data.erase(is_synced);
    co_return proof;
  }
  auto related = co_await find_related(call, identity);
  if (linking == Linking::not_asked || !related) co_return no_identity(related);
  own(proof, related->account);
  proof.identifier = std::move(related->address);
  proof.data[is_linked] = true;
  co_return proof;
}

Task<Outcome<Verification>> complete_registration(const Call* call, Verification proof) {
  const auto identity = co_await complete_new(call, identity_of(proof));
  if (!identity) co_return identity.error();
  proof.data[identity_of_new_account] = to_json(*identity);
  co_return proof;
}

// The connector was looked at a moment ago.
Outcome<void> allow(const Verification&, const SignInExperience&) {
  return {};
}

void stage_look(const SocialIdentity& identity, PendingProfile& profile) {
  if (!profile.name) profile.name = find_detail(identity, "name");
  if (!profile.avatar) profile.avatar = find_detail(identity, "avatar");
}

void stage_sign_in(const Verification& proof, ExperienceState& state) {
  auto identity = identity_of(proof);
  if (proof.data.contains(is_synced)) {
    if (auto name = find_detail(identity, "name")) state.profile.name = std::move(name);
    if (auto avatar = find_detail(identity, "avatar")) state.profile.avatar = std::move(avatar);
  }
  if (proof.data.contains(is_linked)) {
    state.profile.social = std::move(identity);
  } else {
    state.profile.social.reset();
    state.social = std::move(identity);
  }
}

void stage_new(SocialIdentity identity, PendingProfile& profile) {
  // What the person has proven here goes first, and is then not the service's word.
  if (profile.email) identity.email.clear();
  if (profile.phone) identity.phone.clear();
  if (!identity.email.empty()) profile.email = identity.email;
  if (!identity.phone.empty()) profile.phone = identity.phone;
  stage_look(identity, profile);
  profile.social = std::move(identity);
}

void stage_registration(const Verification& proof, ExperienceState& state) {
  stage_new(
      parse_social_identity(*find_object(proof.data, identity_of_new_account)), state.profile
  );
}

// To the account of a person who signs in: what it has already stays.
void stage_addition(SocialIdentity identity, const User& user, PendingProfile& profile) {
  if (!user.name && !profile.name) profile.name = find_detail(identity, "name");
  if (!user.avatar && !profile.avatar) profile.avatar = find_detail(identity, "avatar");
  profile.social = std::move(identity);
}

// The identity of a proof that still counts.
Outcome<SocialIdentity> require_identity(
    const ExperienceState& state, std::string_view id, TimePoint now
) {
  const auto* proof = state.find(id);
  if (proof == nullptr || proof->type != social_method.type)
    return RequestError{.code = "session.verification_session_not_found", .status = 404};
  if (proof->use != Verification::Use::proof)
    return RequestError{.code = "session.verification_failed"};
  if (proof->expires_at <= now) return RequestError{.code = "session.verification_expired"};
  return identity_of(*proof);
}

// What the service's own sign-in was made of is not known here.
std::vector<std::string> no_amr(const Verification&) {
  return {};
}

json::object show(const Verification& verification) {
  json::object shown{
      {"id", verification.id},
      {"type", verification.type},
      {"connectorId", find_string(verification.data, connector_id).value_or("")}};
  if (verification.use == Verification::Use::proof)
    shown["socialUserInfo"] = json::parse(identity_of(verification).details);
  return shown;
}

}  // namespace

Task<Outcome<Verification>> complete_social_proof(
    const Call* call, Verification proof, Linking linking
) {
  for (const auto member : {is_linked, is_synced, identity_of_new_account})
    proof.data.erase(member);
  auto id = identity_of(proof).connector_id;
  const auto social = co_await find_social_connector(&call->dependencies, std::move(id));
  if (!social) co_return social.error();
  const auto enabled = check_enabled(*social, *call->dialogue.settings);
  if (!enabled) co_return enabled.error();
  // Of an earlier identification.
  proof.identifier = {};
  proof.user_id = {};
  if (call->dialogue.state.event == InteractionEvent::register_)
    co_return co_await complete_registration(call, std::move(proof));
  if (social->connector.sync_profile) proof.data[is_synced] = true;
  co_return co_await complete_sign_in(call, std::move(proof), linking);
}

std::string email_of_social_proof(const Verification& proof) {
  return identity_of(proof).email;
}

std::string find_kept_tokens(const ExperienceState& state, const SocialIdentity& identity) {
  for (auto one = state.verifications.rbegin(); one != state.verifications.rend(); ++one) {
    const auto tokens = find_string(one->data, tokens_of_proof);
    if (one->type != social_method.type || !tokens) continue;
    const auto proven = identity_of(*one);
    if (proven.connector_id == identity.connector_id && proven.id == identity.id)
      return std::string(*tokens);
  }
  return "";
}

Task<Outcome<ExperienceState>> add_social_identity(
    const Call* call, std::optional<User> user, std::string verification_id
) {
  ExperienceState state = call->dialogue.state;
  const auto proven = require_identity(state, verification_id, call->dependencies.clock.now());
  if (!proven) co_return proven.error();
  const auto in_use =
      co_await check_in_use(&call->dependencies, call->dialogue.settings, proven->connector_id);
  if (!in_use) co_return in_use.error();
  if (user && find_identity(user->identities, proven->target))
    co_return RequestError{.code = "user.social_account_exists_in_profile", .status = 422};
  if (!user) {
    auto identity = co_await complete_new(call, *proven);
    if (!identity) co_return identity.error();
    stage_new(*std::move(identity), state.profile);
    co_return state;
  }
  const auto owner = co_await find_owner(call, *proven);
  if (owner) co_return RequestError{.code = "user.identity_already_in_use", .status = 422};
  stage_addition(*proven, *user, state.profile);
  co_return state;
}

const VerificationMethod social_method{
    .type = "Social",
    .list_amr = no_amr,
    .audit_keys =
        {"Interaction.SignIn.Verification.Social.Create",
         "Interaction.SignIn.Verification.Social.Submit",
         "Interaction.Register.Verification.Social.Create",
         "Interaction.Register.Verification.Social.Submit"},
    .endpoints =
        {{.path = "social/{connectorId}/authorization-uri",
          .summary = "Begin to sign in with an account at another service",
          .reply = api::shape_of<VisitBegun>(),
          .refusals = {400, 404, 422},
          .step = begin},
         {.path = "social/{connectorId}/verify",
          .summary = "Verify an account at another service",
          .refusals = {400, 401, 404, 422},
          .step = verify}},
    .sign_in = IdentifyRule{.allow = allow, .stage = stage_sign_in},
    .registration = IdentifyRule{.allow = allow, .stage = stage_registration},
    .show = show,
};

}  // namespace daemun::experience
