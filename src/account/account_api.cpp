#include "account/account_api.h"

#include "http/cors.h"

#include <map>
#include <string>
#include <utility>

#include "api/file_form.h"
#include "api/json_body.h"

namespace daemun::account {
namespace {

using api::RequestError;

// A call that others keep overtaking gives up after these.
constexpr int max_attempts = 10;

// Nothing more than openid tells whose account it is, so any page may ask. The caller is the token.
void allow_any_origin(http::Response& response, std::string_view origin) {
  http::allow_origin(response, origin);
  response.set("Access-Control-Expose-Headers", "*");
}

Task<http::Response> answer_preflight(http::Request request, std::string methods) {
  const auto origin = request.header("origin").value_or("");
  const auto headers = request.header("access-control-request-headers").value_or("");
  co_return http::preflight(origin, methods, headers);
}

// Errors: 415, 400 guard.invalid_input.
api::Outcome<json::object> parse_call_body(const http::Request& request, const Operation& row) {
  if (!row.handler.body || api::is_file_form(*row.handler.body)) return json::object{};
  auto body = api::parse_json_value_body(request);
  if (!body) return body.error();
  if (auto violation = api::find_violation(*row.handler.body, *body, "body"))
    return api::invalid_input(*std::move(violation));
  if (!body->is_object()) return api::invalid_input("the body must be an object");
  return std::move(body->get_object());
}

}  // namespace

AccountApi::AccountApi(Dependencies dependencies, TokenReaders readers, Surface surface)
    : dependencies_(std::move(dependencies)),
      readers_(std::move(readers)),
      surface_(std::move(surface)),
      operations_(surface_.list(dependencies_)) {}

std::vector<http::Route> AccountApi::routes() {
  std::vector<http::Route> routes;
  std::map<std::string, std::string> methods_of;
  for (const auto& operation : operations_) {
    const auto pattern = surface_.prefix + operation.path;
    for (const std::string end : {"", "/"}) {
      routes.push_back(http::Route{
          operation.method, pattern + end, [this, row = &operation](http::Request request) {
            return answer(std::move(request), row);
          }});
      auto& methods = methods_of[pattern + end];
      methods += (methods.empty() ? "" : ",") + std::string(http::to_string(operation.method));
    }
  }
  if (surface_.origins == Surface::Origins::own) return routes;
  for (auto& [pattern, methods] : methods_of) {
    routes.push_back(http::Route{
        http::Method::options, pattern, [methods = methods](http::Request request) {
          return answer_preflight(std::move(request), methods);
        }});
  }
  return routes;
}

std::vector<api::Endpoint> AccountApi::endpoints() const {
  std::vector<api::Endpoint> endpoints;
  for (const auto& operation : operations_)
    endpoints.push_back(describe(operation));
  return endpoints;
}

Task<api::Outcome<json::object>> AccountApi::load_fields() {
  if (surface_.is_open_by == Surface::Switch::none) co_return json::object();
  const auto center = co_await dependencies_.settings.find_account_center();
  if (!find_bool(*center, "enabled").value_or(false))
    co_return RequestError{.code = "account_center.not_enabled"};
  const auto* fields = find_object(*center, "fields");
  co_return fields != nullptr ? *fields : json::object();
}

Answer AccountApi::attempt(const http::Request* request, const Operation* operation) {
  Call call{.request = *request, .operation = operation};
  if (operation->access == Operation::Access::token) {
    auto caller = co_await load_caller(&dependencies_, &readers_, request, operation);
    if (!caller) co_return caller.error();
    call.caller = *std::move(caller);
    auto fields = co_await load_fields();
    if (!fields) co_return fields.error();
    call.fields = *std::move(fields);
  }
  auto query = http::parse_form(request->query);
  if (!query) co_return api::invalid_input(query.error().description);
  call.query = *std::move(query);
  auto body = parse_call_body(*request, *operation);
  if (!body) co_return body.error();
  call.body = *std::move(body);
  if (auto refusal = find_refusal(operation->checks, call.facts())) co_return *std::move(refusal);
  co_return co_await operation->handler.run(std::move(call));
}

Task<http::Response> AccountApi::answer(http::Request request, const Operation* operation) {
  http::Response response;
  for (int tries = 1;; ++tries) {
    const auto reply = co_await attempt(&request, operation);
    if (!reply && api::is_conflict(reply.error()) && tries < max_attempts) continue;
    if (!reply) {
      response = api::to_response(reply.error(), request);
    } else if (const int status = reply->status.value_or(operation->status); status == 204) {
      response = api::answer_nothing();
    } else {
      response = api::answer_json(status, reply->body);
      if (reply->total) response.set("Total-Number", std::to_string(*reply->total));
    }
    break;
  }
  if (surface_.origins == Surface::Origins::any)
    allow_any_origin(response, request.header("origin").value_or(""));
  co_return response;
}

}  // namespace daemun::account
