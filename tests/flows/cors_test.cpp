// Which pages may read what (logto-oidc: any for public documents, the client's own for its
// tokens).
#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

http::Response send(
    Server& server, http::Method method, const std::string& url, const std::string& origin
) {
  auto request = a_request(method, url);
  if (!origin.empty()) request.headers.push_back({"origin", origin});
  return server.send(std::move(request));
}

Answer refresh_from(Server& server, const std::string& origin) {
  auto request = a_request(http::Method::post, "/oidc/token");
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  if (!origin.empty()) request.headers.push_back({"origin", origin});
  request.body =
      to_form({{"client_id", "spa"}, {"grant_type", "refresh_token"}, {"refresh_token", "none"}});
  return to_answer(server.send(std::move(request)));
}

}  // namespace

TEST_CASE("CORS: discovery and keys are for every page") {
  for_each_engine([](Server& server) {
    for (const char* url :
         {"/oidc/.well-known/openid-configuration",
          "/oidc/.well-known/oauth-authorization-server",
          "/oidc/jwks"}) {
      const auto response = send(server, http::Method::get, url, "https://any.example");
      CHECK(response.status == 200);
      const auto allowed = header(response, "access-control-allow-origin");
      CHECK((allowed == "*" || allowed == "https://any.example"));
      CHECK(response.find("access-control-allow-credentials") == nullptr);
    }
  });
}

TEST_CASE("CORS: a preflight is always answered, for an hour") {
  for_each_engine([](Server& server) {
    for (const char* url :
         {"/oidc/token",
          "/oidc/me",
          "/oidc/jwks",
          "/oidc/request",
          "/oidc/token/introspection",
          "/oidc/token/revocation",
          "/oidc/.well-known/openid-configuration"}) {
      INFO("url: ", std::string(url));
      auto request = a_request(http::Method::options, url);
      request.headers.push_back({"origin", "https://any.example"});
      request.headers.push_back({"access-control-request-method", "POST"});
      request.headers.push_back({"access-control-request-headers", "authorization"});
      const auto response = server.send(std::move(request));
      CHECK(response.status == 204);
      CHECK(header(response, "access-control-allow-origin") == "https://any.example");
      CHECK(header(response, "access-control-max-age") == "3600");
      CHECK_FALSE(header(response, "access-control-allow-methods").empty());
      CHECK(header(response, "access-control-allow-headers") == "authorization");
    }
  });
}

TEST_CASE("CORS: tokens are for the client's origins, our own, and programs") {
  for_each_engine([](Server& server) {
    add_shop(server);
    for (const char* origin : {"https://spa.example", "https://auth.example", ""}) {
      const auto answer = refresh_from(server, origin);
      CHECK(answer.text("error") == "invalid_grant");
      CHECK(
          header(answer.response, "access-control-allow-origin") == (*origin == '\0' ? "*" : origin)
      );
    }
    for (const char* origin :
         {"https://evil.example", "http://spa.example", "https://spa.example:444", "null"}) {
      const auto answer = refresh_from(server, origin);
      CHECK(answer.status() == 400);
      CHECK(answer.text("error") == "invalid_request");
      CHECK(answer.response.find("access-control-allow-origin") == nullptr);
    }
  });
}

TEST_CASE("CORS: an application may name further origins") {
  for_each_engine([](Server& server) {
    auto application = an_application("spa", ApplicationType::spa);
    application.custom_client_metadata.cors_allowed_origins = {"https://other.example"};
    server.insert(application);
    CHECK(refresh_from(server, "https://other.example").text("error") == "invalid_grant");
  });
}

}  // namespace daemun::flows
