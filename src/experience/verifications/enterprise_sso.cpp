#include "experience/verifications/enterprise_sso.h"

#include "experience/decisions.h"
#include "experience/email_check.h"
#include "experience/enterprise_connector.h"
#include "experience/enterprise_visit.h"
#include "experience/passkey_ceremony.h"
#include "experience/verifications/verification_code.h"
#include "storage/user_sso_identity_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <utility>

#include "api/verification_record.h"

namespace daemun::experience {
namespace {

using Account = storage::UserStore::WithPassword;

constexpr std::size_t max_id_bytes = 128;

constexpr std::string_view create_action = "Verification.EnterpriseSso.Create";
constexpr std::string_view submit_action = "Verification.EnterpriseSso.Submit";

// The verification's own data: of one that has begun the session, which the first answer uses up;
// of a proof the account.
constexpr std::string_view connector_id = "connectorId";
constexpr std::string_view session = "session";
constexpr std::string_view account_of_proof = "account";
// What complete_enterprise_proof adds for the decision.
constexpr std::string_view is_linked = "is_linked";
constexpr std::string_view is_synced = "is_synced";
constexpr std::string_view account_of_new = "new_account";

struct Returned {
  json::object connector_data{};
  std::string verification_id{};
};
BOOST_DESCRIBE_STRUCT(Returned, (), (connector_data, verification_id))

Task<Outcome<SsoConnector>> find_connector(const Call* call) {
  const auto settings = call->dialogue.settings;
  std::string id(call->request.path_parameter("connectorId"));
  co_return co_await find_enterprise_connector(&call->dependencies, settings, std::move(id));
}

// So that no answer can be taken for another connector's (RFC 9700 4.4.2) or led elsewhere.
Outcome<void> check_redirect_uri(
    const Call& call, const VisitStart& start, const SsoConnector& connector
) {
  if (start.redirect_uri == call.dependencies.endpoint + "/callback/" + connector.id.value())
    return {};
  return invalid_input("redirectUri must be the callback page of the connector");
}

Task<Outcome<Taken>> begin(const Call& call, VisitStart start) {
  if (const auto open = require_visits(call.dialogue.state); !open) co_return open.error();
  const auto connector = co_await find_connector(&call);
  if (!connector) co_return connector.error();
  if (const auto checked = check_start(start); !checked) co_return checked.error();
  const auto led = check_redirect_uri(call, start, *connector);
  if (!led) co_return led.error();
  auto begun = co_await begin_visit(&call, *connector, std::move(start));
  if (!begun) co_return refuse_visit(call, call.dialogue.state, create_action, begun.error());
  auto verification = make_verification(call.dependencies, enterprise_sso_method, Identifier());
  verification.data = {{connector_id, connector->id.value()}, {session, std::move(begun->session)}};
  BegunVerification made{
      .verification = std::move(verification),
      .url = std::move(begun->url),
      .plan = std::move(begun->plan),
      .action = create_action};
  co_return answer_begun(call, std::move(made));
}

// The session of the dialogue's visit to this connector, which is used up by it.
Outcome<json::object> take_session(
    Verification* begun, const SsoConnectorId& connector, TimePoint now
) {
  if (begun == nullptr || find_string(begun->data, connector_id) != connector.value())
    return RequestError{.code = "session.verification_session_not_found", .status = 404};
  if (begun->expires_at <= now) return RequestError{.code = "session.verification_expired"};
  const auto* found = find_object(begun->data, session);
  if (found == nullptr)
    return RequestError{.code = "session.connector_validation_session_not_found"};
  json::object taken = *found;
  begun->data.erase(session);
  return taken;
}

// Asked once for a call: the code of a provider is good once.
Task<Result<void, VisitFailure>> prove_account(
    const Call* call, const Verification* begun, SsoConnector connector, VisitReturn returned
) {
  auto& kept = call->work.proof;
  if (kept) co_return Result<void, VisitFailure>();
  auto finished = co_await finish_visit(call, std::move(connector), std::move(returned));
  if (!finished) co_return finished.error();
  Proof proof{.verification = *begun, .plan = std::move(finished->plan)};
  proof.verification.use = Verification::Use::proof;
  proof.verification.expires_at = call->dependencies.clock.now() + verification_lifetime;
  proof.verification.data[account_of_proof] = to_json(finished->account);
  kept = std::move(proof);
  co_return Result<void, VisitFailure>();
}

// A visit whose session this call alone has taken.
struct ReturnedVisit {
  std::string id{};
  SsoConnector connector{};
  VisitReturn returned{};
};

Task<Outcome<Taken>> finish(const Call& call, ReturnedVisit visit) {
  ExperienceState state = call.dialogue.state;
  const auto* begun = find_begun(state, visit.id, enterprise_sso_method.type);
  if (begun == nullptr) co_return no_verification();
  const auto proven =
      co_await prove_account(&call, begun, std::move(visit.connector), std::move(visit.returned));
  if (!proven) co_return refuse_visit(call, std::move(state), submit_action, proven.error());
  const Proof& proof = *call.work.proof;
  std::erase_if(state.verifications, [&](const Verification& one) { return one.id == visit.id; });
  state.add(proof.verification);
  auto line = audit(call, state, submit_action);
  Change change{.state = std::move(state), .plan = proof.plan, .line = std::move(line)};
  co_return Taken{
      .answer = answer_json(200, api::to_json(VerificationId{proof.verification.id})),
      .change = std::move(change)};
}

Task<Outcome<Taken>> verify(const Call& call, Returned body) {
  ExperienceState state = call.dialogue.state;
  if (const auto open = require_visits(state); !open) co_return open.error();
  const auto id = std::move(body.verification_id);
  if (id.size() > max_id_bytes) co_return invalid_input("verificationId is too long");
  auto connector = co_await find_connector(&call);
  if (!connector) co_return connector.error();
  auto* begun = find_begun(state, id, enterprise_sso_method.type);
  auto taken = take_session(begun, connector->id, call.dependencies.clock.now());
  if (!taken) co_return taken.error();
  VisitReturn returned{.session = *std::move(taken), .data = std::move(body.connector_data)};
  ReturnedVisit visit{
      .id = id, .connector = *std::move(connector), .returned = std::move(returned)};
  Taken first{.change = Change{.state = std::move(state)}};
  first.then = [visit = std::move(visit)](const Call& rest) { return finish(rest, visit); };
  co_return first;
}

EnterpriseAccount account_of(const Verification& proof) {
  return parse_enterprise_account(*find_object(proof.data, account_of_proof));
}

Identifier email_of(const EnterpriseAccount& account) {
  return {.type = IdentifierType::email, .value = account.email};
}

// By the provider, or by a code in this dialogue.
bool is_email_proven(const Call& call, const EnterpriseAccount& account) {
  if (account.is_email_proven) return true;
  const auto now = call.dependencies.clock.now();
  const auto& all = call.dialogue.state.verifications;
  return std::any_of(all.begin(), all.end(), [&](const Verification& one) {
    return one.type == email_code_method.type && one.use == Verification::Use::proof &&
           one.expires_at > now && one.identifier == email_of(account);
  });
}

Task<std::optional<SsoIdentity>> find_identity(const Call* call, EnterpriseAccount account) {
  const storage::UserSsoIdentityStore identities(
      call->dependencies.database, call->dependencies.tenant
  );
  storage::SsoAccount foreign{.issuer = account.issuer, .id = account.id};
  co_return co_await identities.find(std::move(foreign));
}

RequestError no_identity(const std::optional<Identifier>& related) {
  RequestError error{.code = "user.sso_identity_not_exist", .status = 404};
  error.data = json::object();
  if (!related) return error;
  error.data.as_object()["relatedUser"] = {
      {"type", to_string(related->type)}, {"value", related->value}};
  return error;
}

// Another account of the same provider is never replaced: a reassigned address would open the
// account of its former owner. Accounts of a provider that the connector no
// longer has are.
Task<bool> has_another(const Call* call, UserId user, EnterpriseAccount account) {
  const storage::UserSsoIdentityStore identities(
      call->dependencies.database, call->dependencies.tenant
  );
  const auto all = co_await identities.list(std::move(user));
  co_return std::any_of(all.begin(), all.end(), [&](const SsoIdentity& one) {
    return one.connector_id == account.connector_id && one.issuer == account.issuer;
  });
}

// The account here that has the address.
Task<Outcome<Verification>> link(const Call* call, Verification proof, EnterpriseAccount account) {
  if (account.email.empty()) co_return no_identity(std::nullopt);
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  const auto related = co_await users.find_with_password(email_of(account));
  if (!related) co_return no_identity(std::nullopt);
  if (!is_email_proven(*call, account)) co_return no_identity(email_of(account));
  const bool is_taken = co_await has_another(call, related->user.id, account);
  if (is_taken) co_return RequestError{.code = "user.sso_account_exists_in_profile", .status = 422};
  own(proof, related);
  proof.identifier = email_of(account);
  proof.data[is_linked] = true;
  co_return proof;
}

// Whether the account's name or picture is not the provider's.
bool is_outdated(const User& user, const EnterpriseAccount& account) {
  const auto name = find_detail(account, "name");
  const auto avatar = find_detail(account, "avatar");
  return (name && name != user.name) || (avatar && avatar != user.avatar);
}

Task<Outcome<Verification>> complete_sign_in(const Call* call, Verification proof) {
  const auto account = account_of(proof);
  const auto identity = co_await find_identity(call, account);
  if (!identity) co_return co_await link(call, std::move(proof), account);
  // The provider of one company could claim to be another's.
  if (identity->connector_id != account.connector_id) co_return no_identity(std::nullopt);
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  const auto owner = co_await users.find_with_password(identity->user_id);
  own(proof, owner);
  if (owner && !is_outdated(owner->user, account)) proof.data.erase(is_synced);
  co_return proof;
}

Task<Outcome<Verification>> complete_registration(const Call* call, Verification proof) {
  auto account = account_of(proof);
  const auto owner = co_await find_identity(call, account);
  if (owner) co_return RequestError{.code = "user.identity_already_in_use", .status = 422};
  if (!is_email_proven(*call, account)) account.email.clear();
  if (!account.email.empty()) {
    const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
    const auto taken = co_await users.find(email_of(account));
    if (taken) co_return already_in_use(IdentifierType::email);
    const auto allowed =
        check_new_address(call->dependencies, *call->dialogue.settings, email_of(account));
    if (!allowed) co_return allowed.error();
  }
  proof.data[account_of_new] = to_json(account);
  co_return proof;
}

// The connector was looked at a moment ago.
Outcome<void> allow(const Verification&, const SignInExperience&) {
  return {};
}

void stage_sign_in(const Verification& proof, ExperienceState& state) {
  auto account = account_of(proof);
  if (proof.data.contains(is_synced)) {
    if (auto name = find_detail(account, "name")) state.profile.name = std::move(name);
    if (auto avatar = find_detail(account, "avatar")) state.profile.avatar = std::move(avatar);
  }
  if (proof.data.contains(is_linked)) {
    state.profile.enterprise = std::move(account);
  } else {
    state.enterprise = std::move(account);
  }
}

void stage_registration(const Verification& proof, ExperienceState& state) {
  auto account = parse_enterprise_account(*find_object(proof.data, account_of_new));
  PendingProfile& profile = state.profile;
  if (!profile.email && !account.email.empty()) profile.email = account.email;
  if (!profile.name) profile.name = find_detail(account, "name");
  if (!profile.avatar) profile.avatar = find_detail(account, "avatar");
  profile.enterprise = std::move(account);
}

// What the company's own sign-in was made of counts only where the connector says so (mfa_check.h).
std::vector<std::string> no_amr(const Verification&) {
  return {};
}

json::object show(const Verification& verification) {
  json::object shown{
      {"id", verification.id},
      {"type", verification.type},
      {"connectorId", find_string(verification.data, connector_id).value_or("")}};
  if (verification.use != Verification::Use::proof) return shown;
  const auto account = account_of(verification);
  shown["enterpriseSsoUserInfo"] = json::parse(account.details);
  shown["issuer"] = account.issuer;
  return shown;
}

}  // namespace

Task<Outcome<Verification>> complete_enterprise_proof(const Call* call, Verification proof) {
  for (const auto member : {is_linked, is_synced, account_of_new})
    proof.data.erase(member);
  const auto account = account_of(proof);
  const auto in_use = co_await check_enterprise_account(call, account);
  if (!in_use) co_return in_use.error();
  // Of an earlier identification.
  proof.identifier = {};
  proof.user_id = {};
  if (call->dialogue.state.event == InteractionEvent::register_)
    co_return co_await complete_registration(call, std::move(proof));
  const auto settings = call->dialogue.settings;
  const auto connector = co_await find_enterprise_connector(
      &call->dependencies, settings, account.connector_id.value()
  );
  if (!connector) co_return connector.error();
  if (connector->sync_profile) proof.data[is_synced] = true;
  co_return co_await complete_sign_in(call, std::move(proof));
}

const VerificationMethod enterprise_sso_method{
    .type = "EnterpriseSso",
    .list_amr = no_amr,
    .audit_keys =
        {"Interaction.SignIn.Verification.EnterpriseSso.Create",
         "Interaction.SignIn.Verification.EnterpriseSso.Submit",
         "Interaction.Register.Verification.EnterpriseSso.Create",
         "Interaction.Register.Verification.EnterpriseSso.Submit"},
    .endpoints =
        {{.path = "sso/{connectorId}/authorization-uri",
          .summary = "Begin to sign in with a company's identity provider",
          .reply = api::shape_of<VisitBegun>(),
          .refusals = {400, 404, 422},
          .step = begin},
         {.path = "sso/{connectorId}/verify",
          .summary = "Verify an account at a company's identity provider",
          .refusals = {400, 401, 404, 422},
          .step = verify}},
    .sign_in = IdentifyRule{.allow = allow, .stage = stage_sign_in},
    .registration = IdentifyRule{.allow = allow, .stage = stage_registration},
    .show = show,
};

}  // namespace daemun::experience
