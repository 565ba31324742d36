#include "experience/saml_consumer.h"

#include "crypto/random.h"
#include "experience/dialogue.h"
#include "experience/saml_visit.h"
#include "http/form.h"
#include "storage/log_store.h"

#include <utility>
#include <variant>

namespace daemun::experience {
namespace {

std::string id_of(const storage::SamlConnector& connector) {
  return std::visit([](const auto& id) { return id.value(); }, connector);
}

storage::Statement log_refusal(
    const Dependencies& dependencies,
    const http::Request& request,
    const VisitAnswer& answer,
    std::string reason
) {
  auto event = make_response_event(dependencies, request, answer.audit_key);
  event.is_success = false;
  event.error = "connector.authorization_failed";
  event.details["connectorId"] = id_of(answer.visit.connector);
  event.details["reason"] = std::move(reason);
  return storage::LogStore(dependencies.database, dependencies.tenant).insert(event);
}

// With which the browser goes to the page.
struct VisitCode {
  std::string value{};
};
// Or why there is none.
Task<Result<VisitCode, std::string>> keep_answer(
    const Dependencies* dependencies, const VisitAnswer* answer
) {
  if (!answer->read) co_return answer->read.error();
  const storage::SamlSignInStore store(dependencies->database, dependencies->tenant);
  VisitCode code{.value = crypto::random_token(dependencies->random)};
  storage::Plan plan;
  plan.add(store.remember(answer->read->assertion))
      .add(store.answer_visit(
          answer->visit.id, {.code = code.value, .account = json::serialize(answer->read->account)}
      ));
  const auto committed = co_await dependencies->database.commit(std::move(plan));
  if (committed) co_return code;
  const bool is_replay = committed.error().reason == storage::Conflict::Reason::unique;
  co_return std::string(is_replay ? "replayed" : "answered");
}

}  // namespace

Outcome<SentSamlResponse> parse_saml_response(const http::Request& request) {
  const auto form = http::parse_form_body(request);
  if (!form || form->count("SAMLResponse") != 1 || form->count("RelayState") > 1)
    return invalid_input("SAMLResponse must be there once, and RelayState at most once");
  return SentSamlResponse{
      .text = std::string(form->find("SAMLResponse").value_or("")),
      .relay_state = std::string(form->find("RelayState").value_or(""))};
}

Task<std::optional<storage::SamlVisit>> find_waiting_visit(
    const Dependencies* dependencies, storage::SamlConnector connector, std::string relay_state
) {
  const storage::SamlSignInStore store(dependencies->database, dependencies->tenant);
  auto visit = co_await store.find_visit(storage::hash_saml_secret(relay_state));
  const bool is_waiting = visit && visit->connector == connector && !visit->account &&
                          visit->expires_at > dependencies->clock.now();
  if (!is_waiting) co_return std::nullopt;
  co_return visit;
}

Task<http::Response> answer_visit(
    const Dependencies* dependencies, http::Request request, VisitAnswer answer
) {
  const auto code = co_await keep_answer(dependencies, &answer);
  const auto& visit = answer.visit;
  std::string target;
  if (code) {
    target = to_callback(visit.redirect_uri, visit.state, code->value);
  } else {
    const storage::SamlSignInStore store(dependencies->database, dependencies->tenant);
    storage::Plan plan;
    plan.add(store.end_visit(visit.id))
        .add(log_refusal(*dependencies, request, answer, code.error()));
    static_cast<void>(co_await dependencies->database.commit(std::move(plan)));
    target = to_failed_callback(visit.redirect_uri, visit.state);
  }
  auto response = http::redirect_response(302, target);
  response.set("Cache-Control", "no-store");
  co_return response;
}

}  // namespace daemun::experience
