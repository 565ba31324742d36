#include "experience/provider_logout.h"

#include "base/log.h"
#include "connectors/social/service.h"
#include "daemun/auth/backchannel_logout.h"
#include "daemun/auth/jwks.h"
#include "experience/saml_answer.h"
#include "storage/log_store.h"
#include "storage/saml_sign_in_store.h"
#include "storage/session_end.h"
#include "storage/session_origin_store.h"

#include <optional>
#include <variant>
#include <vector>

#include "sso/service.h"

namespace daemun::experience {
namespace {

using Code = auth::AuthError::Code;

// What a token says, and how long it has to be remembered.
struct TakenToken {
  auth::LogoutNotice notice{};
  storage::SeenAssertion seen{};
};

http::Response to_http(net::Response response) {
  http::Response answer;
  answer.status = response.status;
  for (auto& header : response.headers)
    answer.set(header.name, std::move(header.value));
  answer.body = std::move(response.body);
  return answer;
}

Task<std::optional<SsoConnector>> find_connector(const Dependencies* dependencies, std::string id) {
  const auto all = co_await dependencies->settings.list_sso_connectors();
  for (const auto& connector : *all) {
    if (connector.id.value() == id) co_return connector;
  }
  co_return std::nullopt;
}

net::Request to_net(const http::Request& request) {
  net::Request sent;
  sent.method = "POST";
  sent.url = request.path;
  for (const auto* name : {"content-type", "content-length"}) {
    if (const auto value = request.header(name))
      sent.headers.push_back({name, std::string(*value)});
  }
  sent.body = request.body;
  return sent;
}

// The provider as it is known now, its client here, and its keys.
struct Speaker {
  auth::Registration registration{};
  jose::KeySet keys{};
};
Task<Result<Speaker, auth::AuthError>> load_speaker(
    const Dependencies* dependencies, SsoConnector connector
) {
  auto& documents = dependencies->sso_documents;
  const auto loaded = co_await sso::load_service(&documents, connector, sso::Freshness::kept);
  const auto* service = loaded ? std::get_if<sso::OidcService>(&*loaded) : nullptr;
  if (service == nullptr)
    co_return auth::refuse(Code::not_supported, "the connector has no OpenID provider to ask");
  Speaker speaker{.registration = service->factory.social->make(service->config).registration};
  auto request = auth::make_jwks_request(speaker.registration.provider, "");
  if (!request) co_return request.error();
  sso::Document document{
      .request = *std::move(request), .is_good = [](const net::Response& response) {
        return auth::read_jwks_response(response).has_value();
      }};
  const auto answer = co_await documents.fetch(std::move(document), sso::Freshness::kept);
  if (!answer) co_return auth::refuse(Code::not_supported, "the keys of the provider are unknown");
  auto fetched = auth::read_jwks_response(*answer);
  if (!fetched) co_return fetched.error();
  if (*fetched) speaker.keys = std::move((*fetched)->keys);
  co_return speaker;
}

Result<TakenToken, auth::AuthError> read_token(
    const std::string& token, const Speaker& speaker, TimePoint now
) {
  TakenToken taken;
  // The plan that ends the sessions finds out whether it has come before.
  const auto remember = [&](const std::string& issuer, const std::string& jti, TimePoint until) {
    taken.seen = {.issuer = "logout of " + issuer, .id = jti, .expires_at = until};
    return auth::Sighting::first;
  };
  auto notice = auth::verify_logout_token(token, speaker.keys, speaker.registration, remember, now);
  if (!notice) return notice.error();
  taken.notice = *std::move(notice);
  return taken;
}

}  // namespace

Task<http::Response> ProviderLogout::take(http::Request request) {
  auto connector =
      co_await find_connector(&dependencies_, std::string(request.path_parameter("connectorId")));
  if (!connector) {
    co_return to_http(auth::make_logout_refusal(
        auth::refuse(Code::malformed_request, "there is no such connector")
    ));
  }
  const auto ended = co_await end_sessions(*std::move(connector), std::move(request));
  if (ended) co_return to_http(auth::make_logout_response());
  log_warning("provider_logout.refused", {{"details", ended.error().description}});
  co_return to_http(auth::make_logout_refusal(ended.error()));
}

Task<Result<void, auth::AuthError>> ProviderLogout::end_sessions(
    SsoConnector connector, http::Request request
) {
  const auto token = auth::read_logout_request(to_net(request));
  if (!token) co_return token.error();
  const auto speaker = co_await load_speaker(&dependencies_, connector);
  if (!speaker) co_return speaker.error();
  const auto now = dependencies_.clock.now();
  const auto taken = read_token(*token, *speaker, now);
  if (!taken) co_return taken.error();

  const storage::SessionOriginStore origins(dependencies_.database, dependencies_.tenant);
  storage::EndedAtProvider ended{
      .connector_id = connector.id,
      .subject = taken->notice.subject,
      .sid = taken->notice.session_id,
      .at = now};
  const auto sessions = co_await origins.list(std::move(ended));
  const storage::SessionEnd end(
      dependencies_.database, dependencies_.settings, dependencies_.random, dependencies_.clock
  );
  const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
  storage::Plan plan;
  plan.add(
      storage::SamlSignInStore(dependencies_.database, dependencies_.tenant).remember(taken->seen)
  );
  for (const auto& session : sessions) {
    auto part = co_await end.plan_one(session.session_id, session.user_id);
    plan.add(std::move(part));
    auto event = make_response_event(dependencies_, request, "Session.End");
    event.user_id = session.user_id;
    event.session_id = session.session_id;
    plan.add(logs.insert(event));
  }
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) co_return auth::refuse(Code::replayed, "the logout token has come before");
  co_return Result<void, auth::AuthError>();
}

}  // namespace daemun::experience
