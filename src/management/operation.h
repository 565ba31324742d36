// The table of the Management API: a row an operation. The router, the checks before a handler and
// the OpenAPI document are made of it, and so cannot disagree.
#ifndef DAEMUN_MANAGEMENT_OPERATION_H
#define DAEMUN_MANAGEMENT_OPERATION_H

#include "base/json.h"
#include "base/task.h"
#include "http/form.h"
#include "http/request.h"
#include "management/access.h"
#include "storage/search.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/described.h"
#include "api/endpoint.h"
#include "api/pagination.h"
#include "api/request_error.h"
#include "api/shape.h"

namespace daemun::management {

using api::Page;
using api::Paging;
using api::Shape;

struct Operation;

// A request as a handler gets it, checked as its row says.
struct Call {
  http::Request request;
  const Operation* operation = nullptr;
  // `operator_`: this process itself calls, for somebody who could as well write to the database.
  // Then a body may name the ids and secrets of what it makes.
  enum class Origin { network, operator_ } origin = Origin::network;
  Caller caller{};
  http::Form query{};
  json::object body{};
  json::array items{};  // of the body, where the row says that it is an array
  std::optional<Page> page{};
  storage::Search search{};

  // The page; all rows when the call asks for none.
  storage::Window window() const {
    if (!page) return storage::Window::all();
    return storage::Window{.limit = page->size, .offset = page->offset()};
  }

  std::string path_parameter(std::string_view name) const {
    return std::string(request.path_parameter(name));
  }
};

template <typename Body>
void read_body(const Call& call, Body& body) {
  body = api::read<Body>(call.body);
}
template <typename Item>
void read_body(const Call& call, std::vector<Item>& body) {
  body = api::read<std::vector<Item>>(call.items);
}

struct Reply {
  json::value body = nullptr;
  // Instead of `body`: text that is written already, because it is not JSON, or where building a
  // tree would cost most.
  std::optional<std::string> text{};
  std::optional<std::int64_t> total{};  // of the rows of all pages, when the call asks for one
  std::optional<int> status{};          // when it is not the row's
  bool is_total_capped = false;         // there are more rows than `total`
};

using Answer = Task<api::Outcome<Reply>>;

// A coroutine of a noun. One that takes a struct beside the call has that as its body; nothing else
// of its row says so.
struct Handler {
  std::function<Answer(Call)> run{};
  std::optional<Shape> body{};
};

// As Logto: enough for the ids of thousands of users.
inline constexpr std::size_t max_body_bytes = 1024 * 1024;

struct Operation {
  http::Method method = http::Method::get;
  std::string path{};  // below /api: "/resources/{id}"
  std::string summary{};
  int status = 200;  // of success; 204 has no body
  Paging paging = Paging::none;
  std::vector<std::string> query{};   // names of optional parameters
  std::vector<std::string> search{};  // the fields that `search*` may name; none: no search
  JsonLimits body_limits{.max_bytes = max_body_bytes};
  std::optional<Shape> reply{};
  std::string reply_type = "application/json";  // of another one `reply` is a string
  std::vector<int> refusals{};                  // statuses beside 400, 401 and 403
  std::string event{};                          // that webhooks are told of: "Role.Created"
  Handler handler{};
};

using Operations = std::vector<Operation>;

// For the OpenAPI document: with the parameters and refusals that follow from its other columns.
api::Endpoint describe(const Operation& operation);

// For rows, which keep the noun alive.
template <typename Noun>
Handler handled_by(std::shared_ptr<Noun> noun, Answer (Noun::*member)(Call)) {
  return {.run = [noun = std::move(noun), member](Call call) {
    return ((*noun).*member)(std::move(call));
  }};
}

template <typename Noun, typename Body>
Handler handled_by(std::shared_ptr<Noun> noun, Answer (Noun::*member)(Call, Body)) {
  const auto run = [noun = std::move(noun), member](Call call) {
    Body body;
    read_body(call, body);
    return ((*noun).*member)(std::move(call), std::move(body));
  };
  return {.run = run, .body = api::shape_of<Body>()};
}

}  // namespace daemun::management

#endif
