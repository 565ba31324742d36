#include "experience/saml_visit.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "domain/cookie_names.h"
#include "experience/saml_answer.h"
#include "http/cookie.h"

#include <utility>

#include "saml/authn_request.h"

namespace daemun::experience {
namespace {

// The member of a session that is a visit by SAML: its name in the store.
constexpr std::string_view saml_session = "saml";
constexpr std::size_t max_code_bytes = 64;

storage::SamlSignInStore store_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.tenant};
}

VisitFailure fail(std::string code, int status) {
  return {.error = {.code = code, .status = status}, .reason = code};
}

storage::SamlVisit make_visit(
    const Dependencies& dependencies, storage::SamlConnector connector, VisitStart start
) {
  return {
      .id = storage::hash_saml_secret(crypto::random_token(dependencies.random)),
      .connector = std::move(connector),
      .redirect_uri = std::move(start.redirect_uri),
      .state = std::move(start.state),
      .expires_at = dependencies.clock.now() + visit_lifetime};
}

// The account that the visit has led to, once.
Result<FinishedSamlVisit, VisitFailure> use_answer(
    const Dependencies& dependencies, const storage::SamlVisit& visit, const std::string& code
) {
  // Another browser has brought the response.
  if (!storage::is_code_of(visit, code)) return fail("connector.authorization_failed", 401);
  auto account = parse_json_object(*visit.account, {.max_bytes = 256 * 1024, .max_depth = 8});
  FinishedSamlVisit finished{.account = std::move(account).value()};
  finished.plan.add(store_of(dependencies).use_visit(visit.id, code));
  return finished;
}

}  // namespace

std::string to_callback(
    const std::string& redirect_uri, std::string_view state, std::string_view code
) {
  return redirect_uri + "?state=" + to_percent_encoded(state) + "&code=" + to_percent_encoded(code);
}

std::string to_failed_callback(const std::string& redirect_uri, std::string_view state) {
  return redirect_uri + "?state=" + to_percent_encoded(state) + "&error=authorization_failed";
}

VisitFailure no_session() {
  return fail("session.connector_validation_session_not_found", 400);
}

RequestError no_waiting_visit() {
  return {.code = "session.connector_validation_session_not_found", .status = 404};
}

Outcome<BegunSamlVisit> begin_saml_visit(
    const Dependencies& dependencies, SamlDestination destination, VisitStart start
) {
  auto& party = destination.party;
  const auto relay_state = crypto::random_token(dependencies.random);
  auto visit = make_visit(dependencies, std::move(destination.connector), std::move(start));
  visit.id = storage::hash_saml_secret(relay_state);
  visit.request_id = saml::make_request_id(dependencies.random);
  auto url = saml::make_redirect_url({
      .request =
          {.id = visit.request_id,
           .issue_instant = dependencies.clock.now(),
           .destination = party.provider.sign_in_url,
           .assertion_consumer_service_url = party.consumer_url,
           .issuer = party.entity_id,
           .name_id_format = party.name_id_format},
      .relay_state = relay_state,
      .signer = std::move(party.signer),
  });
  if (!url) return RequestError{.code = "connector.invalid_config"};
  BegunSamlVisit begun{.url = *std::move(url), .visit = visit.id};
  begun.plan.add(store_of(dependencies).insert_visit(visit));
  return begun;
}

Task<Result<FinishedSamlVisit, VisitFailure>> finish_saml_visit(
    const Dependencies* dependencies, SamlReturn returned
) {
  const auto visit = co_await store_of(*dependencies).find_visit(std::move(returned.visit));
  if (!visit || visit->expires_at <= dependencies->clock.now() ||
      visit->connector != returned.connector)
    co_return no_session();
  if (!visit->account) co_return fail("session.connector_session_not_found", 400);
  const auto code = find_string(returned.data, "code").value_or("");
  if (code.size() > max_code_bytes) co_return fail("connector.authorization_failed", 401);
  co_return use_answer(*dependencies, *visit, std::string(code));
}

Task<Outcome<BegunVisit>> begin_by_saml(
    const Call* call, SsoConnector connector, sso::SamlService service, VisitStart start
) {
  const bool is_signed = find_bool(service.config, "signAuthnRequest").value_or(false);
  auto party = co_await load_party(&call->dependencies, connector.id, std::move(service));
  if (is_signed && !party.signer)
    co_return RequestError{.code = "single_sign_on.sso_signing_unavailable", .status = 422};
  if (!is_signed) party.signer.reset();
  SamlDestination destination{.connector = connector.id, .party = std::move(party)};
  auto begun = begin_saml_visit(call->dependencies, std::move(destination), std::move(start));
  if (!begun) co_return begun.error();
  co_return BegunVisit{
      .url = std::move(begun->url),
      .session = {{saml_session, begun->visit}},
      .plan = std::move(begun->plan)};
}

Task<Result<FinishedVisit, VisitFailure>> finish_by_saml(
    const Call* call, SsoConnector connector, VisitReturn returned
) {
  const auto id = find_string(returned.session, saml_session);
  if (!id) co_return no_session();
  SamlReturn back{
      .connector = connector.id, .visit = std::string(*id), .data = std::move(returned.data)};
  auto finished = co_await finish_saml_visit(&call->dependencies, std::move(back));
  if (!finished) co_return finished.error();
  co_return FinishedVisit{
      .account = parse_enterprise_account(finished->account), .plan = std::move(finished->plan)};
}

Task<std::optional<BegunVisit>> continue_idp_session(
    const Call* call, SsoConnector connector, VisitStart start
) {
  const Dependencies& dependencies = call->dependencies;
  const auto secret = http::find_cookie(
      call->request,
      cookie_name(idp_session_cookie_name, dependencies.tenant, dependencies.endpoint)
  );
  if (!secret || secret->empty() || secret->size() > max_code_bytes) co_return std::nullopt;
  const auto store = store_of(dependencies);
  const auto session = co_await store.find_session(storage::hash_saml_secret(std::string(*secret)));
  if (!session || session->connector_id != connector.id ||
      session->expires_at <= dependencies.clock.now())
    co_return std::nullopt;
  const auto visit = make_visit(dependencies, connector.id, std::move(start));
  const storage::SamlAnswer answer{
      .code = crypto::random_token(dependencies.random), .account = session->account};
  BegunVisit begun{
      .url = to_callback(visit.redirect_uri, visit.state, answer.code),
      .session = {{saml_session, visit.id}}};
  begun.plan.add(store.use_session(session->id))
      .add(store.insert_visit(visit))
      .add(store.answer_visit(visit.id, answer));
  co_return begun;
}

}  // namespace daemun::experience
