#include "experience/saml_visit.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "domain/cookie_names.h"
#include "http/cookie.h"
#include "storage/saml_sign_in_store.h"
#include "storage/sso_signing_key_store.h"

#include <stdexcept>
#include <utility>

#include "saml/authn_request.h"
#include "sso/saml_account.h"

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

// Of the connector, where its requests are to be signed.
Task<Outcome<std::optional<saml::RequestSigner>>> load_signer(
    const Dependencies* dependencies, SsoConnectorId connector, json::object config
) {
  std::optional<saml::RequestSigner> signer;
  if (!find_bool(config, "signAuthnRequest").value_or(false)) co_return signer;
  const storage::SsoSigningKeyStore keys(
      dependencies->database, dependencies->vault, dependencies->tenant
  );
  const auto active = co_await keys.find_active(std::move(connector));
  if (!active)
    co_return RequestError{.code = "single_sign_on.sso_signing_unavailable", .status = 422};
  auto key = crypto::PrivateKey::parse_pem(active->private_key);
  if (!key) throw std::runtime_error("a stored signing key is not one");
  const auto uri = find_string(config, "requestSignatureAlgorithm");
  const auto algorithm = uri ? saml::parse_request_signature_algorithm(*uri) : std::nullopt;
  signer = saml::RequestSigner{.key = *std::move(key)};
  if (algorithm) signer->algorithm = *algorithm;
  co_return signer;
}

storage::SamlVisit make_visit(
    const Dependencies& dependencies, const SsoConnector& connector, VisitStart start
) {
  return {
      .id = storage::hash_saml_secret(crypto::random_token(dependencies.random)),
      .connector_id = connector.id,
      .redirect_uri = std::move(start.redirect_uri),
      .state = std::move(start.state),
      .expires_at = dependencies.clock.now() + visit_lifetime};
}

// The account that the visit has led to, once.
Result<FinishedVisit, VisitFailure> use_answer(
    const Call& call, const storage::SamlVisit& visit, const std::string& code
) {
  // Another browser has brought the response.
  if (!storage::is_code_of(visit, code)) return fail("connector.authorization_failed", 401);
  const auto account = parse_json_object(*visit.account, {.max_bytes = 256 * 1024, .max_depth = 8});
  FinishedVisit finished{.account = parse_enterprise_account(account.value())};
  finished.plan.add(store_of(call.dependencies).use_visit(visit.id, code));
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

Task<Outcome<BegunVisit>> begin_by_saml(
    const Call* call, SsoConnector connector, sso::SamlService service, VisitStart start
) {
  const Dependencies& dependencies = call->dependencies;
  auto signer = co_await load_signer(&dependencies, connector.id, service.config);
  if (!signer) co_return signer.error();
  const auto relay_state = crypto::random_token(dependencies.random);
  auto visit = make_visit(dependencies, connector, std::move(start));
  visit.id = storage::hash_saml_secret(relay_state);
  visit.request_id = saml::make_request_id(dependencies.random);
  auto url = saml::make_redirect_url({
      .request =
          {.id = visit.request_id,
           .issue_instant = dependencies.clock.now(),
           .destination = service.provider.sign_in_url,
           .assertion_consumer_service_url =
               sso::consumer_url_of(dependencies.endpoint, connector.id),
           .issuer = sso::entity_id_of(dependencies.endpoint, connector.id)},
      .relay_state = relay_state,
      .signer = *std::move(signer),
  });
  if (!url) co_return RequestError{.code = "connector.invalid_config"};
  BegunVisit begun{.url = *std::move(url), .session = {{saml_session, visit.id}}};
  begun.plan.add(store_of(dependencies).insert_visit(visit));
  co_return begun;
}

Task<Result<FinishedVisit, VisitFailure>> finish_by_saml(
    const Call* call, SsoConnector connector, VisitReturn returned
) {
  const auto id = find_string(returned.session, saml_session);
  if (!id) co_return no_session();
  const auto visit = co_await store_of(call->dependencies).find_visit(std::string(*id));
  if (!visit || visit->expires_at <= call->dependencies.clock.now() ||
      visit->connector_id != connector.id)
    co_return no_session();
  if (!visit->account) co_return fail("session.connector_session_not_found", 400);
  const auto code = find_string(returned.data, "code").value_or("");
  if (code.size() > max_code_bytes) co_return fail("connector.authorization_failed", 401);
  co_return use_answer(*call, *visit, std::string(code));
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
  const auto visit = make_visit(dependencies, connector, std::move(start));
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
