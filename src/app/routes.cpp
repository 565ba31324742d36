#include "app/routes.h"

#include "base/json.h"
#include "base/log.h"
#include "http/cors.h"
#include "oidc/tables.h"
#include "storage/lease_store.h"
#include "storage/seed.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "api/json_body.h"
#include "api/request_error.h"

namespace daemun::app {
namespace {

using http::Method;
using http::Request;
using http::Response;
using http::Route;

template <typename Object>
using Member = Task<Response> (Object::*)(Request);

// A row: method, pattern, and the member function that answers. The function that is stored is not
// a coroutine itself, so it may capture.
template <typename Object>
Route row(Method method, std::string pattern, Object& object, Member<Object> member) {
  return Route{method, std::move(pattern), [&object, member](Request request) {
                 return (object.*member)(std::move(request));
               }};
}

Task<Response> answer_preflight(Request request, std::string methods) {
  const auto origin = request.header("origin").value_or("");
  const auto headers = request.header("access-control-request-headers").value_or("");
  co_return http::preflight(origin, methods, headers);
}

// Whether an origin may read the answer itself is decided with the client, when there is one to
// know.
Route preflight_row(std::string pattern, std::string methods) {
  return Route{Method::options, std::move(pattern), [methods](Request request) {
                 return answer_preflight(std::move(request), methods);
               }};
}

Task<Response> answer_status(Request) {
  co_return http::empty_response(204);
}

// For the console, which is told a tenant and not where its users come in.
Task<Response> answer_endpoint(Request request, TenantEndpoints endpoints) {
  const auto found = endpoints.find(std::string(request.path_parameter("tenantId")));
  // As Logto, which has one tenant for users under any id.
  const auto& endpoint =
      found != endpoints.end() ? found->second : endpoints.at(std::string(storage::default_tenant));
  co_return api::answer_json(200, json::object{{"user", endpoint}});
}

Task<Response> answer_metrics(std::string text) {
  auto response = http::text_response(200, std::move(text));
  response.set("content-type", "text/plain; version=0.0.4; charset=utf-8");
  co_return response;
}

// The last answer counts for a second, so that anybody's probes cost one write a second at most.
struct Readiness {
  std::atomic<std::int64_t> checked_at_ms = 0;
  std::atomic<bool> is_ready = false;
};

// One that reads and does not write lets nobody sign in: its disk may be full.
Task<bool> check_readiness(storage::Database* database, const Clock* clock) {
  try {
    storage::Query query{{"select 1 from tenants limit 1"}, {}};
    const auto rows = co_await database->read(std::move(query));
    if (rows.empty()) co_return false;
    co_await storage::LeaseStore(*database).write_readiness(clock->now());
    co_return true;
  } catch (const std::exception& error) {
    log_warning("not_ready", {{"reason", error.what()}});
  }
  co_return false;
}

Task<Response> answer_readiness(
    storage::Database* database, const Clock* clock, std::shared_ptr<Readiness> last
) {
  constexpr std::int64_t fresh_ms = 1'000;
  const auto now = to_unix_ms(clock->now());
  auto checked_at = last->checked_at_ms.load();
  const bool is_due = now < checked_at || now - checked_at >= fresh_ms;
  if (is_due && last->checked_at_ms.compare_exchange_strong(checked_at, now)) {
    const bool checked = co_await check_readiness(database, clock);
    last->is_ready = checked;
  }
  const bool is_ready = last->is_ready;
  auto response = http::text_response(is_ready ? 200 : 503, is_ready ? "ready" : "not ready");
  if (!is_ready) response.set("retry-after", "1");
  co_return response;
}

using Answer = Task<Response> (*)(Tenant&, Request);

// That member of that part of the tenant.
template <auto part, auto member>
constexpr Answer by =
    [](Tenant& tenant, Request request) { return (tenant.*part.*member)(std::move(request)); };

// Below the issuer. A page of another origin may call what answers with JSON (CORS); that is said
// in a preflight.
enum class Origins { own, any };
struct ProtocolRow {
  Method method;
  std::string_view path;
  Origins origins;
  Answer answer;
};

using namespace oidc;
constexpr Answer discover = by<&Tenant::discovery, &Discovery::handle>;
constexpr Answer show_keys = by<&Tenant::jwks, &Jwks::handle>;
constexpr Answer authorize = by<&Tenant::authorization, &AuthorizationEndpoint::handle>;
constexpr Answer resume = by<&Tenant::authorization, &AuthorizationEndpoint::resume>;
constexpr Answer push_request =
    by<&Tenant::pushed_authorization_request, &PushedAuthorizationRequestEndpoint::handle>;
constexpr Answer authorize_device =
    by<&Tenant::device_authorization, &DeviceAuthorizationEndpoint::handle>;
constexpr Answer open_device = by<&Tenant::device_verification, &DeviceVerification::open>;
constexpr Answer submit_device = by<&Tenant::device_verification, &DeviceVerification::submit>;
constexpr Answer issue_tokens = by<&Tenant::token, &TokenEndpoint::handle>;
constexpr Answer show_user = by<&Tenant::userinfo, &Userinfo::handle>;
constexpr Answer introspect = by<&Tenant::introspection, &Introspection::handle>;
constexpr Answer revoke = by<&Tenant::revocation, &RevocationEndpoint::handle>;
constexpr Answer end_session = by<&Tenant::end_session, &EndSession::handle>;
constexpr Answer confirm_end = by<&Tenant::end_session, &EndSession::confirm>;
constexpr Answer show_end = by<&Tenant::end_session, &EndSession::success>;
constexpr Answer come_back_from_end = by<&Tenant::end_session, &EndSession::come_back>;

constexpr ProtocolRow protocol_rows[] = {
    {Method::get, path::openid_configuration, Origins::any, discover},
    {Method::get, path::oauth_metadata, Origins::any, discover},
    {Method::get, path::jwks, Origins::any, show_keys},
    {Method::get, path::authorization, Origins::own, authorize},
    {Method::post, path::authorization, Origins::own, authorize},
    {Method::get, path::resumption, Origins::own, resume},
    {Method::post, path::pushed_authorization_request, Origins::any, push_request},
    {Method::post, path::device_authorization, Origins::any, authorize_device},
    {Method::get, path::device, Origins::own, open_device},
    {Method::post, path::device, Origins::own, submit_device},
    {Method::post, path::token, Origins::any, issue_tokens},
    {Method::get, path::userinfo, Origins::any, show_user},
    {Method::post, path::userinfo, Origins::any, show_user},
    {Method::post, path::introspection, Origins::any, introspect},
    {Method::post, path::revocation, Origins::any, revoke},
    {Method::get, path::end_session, Origins::own, end_session},
    {Method::post, path::end_session, Origins::own, end_session},
    {Method::post, path::end_session_confirm, Origins::own, confirm_end},
    {Method::get, path::end_session_success, Origins::own, show_end},
    {Method::get, path::end_session_return, Origins::own, come_back_from_end},
};

void add_protocol_routes(std::vector<Route>& routes, Tenant& tenant) {
  std::map<std::string, std::string> methods_of;
  for (const auto& row : protocol_rows) {
    const auto pattern = "/oidc" + std::string(row.path);
    routes.push_back(Route{row.method, pattern, [&tenant, answer = row.answer](Request request) {
                             return answer(tenant, std::move(request));
                           }});
    if (row.origins == Origins::own) continue;
    auto& methods = methods_of[pattern];
    methods += (methods.empty() ? "" : ",") + std::string(http::to_string(row.method));
  }
  for (auto& [pattern, methods] : methods_of)
    routes.push_back(preflight_row(pattern, std::move(methods)));
}

void add_experience_routes(std::vector<Route>& routes, Tenant& tenant) {
  using namespace experience;
  const auto add = [&](Route route) { routes.push_back(std::move(route)); };
  for (auto& route : tenant.page_endpoints.routes())
    add(std::move(route));
  auto& pages = tenant.pages;
  add(row(Method::get, "/sign-in", pages, &Pages::sign_in));
  add(row(Method::get, "/register", pages, &Pages::register_));
  add(row(Method::get, "/identifier-sign-in", pages, &Pages::identifier_sign_in));
  add(row(Method::get, "/identifier-register", pages, &Pages::identifier_register));
  add(row(Method::get, "/forgot-password", pages, &Pages::forgot_password));
  add(row(Method::get, "/reset-password", pages, &Pages::reset_password));
  for (const char* path :
       {"/single-sign-on", "/single-sign-on/email", "/single-sign-on/connectors"})
    add(row(Method::get, path, pages, &Pages::single_sign_on));
  add(row(Method::get, "/one-time-token", pages, &Pages::one_time_token));
  add(row(Method::get, "/consent", pages, &Pages::consent));
  add(row(Method::get, "/direct/{method}/{target}", pages, &Pages::direct));
  add(row(Method::get, "/callback/{connectorId}", pages, &Pages::callback));
  add(row(Method::post, "/callback/{connectorId}", pages, &Pages::take_form));
  add(row(Method::get, "/device", pages, &Pages::device));
  add(row(Method::get, "/device/success", pages, &Pages::device_success));
  add(row(Method::get, "/signed-out", pages, &Pages::signed_out));
  add(row(Method::get, "/unknown-session", pages, &Pages::unknown_session));
  add(row(Method::get, "/signed-in", pages, &Pages::signed_in));
  auto& account = tenant.account_pages;
  add(row(Method::get, "/account", account, &AccountPages::document));
  add(row(Method::get, "/account/{path...}", account, &AccountPages::document));
  add(row(Method::post, "/account/callback/social/{connectorId}", pages, &Pages::take_form));
  auto& links = tenant.mail_links;
  add(row(Method::get, "/invitation/{id}", links, &MailLinks::show_invitation));
  add(row(Method::get, "/magic-link", links, &MailLinks::open_magic_link));
  add(row(Method::get, "/demo-app", pages, &Pages::demo_app));
  add(row(Method::get, "/assets/{path...}", pages, &Pages::asset));
  add(row(Method::get, "/user-assets/{name}", tenant.asset_files, &AssetFiles::show));
}

}  // namespace

std::vector<Route> tenant_routes(Tenant& tenant) {
  std::vector<Route> routes;
  add_protocol_routes(routes, tenant);
  add_experience_routes(routes, tenant);
  for (auto& route : tenant.account_api.routes())
    routes.push_back(std::move(route));
  if (tenant.me) {
    for (auto& route : tenant.me->routes())
      routes.push_back(std::move(route));
  }
  for (auto& route : tenant.management.routes())
    routes.push_back(std::move(route));
  routes.push_back(Route{Method::get, "/api/status", &answer_status});
  return routes;
}

std::vector<Route> operation_routes(Operations operations) {
  auto* database = &operations.database;
  const auto* clock = &operations.clock;
  const auto endpoints = operations.endpoints;
  return {
      Route{
          Method::get,
          "/api/.well-known/endpoints/{tenantId}",
          [endpoints](Request request) { return answer_endpoint(std::move(request), endpoints); }},
      Route{Method::get, "/healthz", &answer_status},
      Route{
          Method::get,
          "/readyz",
          [database, clock, last = std::make_shared<Readiness>()](Request) {
            return answer_readiness(database, clock, last);
          }},
      Route{
          Method::get,
          "/metrics",
          [metrics = operations.metrics](Request) { return answer_metrics(metrics()); }},
  };
}

std::vector<Route> console_routes(ConsoleParts parts) {
  auto& pages = parts.pages;
  return {
      row(Method::get, "/", pages, &ConsolePages::go_to_console),
      row(Method::get, "/console", pages, &ConsolePages::document),
      row(Method::get, "/console/{path...}", pages, &ConsolePages::document),
      row(Method::get, "/console/assets/{path...}", pages, &ConsolePages::asset),
      row(Method::get, "/console/preview/{page}", parts.previewed, &experience::Pages::preview),
      row(Method::post, "/api/console/setup", parts.setup, &experience::ConsoleSetup::create),
  };
}

}  // namespace daemun::app
