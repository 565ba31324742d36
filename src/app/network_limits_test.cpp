#include "app/network_limits.h"

#include <doctest/doctest.h>

namespace daemun::app {
namespace {

using http::Method;

http::Request a_request(Method method, std::string path, std::string address = "192.0.2.1") {
  http::Request request;
  request.method = method;
  request.path = std::move(path);
  request.remote_address = std::move(address);
  return request;
}

int admitted(NetworkLimits& limits, const http::Request& request, int wanted) {
  int count = 0;
  for (int i = 0; i < wanted; ++i)
    count += limits.admit(request) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("NetworkLimits bounds what strangers of a network can make the server write") {
  for (const auto& row :
       {std::pair(Method::get, "/oidc/auth"),
        std::pair(Method::post, "/oidc/auth"),
        std::pair(Method::post, "/oidc/request"),
        std::pair(Method::post, "/oidc/device/auth"),
        std::pair(Method::post, "/oidc/device"),
        std::pair(Method::put, "/api/experience"),
        std::pair(Method::post, "/api/experience/verification/password"),
        std::pair(Method::post, "/api/console/setup"),
        std::pair(Method::post, "/api/my-account/email-change/undo"),
        std::pair(Method::post, "/api/my-account/email-change/undo/check")}) {
    CAPTURE(row.second);
    FakeClock clock;
    NetworkLimits limits(clock, 60);
    CHECK(admitted(limits, a_request(row.first, row.second), 100) == 60);
    CHECK(admitted(limits, a_request(row.first, row.second, "192.0.2.2"), 100) == 60);
    CHECK(admitted(limits, a_request(row.first, row.second, "2001:db8::1"), 100) == 60);
    CHECK(admitted(limits, a_request(row.first, row.second, "2001:db8::2"), 100) == 0);
    clock.advance(Seconds(10));
    CHECK(admitted(limits, a_request(row.first, row.second), 100) == 10);
  }
}

TEST_CASE("NetworkLimits does not count what writes nothing, or not for strangers") {
  FakeClock clock;
  NetworkLimits limits(clock, 1);
  for (const auto& row :
       {std::pair(Method::post, "/oidc/token"),
        std::pair(Method::get, "/oidc/device"),
        std::pair(Method::options, "/oidc/request"),
        std::pair(Method::get, "/api/experience/interaction"),
        std::pair(Method::post, "/api/experiences"),
        std::pair(Method::post, "/api/users"),
        std::pair(Method::post, "/api/my-account/deletion"),
        std::pair(Method::get, "/sign-in")}) {
    CAPTURE(row.second);
    CHECK(admitted(limits, a_request(row.first, row.second), 20) == 20);
  }
}

TEST_CASE("NetworkLimits says how long to wait") {
  FakeClock clock;
  NetworkLimits limits(clock, 2);
  admitted(limits, a_request(Method::get, "/oidc/auth"), 2);
  const auto protocol = limits.admit(a_request(Method::get, "/oidc/auth"));
  REQUIRE_FALSE(protocol);
  CHECK(protocol.error().status == 429);
  CHECK(*protocol.error().find("retry-after") == "30");
  CHECK(protocol.error().body.find(R"("error":"temporarily_unavailable")") != std::string::npos);
  const auto experience = limits.admit(a_request(Method::put, "/api/experience"));
  REQUIRE_FALSE(experience);
  CHECK(experience.error().status == 429);
  CHECK(experience.error().body.find(R"("code":"request.too_many_requests")") != std::string::npos);
}

TEST_CASE("NetworkLimits does not count clients that have proven who they are") {
  FakeClock clock;
  const auto accepted = http::empty_response(201);
  const auto refused = http::empty_response(401);
  auto secret = a_request(Method::post, "/oidc/request");
  secret.body = "client_id=web&client_secret=x";
  secret.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  auto no_secret = secret;
  no_secret.body = "client_id=spa&client_secret=";
  auto basic = a_request(Method::post, "/oidc/request");
  basic.headers = {{"authorization", "Basic eDp5"}};
  auto other_field = a_request(Method::post, "/oidc/request");
  other_field.body = "client_id=web&state=client_secret=x";
  other_field.headers = secret.headers;
  auto other_path = a_request(Method::post, "/api/experience");
  other_path.headers = basic.headers;
  const struct {
    http::Request request;
    http::Response response;
    int count;
  } rows[] = {
      {secret, accepted, 20},
      {basic, accepted, 20},
      {basic, refused, 5},
      {other_field, accepted, 5},
      {no_secret, accepted, 5},
      {other_path, accepted, 5},
  };
  for (const auto& row : rows) {
    NetworkLimits limits(clock, 5);
    int count = 0;
    for (int i = 0; i < 20; ++i) {
      const auto admission = limits.admit(row.request);
      if (!admission) continue;
      ++count;
      limits.settle(*admission, row.response);
    }
    CHECK(count == row.count);
  }
}

}  // namespace daemun::app
