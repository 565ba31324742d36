#include "http/router.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace daemun;
using namespace daemun::http;

namespace {

Router a_router() {
  return Router({
      {Method::get, "/", nullptr},
      {Method::get, "/users", nullptr},
      {Method::post, "/users", nullptr},
      {Method::get, "/users/{id}", nullptr},
      {Method::patch, "/users/{user}", nullptr},
      {Method::get, "/users/me", nullptr},
      {Method::get, "/users/{id}/roles/{role}", nullptr},
      {Method::get, "/users/me/roles", nullptr},
      {Method::get, "/console/{path...}", nullptr},
      {Method::get, "/console/index", nullptr},
  });
}

std::string find_pattern(Method method, std::string_view path) {
  static const Router router = a_router();
  const Router::Match match = router.find(method, path);
  return match.route == nullptr ? "" : match.route->pattern;
}

}  // namespace

TEST_CASE("find prefers static segments, then parameters, then the rest") {
  CHECK(find_pattern(Method::get, "/") == "/");
  CHECK(find_pattern(Method::get, "/users") == "/users");
  CHECK(find_pattern(Method::get, "/users/me") == "/users/me");
  CHECK(find_pattern(Method::get, "/users/you") == "/users/{id}");
  CHECK(find_pattern(Method::get, "/users/me/roles") == "/users/me/roles");
  CHECK(find_pattern(Method::get, "/users/me/roles/1") == "/users/{id}/roles/{role}");
  CHECK(find_pattern(Method::patch, "/users/me") == "/users/{user}");
  CHECK(find_pattern(Method::get, "/console/index") == "/console/index");
  CHECK(find_pattern(Method::get, "/console/a/b") == "/console/{path...}");
  CHECK(find_pattern(Method::get, "/console/") == "/console/{path...}");
  CHECK(find_pattern(Method::head, "/users/you") == "/users/{id}");
}

TEST_CASE("find matches nothing for unknown or malformed paths") {
  for (const std::string_view path :
       {"",
        "users",
        "/users/",
        "//users",
        "/users//roles/1",
        "/console",
        "/users/%",
        "/users/%zz",
        "/users/a%2f..",
        "/users/..%2Fb",
        "/console/a%2fb",
        "/console/a/..%2Fb",
        "/users/%00",
        "/users/.",
        "/users/..",
        "/users/%2e%2E",
        "/console/../users",
        "/console/a/%2e./b",
        "/users/%ff"}) {
    CAPTURE(path);
    CHECK(find_pattern(Method::get, path) == "");
    CHECK(a_router().find(Method::get, path).allowed.empty());
  }
}

TEST_CASE("find decodes parameters") {
  const Router router = a_router();
  const auto match = router.find(Method::get, "/users/a%20b/roles/%ed%95%9c");
  REQUIRE(match.path_parameters.size() == 2);
  CHECK(match.path_parameters[0] == std::pair<std::string, std::string>("id", "a b"));
  CHECK(match.path_parameters[1] == std::pair<std::string, std::string>("role", "한"));
  // A name that somebody chose is one parameter, whatever is in it.
  const auto name = router.find(Method::get, "/users/a%2Fb%2fc");
  REQUIRE(name.path_parameters.size() == 1);
  CHECK(name.path_parameters[0].second == "a/b/c");
  const auto rest = router.find(Method::get, "/console/a/b%20c");
  CHECK(rest.path_parameters[0] == std::pair<std::string, std::string>("path", "a/b c"));
}

TEST_CASE("find names the methods of a path for 405") {
  const auto match = a_router().find(Method::delete_, "/users/me");
  CHECK(match.route == nullptr);
  CHECK(match.allowed == std::vector<Method>{Method::get, Method::head, Method::patch});
}

TEST_CASE("Router refuses malformed and repeated patterns") {
  const auto make = [](std::vector<std::string> patterns) {
    std::vector<Route> routes;
    for (auto& pattern : patterns)
      routes.push_back({Method::get, pattern, nullptr});
    return Router(std::move(routes));
  };
  CHECK_THROWS_AS(make({"users"}), std::invalid_argument);
  CHECK_THROWS_AS(make({"/a{b}"}), std::invalid_argument);
  CHECK_THROWS_AS(make({"/{a...}/b"}), std::invalid_argument);
  CHECK_THROWS_AS(make({"/{a}", "/{b}"}), std::invalid_argument);
  CHECK_THROWS_AS(make({"/a", "/a"}), std::invalid_argument);
}
