// A row of an HTTP API: what its route, the check of its body and its OpenAPI document are made of,
// so that they cannot disagree.
#ifndef DAEMUN_API_ENDPOINT_H
#define DAEMUN_API_ENDPOINT_H

#include "base/json.h"
#include "base/task.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/shape.h"

namespace daemun::api {

// Of the query; none is required.
struct QueryParameter {
  std::string name;
  Shape shape{.kind = Shape::Kind::string};
  json::object more{};  // further members of OpenAPI's parameter object
};

struct Endpoint {
  http::Method method = http::Method::get;
  std::string path;  // "/api/experience/interaction"
  std::string summary;
  int status = 200;  // of success; 204 has no body
  std::vector<QueryParameter> query{};
  std::optional<Shape> body{};
  std::optional<Shape> reply{};
  std::string reply_type = "application/json";
  std::vector<int> refusals{};
  std::function<Task<http::Response>(http::Request)> handler{};
};

// For rows: a coroutine of an object that outlives the server's loops.
template <typename Object>
std::function<Task<http::Response>(http::Request)> answered_by(
    Object& object, Task<http::Response> (Object::*member)(http::Request)
) {
  return [&object, member](http::Request request) { return (object.*member)(std::move(request)); };
}

// The row's route: a body that has not the row's shape is refused before the handler sees it
// (415, 400 guard.invalid_input). The row must outlive the route.
http::Route make_route(const Endpoint& endpoint);

}  // namespace daemun::api

#endif
