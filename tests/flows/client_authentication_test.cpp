// How applications prove who they are, at every endpoint that asks them to.
#include "base/encoding.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

constexpr const char* endpoints[] = {
    "/oidc/token", "/oidc/token/introspection", "/oidc/token/revocation", "/oidc/request"};

struct Attempt {
  std::string basic{};  // user:password of the header, unencoded; empty: no header
  Fields fields{};
};

Answer send(Server& server, const std::string& path, const Attempt& attempt) {
  auto request = a_request(http::Method::post, path);
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  if (!attempt.basic.empty())
    request.headers.push_back({"authorization", "Basic " + to_base64(attempt.basic)});
  Fields fields{{"grant_type", "refresh_token"}, {"refresh_token", "none"}, {"token", "none"}};
  fields.insert(fields.end(), attempt.fields.begin(), attempt.fields.end());
  request.body = to_form(fields);
  return to_answer(server.send(std::move(request)));
}

// Past authentication: refused for what the request holds, or served.
bool is_known(const Answer& answer) {
  return answer.status() == 200 || answer.text("error") == "invalid_grant" ||
         answer.text("error_description") == "missing required parameter 'redirect_uri'" ||
         answer.text("error_description") == "missing required parameter 'response_type'";
}

}  // namespace

TEST_CASE("a confidential client proves itself by header or by form, in every endpoint") {
  for_each_engine([](Server& server) {
    add_shop(server);
    for (const char* path : endpoints) {
      INFO("path: ", std::string(path));
      CHECK(is_known(send(server, path, {.basic = "web:" + client_secret})));
      CHECK(is_known(
          send(server, path, {.basic = "web:" + client_secret, .fields = {{"client_id", "web"}}})
      ));
      CHECK(is_known(
          send(server, path, {.fields = {{"client_id", "web"}, {"client_secret", client_secret}}})
      ));
      // RFC 6749 2.3.1: both parts are form-encoded.
      CHECK(is_known(send(server, path, {.basic = "%77eb:correct%2Dhorse-battery-staple"})));
    }
  });
}

TEST_CASE("a wrong or missing secret is refused with 401, and challenged where a header was sent") {
  for_each_engine([](Server& server) {
    add_shop(server);
    for (const char* path : endpoints) {
      INFO("path: ", std::string(path));
      const auto wrong = send(server, path, {.basic = "web:wrong"});
      CHECK(wrong.status() == 401);
      CHECK(wrong.text("error") == "invalid_client");
      CHECK(wrong.text("code") == "oidc.invalid_client");
      CHECK(wrong.text("error_description") == "client authentication failed");
      CHECK(
          header(wrong.response, "www-authenticate") ==
          "Basic realm=\"https://auth.example/oidc\", error=\"invalid_client\", "
          "error_description=\"client authentication failed\""
      );
      const auto missing = send(server, path, {.fields = {{"client_id", "web"}}});
      CHECK(missing.status() == 401);
      CHECK(missing.response.find("www-authenticate") == nullptr);
      CHECK(
          send(
              server, path, {.fields = {{"client_id", "web"}, {"client_secret", "wrong"}}}
          ).status() == 401
      );
    }
  });
}

TEST_CASE("a public client that sends a secret is not that client") {
  for_each_engine([](Server& server) {
    add_shop(server);
    CHECK(is_known(send(server, "/oidc/token", {.fields = {{"client_id", "spa"}}})));
    CHECK(send(server, "/oidc/token", {.basic = "spa:" + client_secret}).status() == 401);
    CHECK(
        send(
            server, "/oidc/token", {.fields = {{"client_id", "spa"}, {"client_secret", "x"}}}
        ).status() == 401
    );
  });
}

TEST_CASE("client authentication that is none, double or contradictory is refused with 400") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_application("other"));
    const auto description = [&](const Attempt& attempt) {
      const auto answer = send(server, "/oidc/token", attempt);
      CHECK(answer.status() == 400);
      return answer.text("error") + ": " + answer.text("error_description");
    };
    CHECK(description({}) == "invalid_request: no client authentication mechanism provided");
    CHECK(
        description(
            {.basic = "web:" + client_secret,
             .fields = {{"client_id", "web"}, {"client_secret", client_secret}}}
        ) == "invalid_request: client authentication must only be provided using one mechanism"
    );
    CHECK(description({.basic = "web:" + client_secret, .fields = {{"client_id", "other"}}}
    ).starts_with("invalid_request: "));
    CHECK(description({.basic = "no colon"}).starts_with("invalid_request: "));
    CHECK(description({.basic = "%zz:x"}).starts_with("invalid_request: "));
    CHECK(
        description({.fields = {{"client_id", "none"}}}) == "invalid_client: invalid client none"
    );
  });
}

TEST_CASE("a client may have several secrets, each until it expires or is taken away") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const ApplicationId web("web");
    server.commit(server.applications.insert_secret(
        web,
        {.name = "next",
         .value = Secret("another-secret"),
         .created_at = server.clock.now(),
         .expires_at = server.clock.now() + Seconds(60)}
    ));
    const Attempt next{.basic = "web:another-secret"};
    CHECK(is_known(send(server, "/oidc/token", next)));
    CHECK(is_known(send(server, "/oidc/token", {.basic = "web:" + client_secret})));
    server.clock.advance(Seconds(60));
    const auto expired = send(server, "/oidc/token", next);
    CHECK(expired.status() == 400);
    CHECK(expired.text("error") == "invalid_request");
    CHECK(expired.text("error_description") == "client secret has expired");
    server.commit(server.applications.remove_secret(web, "Default secret"));
    CHECK(send(server, "/oidc/token", {.basic = "web:" + client_secret}).status() == 401);
  });
}

}  // namespace daemun::flows
