#include "management/management_api.h"

#include "management/access.h"
#include "management/openapi.h"
#include "management/search.h"

#include <string_view>
#include <utility>

#include "api/json_body.h"

namespace daemun::management {
namespace {

constexpr std::string_view root = "/api";

// What the row says of the request. Errors: 400 guard.invalid_input, guard.invalid_pagination and
// request.invalid_input, 415.
api::Outcome<Call> parse_call(http::Request request, const Operation& operation) {
  Call call;
  call.operation = &operation;
  auto query = http::parse_form(request.query);
  if (!query) return api::invalid_input(query.error().description);
  auto search = parse_search(*query, operation.search);
  if (!search) return search.error();
  auto page = parse_page(*query, operation.paging);
  if (!page) return page.error();
  if (operation.body) {
    auto body = api::parse_json_body(request);
    if (!body) return body.error();
    if (auto violation = find_violation(*operation.body, *body, "body")) {
      return api::invalid_input(*std::move(violation));
    }
    call.body = *std::move(body);
  }
  call.query = *std::move(query);
  call.page = *page;
  call.search = *std::move(search);
  call.request = std::move(request);
  return call;
}

// The judge of patterns is stricter than PostgreSQL, but not a copy of it: "a{300}" gets as far as
// the query.
Answer handle(Call call) {
  const bool is_search = !call.search.conditions.empty();
  try {
    co_return co_await call.operation->handler(std::move(call));
  } catch (const storage::WrongValue&) {
    if (!is_search) throw;
  }
  api::RequestError error{.code = "request.invalid_input"};
  error.details = "the database does not understand the pattern";
  co_return error;
}

template <typename... Rows>
std::vector<Operation> collect(Rows... rows) {
  std::vector<Operation> all;
  const auto append = [&](auto& some) {
    all.insert(
        all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end())
    );
  };
  (append(rows), ...);
  return all;
}

}  // namespace

ManagementApi::ManagementApi(Dependencies dependencies)
    : dependencies_(std::move(dependencies)),
      resources_(dependencies_),
      roles_(dependencies_),
      role_holders_(dependencies_),
      organization_roles_(dependencies_),
      organization_role_scopes_(dependencies_),
      organization_scopes_(dependencies_),
      logs_(dependencies_),
      configs_(dependencies_),
      oidc_keys_(dependencies_),
      dashboard_(dependencies_),
      domains_(dependencies_),
      sentinel_activities_(dependencies_),
      operations_(collect(
          resources_.operations(),
          roles_.operations(),
          role_holders_.operations(),
          organization_roles_.operations(),
          organization_role_scopes_.operations(),
          organization_scopes_.operations(),
          logs_.operations(),
          configs_.operations(),
          oidc_keys_.operations(),
          dashboard_.operations(),
          domains_.operations(),
          sentinel_activities_.operations()
      )),
      openapi_(make_openapi(operations_, dependencies_.endpoint)) {}

std::vector<http::Route> ManagementApi::routes() {
  std::vector<http::Route> routes;
  for (const auto& operation : operations_) {
    routes.push_back(http::Route{
        operation.method,
        std::string(root) + operation.path,
        [this, row = &operation](auto request) { return answer(std::move(request), row); }});
  }
  for (const char* path : {"/api/swagger.json", "/api/.well-known/management.openapi.json"}) {
    routes.push_back(http::Route{http::Method::get, path, [this](auto request) {
                                   return show_openapi(std::move(request));
                                 }});
  }
  return routes;
}

Task<http::Response> ManagementApi::answer(http::Request request, const Operation* operation) {
  const auto access = co_await check_access(dependencies_, request);
  if (!access) co_return api::to_response(access.error(), request);
  auto call = parse_call(request, *operation);
  if (!call) co_return api::to_response(call.error(), request);
  const auto query = call->query;
  const auto page = call->page;
  const auto reply = co_await handle(*std::move(call));
  if (!reply) co_return api::to_response(reply.error(), request);
  const int status = reply->status.value_or(operation->status);
  if (status == 204) co_return api::answer_nothing();
  auto response = api::answer_json(status, reply->body);
  if (page && reply->total) {
    response.set("Total-Number", std::to_string(*reply->total));
    const auto url = dependencies_.endpoint + request.path;
    if (reply->is_total_capped) {
      response.set("Total-Number-Is-Capped", "true");
      response.set("Link", make_capped_link_header(url, query, *page));
    } else {
      response.set("Link", make_link_header(url, query, *page, *reply->total));
    }
  }
  co_return response;
}

Task<http::Response> ManagementApi::show_openapi(http::Request) {
  auto response = http::json_response(200, openapi_);
  response.set("Cache-Control", "no-cache");
  co_return response;
}

}  // namespace daemun::management
