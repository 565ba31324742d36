#include "management/management_api.h"

#include "base/task_pause.h"
#include "management/access.h"
#include "management/hasura.h"
#include "management/nouns.h"
#include "management/search.h"
#include "management/upload_nouns.h"

#include <iterator>
#include <string_view>
#include <utility>

#include "api/file_form.h"
#include "api/json_body.h"
#include "api/openapi.h"

namespace daemun::management {
namespace {

constexpr std::string_view root = "/api";

// The request, checked by its row. Errors: 400 guard.invalid_input, guard.invalid_pagination and
// request.invalid_input, 415.
api::Outcome<Call> parse_call(http::Request request, const Operation& operation) {
  Call call;
  call.operation = &operation;
  auto query = http::parse_form(request.query);
  if (!query) return api::invalid_input(query.error().description);
  auto search = parse_search(*query, operation.search);
  if (!search) return search.error();
  auto page = api::parse_page(*query, operation.paging);
  if (!page) return page.error();
  if (const auto& shape = operation.handler.body; shape && !api::is_file_form(*shape)) {
    auto body = api::parse_json_value_body(request, operation.body_limits);
    if (!body) return body.error();
    if (auto violation = api::find_violation(*shape, *body, "body")) {
      return api::invalid_input(*std::move(violation));
    }
    if (body->is_array()) {
      call.items = std::move(body->get_array());
    } else if (body->is_object()) {
      call.body = std::move(body->get_object());
    } else {
      return api::invalid_input("the body must be an object");
    }
  }
  call.query = *std::move(query);
  call.page = *page;
  call.search = *std::move(search);
  call.request = std::move(request);
  return call;
}

// A call that others keep overtaking gives up after these. Of calls at once that change one row,
// one holds each time.
constexpr int max_attempts = 30;
constexpr int max_pause_step_ms = 4;

// The judge of patterns is stricter than PostgreSQL, but not a copy of it: "a{300}" gets as far as
// the query.
Answer run_handler(Call call) {
  const bool is_search = !call.search.conditions.empty();
  try {
    co_return co_await call.operation->handler.run(std::move(call));
  } catch (const storage::WrongValue&) {
    if (!is_search) throw;
  }
  api::RequestError error{.code = "request.invalid_input"};
  error.details = "the database does not understand the pattern";
  co_return error;
}

// The data that a handler has read may change before its plan is committed; then it decides anew,
// so that changes of different members at once all hold.
Answer run_until_settled(crypto::Random& random, Call call) {
  for (int attempt = 1;; ++attempt) {
    Call copy = call;
    auto reply = co_await run_handler(std::move(copy));
    if (reply || !api::is_conflict(reply.error()) || attempt == max_attempts) co_return reply;
    // Later calls wait longer, each its own time.
    const auto share = static_cast<unsigned char>(crypto::random_bytes(random, 1).front());
    co_await pause_for(Milliseconds(attempt * max_pause_step_ms * share / 256));
  }
}

std::string make_document(const Operations& operations, const std::string& endpoint) {
  std::vector<api::Endpoint> endpoints;
  for (const auto& operation : operations)
    endpoints.push_back(describe(operation));
  return api::make_openapi({.title = "Daemun Management API", .server = endpoint}, endpoints);
}

Operations join(Operations all, Operations more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return all;
}

template <typename Answerer>
std::vector<http::Route> make_routes(const Operations& operations, Answerer answerer) {
  std::vector<http::Route> routes;
  for (const auto& operation : operations) {
    routes.push_back(http::Route{
        operation.method,
        std::string(root) + operation.path,
        [answerer, row = &operation](auto request) { return answerer(std::move(request), row); }});
  }
  return routes;
}

}  // namespace

ManagementApi::ManagementApi(
    Dependencies dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket
)
    : dependencies_(std::move(dependencies)),
      operations_(join(
          list_operations(dependencies_, *this), list_upload_operations(dependencies_, pool, bucket)
      )),
      own_router_(make_routes(
          operations_,
          [this](http::Request request, const Operation* row) {
            return handle(std::move(request), row, std::nullopt);
          }
      )),
      openapi_("application/json; charset=utf-8", [this] {
        return make_document(operations_, dependencies_.endpoint);
      }) {}

std::vector<http::Route> ManagementApi::routes() {
  auto routes = make_routes(operations_, [this](http::Request request, const Operation* row) {
    return answer(std::move(request), row);
  });
  for (const char* path : {"/api/swagger.json", "/api/.well-known/management.openapi.json"}) {
    routes.push_back(http::Route{http::Method::get, path, [this](auto request) {
                                   return show_openapi(std::move(request));
                                 }});
  }
  routes.push_back(http::Route{http::Method::get, "/api/authn/hasura", [this](auto request) {
                                 return answer_hasura(&dependencies_, std::move(request));
                               }});
  return routes;
}

Task<http::Response> ManagementApi::answer(http::Request request, const Operation* operation) {
  const auto access = co_await check_access(dependencies_, request);
  if (!access) co_return api::to_response(access.error(), request);
  co_return co_await handle(std::move(request), operation, *access);
}

Task<http::Response> ManagementApi::run(http::Request request) {
  auto match = own_router_.find(request.method, request.path);
  if (match.route == nullptr) co_return http::empty_response(match.allowed.empty() ? 404 : 405);
  request.path_parameters = std::move(match.path_parameters);
  co_return co_await match.route->handler(std::move(request));
}

Task<http::Response> ManagementApi::handle(
    http::Request request, const Operation* operation, std::optional<Caller> caller
) {
  auto call = parse_call(request, *operation);
  if (!call) co_return api::to_response(call.error(), request);
  call->origin = caller ? Call::Origin::network : Call::Origin::operator_;
  call->caller =
      std::move(caller).value_or(Caller{.id = "operator", .kind = Caller::Kind::operator_});
  const auto query = call->query;
  const auto page = call->page;
  const auto reply = co_await run_until_settled(dependencies_.random, *std::move(call));
  if (!reply) co_return api::to_response(reply.error(), request);
  const int status = reply->status.value_or(operation->status);
  if (status == 204) co_return api::answer_nothing();
  auto response = reply->text ? api::answer_json_text(status, *reply->text)
                              : api::answer_json(status, reply->body);
  if (operation->reply_type != "application/json")
    response.set("Content-Type", operation->reply_type + "; charset=utf-8");
  if (page && reply->total) {
    response.set("Total-Number", std::to_string(*reply->total));
    const auto url = dependencies_.endpoint + request.path;
    if (reply->is_total_capped) {
      response.set("Total-Number-Is-Capped", "true");
      response.set("Link", api::make_capped_link_header(url, query, *page));
    } else {
      response.set("Link", api::make_link_header(url, query, *page, *reply->total));
    }
  }
  co_return response;
}

Task<http::Response> ManagementApi::show_openapi(http::Request request) {
  co_return openapi_.answer(request);
}

}  // namespace daemun::management
