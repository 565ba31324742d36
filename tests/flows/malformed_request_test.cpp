// Every endpoint against every kind of bad body: always a defined refusal, never a broken machine.
#include "base/encoding.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

struct BadBody {
  const char* name;
  std::string content_type;
  std::string body;
};

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i)
    all += text;
  return all;
}

const std::string form_type = "application/x-www-form-urlencoded";

std::vector<BadBody> bad_bodies() {
  std::string many = "a0=1";
  for (int i = 1; i <= 100; ++i)
    many += "&a" + std::to_string(i) + "=1";
  return {
      {"text", "text/plain", "token=x"},
      {"XML", "application/xml", "<token>x</token>"},
      {"multipart", "multipart/form-data; boundary=x", "--x--"},
      {"no content type", "", "token=x"},
      {"NUL", form_type, std::string("token=a\0b", 9)},
      {"escaped NUL", form_type, "token=a%00b"},
      {"broken escape", form_type, "token=%zz"},
      {"half an escape", form_type, "token=%e"},
      {"bytes that are no UTF-8", form_type, "token=%ff%fe"},
      {"101 fields", form_type, many},
      {"repeated parameter",
       form_type,
       "token=a&token=b&grant_type=x&grant_type=y&client_id=web&client_id=web"},
      {"JSON that is none", "application/json", "{\"token\":"},
      {"JSON of another kind", "application/json", "[1,2,3]"},
      {"JSON with other types",
       "application/json",
       R"({"token":{"a":[null,1e400]},"grant_type":7})"},
      {"deep JSON", "application/json", repeated("{\"a\":", 200) + "1" + repeated("}", 200)},
      {"long value", form_type, "token=" + std::string(60'000, 'a')},
      {"long name", form_type, std::string(60'000, 'a') + "=b"},
      {"nothing", form_type, ""},
      {"separators", form_type, "&&&===&&"},
  };
}

http::Request a_post(const std::string& path, const BadBody& bad) {
  auto request = a_request(http::Method::post, path);
  if (!bad.content_type.empty()) request.headers.push_back({"content-type", bad.content_type});
  request.body = bad.body;
  return request;
}

// 4xx with the members that clients of OAuth and of Logto look for, or the answer that the endpoint
// gives to nonsense (revocation 200, introspection inactive).
void check_defined(const http::Response& response) {
  CHECK(response.status >= 200);
  CHECK(response.status < 500);
  if (response.status < 400) return;
  const auto answer = to_answer(response);
  CHECK(header(response, "content-type") == "application/json; charset=utf-8");
  CHECK_FALSE(answer.text("code").empty());
  CHECK_FALSE(answer.text("message").empty());
}

}  // namespace

TEST_CASE("POST to every OIDC endpoint survives every bad body, with and without a client") {
  for_each_engine([](Server& server) {
    add_shop(server);
    for (const char* path :
         {"/oidc/token",
          "/oidc/token/introspection",
          "/oidc/token/revocation",
          "/oidc/request",
          "/oidc/auth",
          "/oidc/me",
          "/oidc/session/end",
          "/oidc/session/end/confirm"}) {
      for (const auto& bad : bad_bodies()) {
        INFO(std::string(path), ": ", std::string(bad.name));
        check_defined(server.send(a_post(path, bad)));
        auto authenticated = a_post(path, bad);
        authenticated.headers.push_back(
            {"authorization", "Basic " + to_base64("web:" + client_secret)}
        );
        check_defined(server.send(std::move(authenticated)));
      }
    }
  });
}

TEST_CASE("POST to an OAuth endpoint with another content type says so") {
  for_each_engine([](Server& server) {
    add_shop(server);
    for (const char* path : {"/oidc/token", "/oidc/token/introspection", "/oidc/request"}) {
      const auto answer =
          to_answer(server.send(a_post(path, {"text", "text/plain", "grant_type=x"})));
      CHECK(answer.status() == 400);
      CHECK(answer.text("error") == "invalid_request");
      CHECK(answer.text("error_description")
                .starts_with(
                    "only application/x-www-form-urlencoded content-type bodies are supported"
                ));
    }
  });
}

TEST_CASE("POST to the token endpoint takes JSON for a form, and bad JSON for an empty one") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const auto send = [&](const std::string& body) {
      return to_answer(server.send(a_post("/oidc/token", {"JSON", "application/json", body})));
    };
    const auto read =
        send(R"({"client_id":"spa","grant_type":"refresh_token","refresh_token":"none"})");
    CHECK(read.text("error") == "invalid_grant");
    const auto broken = send("{");
    CHECK(broken.status() == 400);
    CHECK(broken.text("error") == "invalid_request");
  });
}

TEST_CASE("GET with a bad query is refused where it arrives") {
  for_each_engine([](Server& server) {
    add_shop(server);
    std::string many = "a0=1";
    for (int i = 1; i <= 100; ++i)
      many += "&a" + std::to_string(i) + "=1";
    for (const auto& query :
         {std::string("client_id=%00"),
          std::string("client_id=%zz"),
          std::string("client_id=%ff"),
          many,
          "client_id=" + std::string(7000, 'a'),
          std::string("client_id=web%0d%0aset-cookie:x"),
          std::string("client_id=<script>"),
          std::string("&&=&="),
          std::string("client_id[]=web"),
          std::string("request_uri=x&request_uri=y")}) {
      INFO("query: ", query.substr(0, 60));
      const auto response = server.send(a_request(http::Method::get, "/oidc/auth?" + query));
      CHECK(response.status == 400);
      check_defined(response);
      CHECK(response.body.find("<script>") == std::string::npos);
      check_defined(server.send(a_request(http::Method::get, "/oidc/session/end?" + query)));
    }
  });
}

TEST_CASE("an unknown route or method of the protocol is 404 with the protocol's error") {
  for_each_engine([](Server& server) {
    const auto unknown = to_answer(server.send(a_request(http::Method::get, "/oidc/nothing")));
    CHECK(unknown.status() == 404);
    CHECK(unknown.text("error") == "invalid_request");
    CHECK(unknown.text("code") == "oidc.invalid_request");
    CHECK(
        unknown.text("error_description") ==
        "unrecognized route or not allowed method (GET on /nothing)"
    );
    for (const char* path : {"/oidc/token", "/oidc/request", "/oidc/token/revocation"})
      CHECK(server.send(a_request(http::Method::get, path)).status == 404);
    CHECK(server.send(a_request(http::Method::delete_, "/oidc/me")).status == 404);
    CHECK(server.send(a_request(http::Method::get, "/oidc/auth/none")).status == 400);
  });
}

TEST_CASE("errors of the protocol leave out what is Logto's own on demand, and speak Korean") {
  for_each_engine([](Server& server) {
    const auto raw =
        to_answer(server.send(a_request(http::Method::get, "/oidc/auth?parse_error=false")));
    CHECK(raw.status() == 400);
    CHECK_FALSE(raw.has("code"));
    CHECK_FALSE(raw.has("message"));
    CHECK(raw.text("error") == "invalid_request");
    const auto english = to_answer(server.send(a_request(http::Method::get, "/oidc/auth")));
    auto request = a_request(http::Method::get, "/oidc/auth");
    request.headers.push_back({"accept-language", "ko-KR,ko;q=0.9,en;q=0.5"});
    const auto korean = to_answer(server.send(std::move(request)));
    CHECK(korean.text("message") != english.text("message"));
    CHECK(korean.text("error_description") == english.text("error_description"));
  });
}

TEST_CASE("POST to every call of the sign-in pages survives every bad body") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Browser browser(server);
    Client(server, "web").authorize(browser, {{"scope", "openid"}});
    for (const char* path :
         {"/api/experience/verification/password",
          "/api/experience/verification/new-password-identity",
          "/api/experience/identification",
          "/api/experience/profile",
          "/api/experience/submit",
          "/api/interaction/consent",
          "/api/interaction/consent/cancel"}) {
      for (const auto& bad : bad_bodies()) {
        INFO(std::string(path), ": ", std::string(bad.name));
        auto request = a_post(path, bad);
        request.headers.push_back({"origin", endpoint});
        const auto response = browser.send(std::move(request));
        CHECK(response.status >= 400);
        check_defined(response);
      }
    }
  });
}

TEST_CASE("every OIDC endpoint refuses a parameter that is too long before it looks at it") {
  for_each_engine([](Server& server) {
    auto web = an_application("web");
    web.oidc_client_metadata.redirect_uris = {"https://web.example/*/auth/*/callback"};
    web.oidc_client_metadata.post_logout_redirect_uris = web.oidc_client_metadata.redirect_uris;
    server.insert(web);
    std::string uri = "https://web.example/x";
    while (uri.size() <= 4096)
      uri += "/auth/y";
    const auto parameters =
        to_form({{"client_id", "web"}, {"redirect_uri", uri}, {"post_logout_redirect_uri", uri}});
    const BadBody body{"long", form_type, parameters};
    for (const auto* path :
         {"/oidc/auth",
          "/oidc/request",
          "/oidc/token",
          "/oidc/token/introspection",
          "/oidc/token/revocation",
          "/oidc/device/auth",
          "/oidc/session/end",
          "/oidc/session/end/confirm",
          "/oidc/me"}) {
      CAPTURE(path);
      const auto answer = to_answer(server.send(a_post(path, body)));
      CHECK(answer.status() == 400);
      CHECK(answer.text("error_description") == "a parameter is too long");
    }
    for (const std::string path : {"/oidc/auth?", "/oidc/session/end?"}) {
      CAPTURE(path);
      const auto request = a_request(http::Method::get, path + parameters);
      const auto answer = to_answer(server.send(request));
      CHECK(answer.status() == 400);
      CHECK(answer.text("error_description") == "a parameter is too long");
    }
  });
}

}  // namespace daemun::flows
