// Pushed authorization requests (RFC 9126): checked when they are pushed, used once.
#include "base/form.h"
#include "storage/pushed_request_store.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

const Fields pushed_fields{
    {"redirect_uri", "https://web.example/callback"},
    {"response_type", "code"},
    {"scope", "openid profile"},
    {"state", "pushed"},
    {"code_challenge", code_challenge_of(code_verifier)},
    {"code_challenge_method", "S256"}};

std::string push(const Client& client, const Fields& extra = {}) {
  auto fields = pushed_fields;
  fields.insert(fields.end(), extra.begin(), extra.end());
  const auto answer = client.post("/oidc/request", fields);
  CHECK(answer.status() == 201);
  CHECK(answer.members() == "expires_in request_uri");
  CHECK(answer.integer("expires_in") == 60);
  return answer.text("request_uri");
}

std::string url_of(const std::string& client, const std::string& request_uri) {
  return "/oidc/auth?" + to_form({{"client_id", client}, {"request_uri", request_uri}});
}

}  // namespace

TEST_CASE("a pushed request signs in with what was pushed and nothing of the URL") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    const auto url = url_of("web", push(client)) + "&scope=email&state=url";
    const auto callback = to_callback(browser.get(url));
    CHECK(callback.at("state") == "pushed");
    const auto tokens = client.redeem(callback);
    CHECK(tokens.text("scope") == "openid profile");
  });
}

TEST_CASE("a pushed request is used once, by its client, within a minute, and is not guessed") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_application("other"));
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    const auto refused = [&](const std::string& url) {
      const auto response = browser.get(url);
      CHECK(response.status == 400);
      CHECK(response.find("location") == nullptr);
      return to_answer(response).text("error") == "invalid_request_uri";
    };
    const auto request_uri = push(client);
    CHECK(refused(url_of("other", request_uri)));
    CHECK(to_callback(browser.get(url_of("web", request_uri))).parameters.contains("code"));
    CHECK(refused(url_of("web", request_uri)));
    const auto late = push(client);
    server.clock.advance(Seconds(60));
    CHECK(refused(url_of("web", late)));
    CHECK(refused(url_of("web", "urn:ietf:params:oauth:request_uri:" + std::string(43, 'a'))));
  });
}

TEST_CASE("a pushed request keeps nothing that has no effect") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const std::string junk(4000, 'x');
    const auto request_uri =
        push(client, {{"junk", junk}, {"display", "page"}, {"resource", shop_api}, {"nonce", "n"}});
    const storage::PushedRequestStore requests(*server.database, server.vault, TenantId("default"));
    const auto stored = run_task(requests.find(request_uri.substr(request_uri.rfind(':') + 1)));
    REQUIRE(stored);
    const auto kept = parse_form(stored->parameters).value();
    CHECK(kept.find("resource") == shop_api);
    CHECK(kept.find("nonce") == "n");
    CHECK(kept.find("client_id") == "web");
    for (const auto* name : {"junk", "display", "client_secret"})
      CHECK_FALSE(kept.find(name));
  });
}

TEST_CASE("a pushed request with prompt=none is used up as well") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto request_uri = push(client, {{"prompt", "none"}});
    Browser browser(server);
    const auto first = to_callback(browser.get(url_of("web", request_uri)));
    CHECK(first.at("error") == "login_required");
    client.sign_in(browser, "alice");
    const auto again = to_answer(browser.get(url_of("web", request_uri)));
    CHECK(again.status() == 400);
    CHECK(again.text("error") == "invalid_request_uri");
  });
}

TEST_CASE("pushing is for authenticated clients and good requests") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    auto fields = pushed_fields;
    fields.emplace_back("client_id", "web");
    auto request = a_request(http::Method::post, "/oidc/request");
    request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    request.body = to_form(fields);
    CHECK(to_answer(server.send(request)).text("error") == "invalid_client");

    const auto error = [&](const std::string& name, const std::string& value) {
      auto changed = pushed_fields;
      std::erase_if(changed, [&](const auto& field) { return field.first == name; });
      changed.emplace_back(name, value);
      const auto answer = client.post("/oidc/request", changed);
      CHECK(answer.status() == 400);
      return answer.text("error");
    };
    CHECK(error("redirect_uri", "https://evil.example/cb") == "invalid_redirect_uri");
    CHECK(error("response_type", "token") == "unsupported_response_type");
    CHECK(error("code_challenge_method", "plain") == "invalid_request");
    CHECK(error("request_uri", "urn:ietf:params:oauth:request_uri:x") == "invalid_request");

    request.body = to_form(fields) + "&client_secret=&client_secret=x";
    const auto twice = to_answer(server.send(request));
    CHECK(twice.status() == 400);
    CHECK(
        twice.text("error_description") == "'client_secret' parameter must not be provided twice"
    );
  });
}

}  // namespace daemun::flows
