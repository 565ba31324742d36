#include "api/endpoint.h"

#include <doctest/doctest.h>

#include <string>

#include "api/described.h"

namespace daemun::api {
namespace {

struct NewThing {
  Text<1, 3> name{};
  std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(NewThing, (), (name, note))

struct Handler {
  int calls = 0;
  Task<http::Response> answer(http::Request) {
    ++calls;
    co_return http::empty_response(204);
  }
};

int status_of(const Endpoint& endpoint, const std::string& body) {
  http::Request request;
  request.method = endpoint.method;
  request.headers = {{"content-type", "application/json"}};
  request.body = body;
  return run_task(make_route(endpoint).handler(std::move(request))).status;
}

}  // namespace

TEST_CASE("make_route lets a handler see only bodies that have the row's shape") {
  Handler handler;
  const Endpoint endpoint{
      .method = http::Method::post,
      .path = "/api/things",
      .summary = "Make a thing",
      .body = shape_of<NewThing>(),
      .handler = answered_by(handler, &Handler::answer)};
  for (const char* body : {"", "{}", R"({"name":7})", R"({"name":"long"})", "[]", "{", "null"}) {
    CAPTURE(body);
    CHECK(status_of(endpoint, body) == 400);
  }
  CHECK(handler.calls == 0);
  CHECK(status_of(endpoint, R"({"name":"a","more":1})") == 204);
  CHECK(handler.calls == 1);
}

TEST_CASE("make_route does not look at the body of a row without one") {
  Handler handler;
  const Endpoint endpoint{
      .path = "/api/things",
      .summary = "Make a thing",
      .handler = answered_by(handler, &Handler::answer)};
  CHECK(status_of(endpoint, "{") == 204);
}

}  // namespace daemun::api
