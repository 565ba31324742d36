#include "app/app.h"

#include "app/routes.h"
#include "base/json.h"
#include "base/text.h"
#include "experience/pages/custom_ui.h"
#include "http/compression.h"
#include "http/conditional.h"
#include "oidc/oauth_error.h"

namespace daemun::app {
namespace {

constexpr std::string_view protocol_root = "/oidc";

bool is_below(std::string_view path, std::string_view root) {
  return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

bool accepts_html(const http::Request& request) {
  return request.header("accept").value_or("").find("text/html") != std::string_view::npos;
}

// The endpoints of the protocol that a browser is sent to.
bool is_for_browsers(std::string_view path) {
  return is_below(path, "/oidc/auth") || is_below(path, "/oidc/session/end") ||
         is_below(path, "/oidc/device");
}

// The pages that people see in a browser; programs get the JSON that Logto sends.
bool is_navigation(const http::Request& request) {
  if (request.method != http::Method::get && request.method != http::Method::post) return false;
  return is_for_browsers(request.path) && accepts_html(request);
}

// Whether a person looks at the answer to a request that was refused before it was read in full.
bool is_seen_by_person(const http::Request& seen) {
  // A long query may have kept all headers from arriving.
  const bool is_cut_off = seen.headers.empty() && is_for_browsers(seen.path);
  if (is_cut_off || is_navigation(seen)) return true;
  const bool is_read = seen.method == http::Method::get && !is_below(seen.path, "/api");
  return is_read && accepts_html(seen);
}

bool is_json_error(const http::Response& response) {
  const auto* type = response.find("content-type");
  return response.status >= 400 && type != nullptr && type->starts_with("application/json");
}

std::vector<http::Route> admin_routes(Tenant& tenant, Operations operations, ConsoleParts console) {
  auto routes = tenant_routes(tenant);
  for (auto& route : operation_routes(std::move(operations)))
    routes.push_back(std::move(route));
  for (auto& route : console_routes(console))
    routes.push_back(std::move(route));
  return routes;
}

http::Response error_page(
    const Tenant& tenant, const http::Request& request, const http::Response& response
) {
  const auto body = parse_json_object(response.body);
  const json::object empty;
  const json::object& members = body ? *body : empty;
  auto page = tenant.pages.error_page(
      response.status,
      find_string(members, "code").value_or(""),
      find_string(members, "error_description").value_or(""),
      request
  );
  if (const auto* later = response.find("retry-after")) page.set("retry-after", *later);
  for (const auto& header : response.headers) {
    if (to_lower_ascii(header.name) == "set-cookie") page.add(header.name, header.value);
  }
  return page;
}

// The part of a request that the last steps need, whose handler has taken the rest.
http::Request presentation_part(const http::Request& request) {
  http::Request part;
  part.method = request.method;
  part.path = request.path;
  part.query = request.query;
  part.request_id = request.request_id;
  part.listener = request.listener;
  for (const std::string_view name :
       {"accept", "accept-encoding", "accept-language", "if-none-match"}) {
    if (const auto value = request.header(name)) {
      part.headers.push_back({std::string(name), std::string(*value)});
    }
  }
  return part;
}

std::string allow_header(const std::vector<http::Method>& methods) {
  std::string text;
  for (const auto method : methods) {
    if (!text.empty()) text += ", ";
    text += http::to_string(method);
  }
  return text;
}

}  // namespace

App::App(const Machines& machines, const AppConfig& config, std::function<std::string()> metrics)
    : admin_tenant_(machines, TenantId("admin"), config.admin_endpoint),
      default_tenant_(machines, TenantId("default"), config.endpoint, &admin_tenant_),
      console_pages_(
          {.endpoint = config.endpoint, .admin_endpoint = config.admin_endpoint},
          machines.database,
          machines.random
      ),
      console_setup_(admin_tenant_.experience_dependencies),
      console_cors_(config.admin_endpoint),
      network_limits_(machines.clock, config.network_rate),
      default_router_(tenant_routes(default_tenant_)),
      admin_router_(admin_routes(
          admin_tenant_,
          Operations{
              .metrics = std::move(metrics),
              .database = machines.database,
              .clock = machines.clock,
              .endpoints = {{"default", config.endpoint}, {"admin", config.admin_endpoint}}},
          ConsoleParts{
              .pages = console_pages_, .setup = console_setup_, .previewed = default_tenant_.pages}
      )) {}

// Not a coroutine, as answer() is none: a frame more costs each request 0.1 us.
Task<http::Response> App::handle(http::Request request) {
  return console_cors_.covers(request) ? answer_console(std::move(request))
                                       : answer(std::move(request));
}

Task<http::Response> App::answer_console(http::Request request) {
  if (auto preflight = console_cors_.find_preflight(request)) co_return std::move(*preflight);
  const std::string origin(request.header("origin").value_or(""));
  auto response = co_await answer(std::move(request));
  console_cors_.add_headers(origin, response);
  co_return response;
}

// The answers to programs' posts need nothing more than a handler.
Task<http::Response> App::answer(http::Request request) {
  const bool is_read = request.method == http::Method::get || request.method == http::Method::head;
  return is_read || is_navigation(request) ? answer_and_present(std::move(request))
                                           : dispatch(std::move(request));
}

Task<http::Response> App::answer_and_present(http::Request request) {
  const bool is_page = is_navigation(request);
  const bool is_read = request.method == http::Method::get || request.method == http::Method::head;
  const auto rest = presentation_part(request);
  auto response = co_await dispatch(std::move(request));
  if (is_page && is_json_error(response)) {
    co_return error_page(tenant_of(rest.listener), rest, response);
  }
  if (is_read) response = http::with_etag(rest, std::move(response));
  co_return http::with_gzip(rest, std::move(response));
}

Task<http::Response> App::dispatch(http::Request request) {
  auto match = router(request.listener).find(request.method, request.path);
  if (match.route == nullptr) {
    co_return co_await answer_unknown(std::move(request), std::move(match.allowed));
  }
  auto admission = network_limits_.admit(request);
  if (!admission) co_return std::move(admission.error());
  request.path_parameters = std::move(match.path_parameters);
  auto response = co_await match.route->handler(std::move(request));
  network_limits_.settle(*admission, response);
  co_return response;
}

http::Response App::show_refusal(const http::Request& seen, const http::Refusal& refusal) const {
  auto response = http::to_response(refusal);
  if (!is_seen_by_person(seen)) return response;
  auto page = tenant_of(seen.listener)
                  .pages.error_page(
                      refusal.status, http::refusal_code(refusal.status), refusal.message, seen
                  );
  if (const auto* later = response.find("Retry-After")) page.set("Retry-After", *later);
  return page;
}

const Tenant& App::tenant_of(http::Listener listener) const {
  return listener == http::Listener::user ? default_tenant_ : admin_tenant_;
}

storage::Journal::Counters App::journal_counters() const {
  const auto ours = default_tenant_.journal.counters();
  const auto theirs = admin_tenant_.journal.counters();
  return {.waiting = ours.waiting + theirs.waiting, .dropped = ours.dropped + theirs.dropped};
}

const http::Router& App::router(http::Listener listener) const {
  return listener == http::Listener::user ? default_router_ : admin_router_;
}

// People get a page that tells them where they are.
Task<http::Response> App::answer_unknown(http::Request request, std::vector<http::Method> allowed) {
  auto& tenant = request.listener == http::Listener::user ? default_tenant_ : admin_tenant_;
  const bool is_read = request.method == http::Method::get || request.method == http::Method::head;
  if (allowed.empty() && is_read) {
    auto file = co_await experience::load_custom_ui_file(&tenant.context, request);
    if (file) co_return *std::move(file);
  }
  if (!allowed.empty() || !is_seen_by_person(request)) co_return not_found(request, allowed);
  co_return co_await tenant.pages.home(std::move(request));
}

http::Response App::not_found(
    const http::Request& request, const std::vector<http::Method>& allowed
) const {
  if (is_below(request.path, protocol_root)) {
    auto error = oidc::invalid_request(
        "unrecognized route or not allowed method (" +
        std::string(http::to_string(request.method)) + " on " +
        request.path.substr(protocol_root.size()) + ")"
    );
    error.status = 404;
    return oidc::to_response(error, request);
  }
  if (!allowed.empty()) {
    auto response = http::to_response({405, "This path does not have the method."});
    response.set("allow", allow_header(allowed));
    return response;
  }
  return http::to_response({404, "There is nothing at this path."});
}

}  // namespace daemun::app
