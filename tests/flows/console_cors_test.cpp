// The console, a page of the admin endpoint, reads the API of the other tenant, and nobody else.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

http::Response preflight(Server& server, const std::string& path, const std::string& origin) {
  auto request = a_request(http::Method::options, path);
  request.headers.push_back({"origin", origin});
  request.headers.push_back({"access-control-request-method", "PATCH"});
  request.headers.push_back({"access-control-request-headers", "authorization,content-type"});
  return server.send(std::move(request));
}

http::Response get(Server& server, const std::string& path, const std::string& origin) {
  auto request = a_request(http::Method::get, path);
  request.headers.push_back({"origin", origin});
  return server.send(std::move(request));
}

const std::string console = administration.endpoint;

}  // namespace

TEST_CASE("CORS: a preflight of the console is answered for every path of the API") {
  for_each_engine([](Server& server) {
    for (const char* path : {"/api/users", "/api/users/u1/roles", "/api/sign-in-exp"}) {
      const auto response = preflight(server, path, console);
      CHECK(response.status == 204);
      CHECK(header(response, "access-control-allow-origin") == console);
      CHECK(header(response, "access-control-allow-methods") == "GET,POST,PUT,PATCH,DELETE");
      CHECK(header(response, "access-control-allow-headers") == "authorization,content-type");
      CHECK(header(response, "vary") == "Origin");
      CHECK(response.find("access-control-allow-credentials") == nullptr);
    }
  });
}

TEST_CASE("CORS: the console reads answers and refusals of the API with the headers of lists") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    auto request = a_request(http::Method::get, "/api/resources?page=1");
    request.headers.push_back({"origin", console});
    request.headers.push_back(
        {"authorization", "Bearer " + administrator.token(management_api, "all")}
    );
    const auto list = server.send(std::move(request));
    REQUIRE(list.status == 200);
    for (const auto& response : {list, get(server, "/api/users", console)}) {
      CHECK(header(response, "access-control-allow-origin") == console);
      CHECK(
          header(response, "access-control-expose-headers") ==
          "Total-Number, Total-Number-Is-Capped, Link, ETag"
      );
      CHECK(header(response, "vary").find("Origin") != std::string::npos);
      CHECK(response.find("access-control-allow-credentials") == nullptr);
    }
    CHECK(get(server, "/api/none", console).status == 404);
    CHECK(header(get(server, "/api/none", console), "access-control-allow-origin") == console);
  });
}

TEST_CASE("CORS: no other page reads the API, and no page the console's own") {
  for_each_engine([](Server& server) {
    for (const char* origin :
         {"https://any.example",
          "null",
          "https://admin.example:8443",
          "http://admin.example",
          "https://admin.example.any.example",
          "https://ADMIN.example",
          endpoint.c_str()}) {
      CAPTURE(origin);
      const auto asked = preflight(server, "/api/users", origin);
      CHECK(asked.status != 204);
      CHECK(asked.find("access-control-allow-origin") == nullptr);
      const auto response = get(server, "/api/users", origin);
      CHECK(response.find("access-control-allow-origin") == nullptr);
      CHECK(header(response, "vary").find("Origin") != std::string::npos);
    }
    auto request = a_request(http::Method::get, "/api/users", administration);
    request.headers.push_back({"origin", endpoint});
    CHECK(server.send(std::move(request)).find("access-control-allow-origin") == nullptr);
  });
}

}  // namespace daemun::flows
