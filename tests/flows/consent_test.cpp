// Third-party applications: what people are asked, and what their answer gives.
#include "storage/application_consent_store.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

constexpr const char* consent_api = "/api/interaction/consent";

// A stranger that may have the profile, the organizations, and one scope each of API and template.
void add_world(Server& server) {
  add_shop(server);
  auto stranger = an_application("stranger");
  stranger.is_third_party = true;
  stranger.user_consent_scopes = {"profile", "urn:logto:scope:organizations"};
  stranger.resource_consent_scopes = {scope_id(shop_api, "shop:read")};
  stranger.organization_consent_scopes = {OrganizationScopeId("read:data")};
  server.insert(stranger);
}

const Fields stranger_request{
    {"scope",
     "openid offline_access profile urn:logto:scope:organizations shop:read shop:write read:data"},
    {"resource", shop_api},
    {"resource", "urn:logto:resource:organizations"},
    {"prompt", "consent"}};

void close(Server& server, storage::ConsentKind kind, const std::string& scope) {
  const storage::ApplicationConsentStore store(*server.database, server.tenant);
  server.commit(store.remove(ApplicationId("stranger"), kind, scope));
}

http::Response answer_consent(Browser& browser, const json::object& answer) {
  const auto given = to_answer(browser.send_json(http::Method::post, consent_api, answer));
  CHECK(given.status() == 200);
  return browser.get(given.text("redirectTo"));
}

// On every engine: the server, the stranger and the browser of the person that it asks.
void for_each_request(const std::function<void(Server&, const Client&, Browser&)>& body) {
  for_each_visit(add_world, "stranger", body);
}

// The tokens of a person who agreed.
Answer redeem_consent(const Client& client, Browser& browser, const json::object& answer = {}) {
  client.sign_in(browser, "alice", stranger_request);
  return client.redeem(to_callback(answer_consent(browser, answer)));
}

}  // namespace

TEST_CASE("a third-party application is asked about before anything is given") {
  for_each_request([](Server&, const Client& client, Browser& browser) {
    const auto page = client.sign_in(browser, "alice", stranger_request);
    CHECK(page.status == 303);
    CHECK(page_of(page) == "/consent?app_id=stranger");
    const auto question = to_answer(browser.get(consent_api));
    CHECK(question.status() == 200);
    CHECK(question.body.at("application").at("id") == "stranger");
    CHECK(question.body.at("user").at("username") == "alice");
    CHECK(
        find_strings(question.body, "missingOIDCScope") ==
        std::vector<std::string>{"profile", "urn:logto:scope:organizations"}
    );
    const auto* resources = find_array(question.body, "missingResourceScopes");
    REQUIRE(resources != nullptr);
    const auto text = json::serialize(*resources);
    CHECK(text.find("shop:read") != std::string::npos);
    CHECK(text.find("shop:write") == std::string::npos);
    const auto& organization = question.body.at("organizations").at(0).as_object();
    CHECK(organization.at("id") == "acme");
    CHECK(organization.at("missingResourceScopes").is_array());
    CHECK(text.find("urn:logto:resource:organizations") != std::string::npos);
  });
}

TEST_CASE("consent gives what was asked, for the organizations that were chosen") {
  for_each_request([](Server&, const Client& client, Browser& browser) {
    const auto tokens = redeem_consent(client, browser, {{"organizationIds", json::array{"acme"}}});
    REQUIRE(tokens.status() == 200);
    CHECK(tokens.text("scope") == "openid offline_access profile urn:logto:scope:organizations");
    const auto api = client.refresh(tokens.text("refresh_token"), {{"resource", shop_api}});
    CHECK(api.text("scope") == "shop:read");
    const auto organization =
        client.refresh(tokens.text("refresh_token"), {{"organization_id", "acme"}});
    CHECK(organization.status() == 200);
    CHECK(organization.text("scope") == "read:data");
  });
}

TEST_CASE("consent counts for a role that the person gets later") {
  for_each_request([](Server& server, const Client& client, Browser& browser) {
    server.commit(storage::Statement{
        {"delete from users_roles where tenant_id = $1 and user_id = $2"},
        {server.tenant, UserId("alice")}});
    const auto tokens = redeem_consent(client, browser, {{"organizationIds", json::array{}}});
    const auto token = tokens.text("refresh_token");
    CHECK(client.refresh(token, {{"resource", shop_api}}).text("scope").empty());
    server.commit(server.users.assign_role(UserId("alice"), RoleId("shopper")));
    CHECK(client.refresh(token, {{"resource", shop_api}}).text("scope") == "shop:read");
  });
}

TEST_CASE("consent without an organization gives no organization token") {
  for_each_request([](Server&, const Client& client, Browser& browser) {
    const auto tokens = redeem_consent(client, browser);
    const auto refused =
        client.refresh(tokens.text("refresh_token"), {{"organization_id", "acme"}});
    CHECK(refused.status() == 403);
    CHECK(refused.text("error") == "access_denied");
    CHECK(
        refused.text("error_description") == "organization access is not granted to the application"
    );
  });
}

TEST_CASE("consent to an organization that one is not a member of is refused") {
  for_each_request([](Server& server, const Client& client, Browser& browser) {
    server.insert(an_organization("globex"));
    client.sign_in(browser, "alice", stranger_request);
    const auto refused = to_answer(browser.send_json(
        http::Method::post, consent_api, {{"organizationIds", json::array{"globex"}}}
    ));
    CHECK(refused.status() == 422);
    CHECK(refused.has("code"));
  });
}

TEST_CASE("consent is asked once, and again for more or with prompt=consent") {
  for_each_request([](Server&, const Client& client, Browser& browser) {
    client.sign_in(browser, "alice", {{"scope", "openid"}});
    answer_consent(browser, {});
    const auto again = to_callback(client.authorize(browser, {{"scope", "openid"}}));
    CHECK_FALSE(again.at("code").empty());
    const auto more = client.authorize(browser, {{"scope", "openid profile"}});
    CHECK(page_of(more) == "/consent?app_id=stranger");
    CHECK(
        find_strings(to_answer(browser.get(consent_api)).body, "missingOIDCScope") ==
        std::vector<std::string>{"profile"}
    );
    const auto anew = client.authorize(browser, {{"scope", "openid"}, {"prompt", "consent"}});
    CHECK(page_of(anew) == "/consent?app_id=stranger");
  });
}

TEST_CASE("consent that is refused goes back with access_denied and gives nothing") {
  for_each_request([](Server&, const Client& client, Browser& browser) {
    client.sign_in(browser, "alice", {{"scope", "openid profile"}});
    const auto cancelled =
        to_answer(browser.send_json(http::Method::post, "/api/interaction/consent/cancel", {}));
    CHECK(cancelled.status() == 200);
    const auto callback = to_callback(browser.get(cancelled.text("redirectTo")));
    CHECK(callback.location == "https://stranger.example/callback");
    CHECK(callback.at("error") == "access_denied");
    CHECK(callback.at("state") == "st");
    CHECK(callback.at("iss") == issuer);
    CHECK_FALSE(callback.parameters.contains("code"));
  });
}

TEST_CASE("prompt=none of a third-party application without consent answers consent_required") {
  for_each_request([](Server& server, const Client& client, Browser& browser) {
    Client(server, "web").sign_in(browser, "alice");
    const auto callback =
        to_callback(client.authorize(browser, {{"scope", "openid"}, {"prompt", "none"}}));
    CHECK(callback.at("error") == "consent_required");
  });
}

TEST_CASE("a third-party application may not ask for a user scope that it was not given") {
  for_each_request([](Server&, const Client& client, Browser& browser) {
    const auto callback = to_callback(client.authorize(browser, {{"scope", "openid email"}}));
    CHECK(callback.at("error") == "invalid_scope");
    CHECK(callback.at("error_description") == "requested scope is not allowed");
    CHECK(callback.at("scope") == "email");
  });
}

TEST_CASE("consent answered in another browser gives nothing") {
  for_each_request([](Server& server, const Client& client, Browser& browser) {
    client.sign_in(browser, "alice", {{"scope", "openid"}});
    Browser thief(server);
    const auto refused = to_answer(thief.send_json(http::Method::post, consent_api, {}));
    CHECK(refused.status() == 400);
    CHECK(refused.text("code") == "session.not_found");
  });
}

TEST_CASE("consent from a page of another origin is refused") {
  for_each_request([](Server&, const Client& client, Browser& browser) {
    client.sign_in(browser, "alice", {{"scope", "openid"}});
    auto request = a_request(http::Method::post, consent_api);
    request.headers.push_back({"content-type", "application/json"});
    request.headers.push_back({"origin", "https://evil.example"});
    request.body = "{}";
    CHECK(browser.send(std::move(request)).status >= 400);
    CHECK(to_answer(browser.get(consent_api)).status() == 200);
  });
}

TEST_CASE("a third-party application gets nothing unasked, whatever it asks for or leaves out") {
  for_each_engine([](Server& server) {
    add_world(server);
    auto standard = a_resource("https://default.example/api", {"read"});
    standard.is_default = true;
    server.insert(standard);
    Browser signed_in(server);
    Client(server, "web").sign_in(signed_in, "alice");
    Browser nobody(server);
    const Client client(server, "stranger");
    for (const auto* scope :
         {"", "openid", "shop:read", "shop:refund", "unknown", "openid profile"}) {
      for (const auto* resource :
           {"",
            shop_api.c_str(),
            "https://default.example/api",
            "urn:logto:resource:organizations"}) {
        for (const auto* prompt : {"", "none", "consent"}) {
          for (auto* browser : {&signed_in, &nobody}) {
            CAPTURE(scope);
            CAPTURE(resource);
            CAPTURE(prompt);
            const Fields asked{{"scope", scope}, {"resource", resource}, {"prompt", prompt}};
            const auto answer = client.authorize(*browser, asked);
            CHECK(answer.status == 303);
            CHECK(header(answer, "location").find("code=") == std::string::npos);
          }
        }
      }
    }
  });
}

TEST_CASE("a resource that is not open to a third-party application is invalid_target") {
  for_each_request([](Server& server, const Client& client, Browser& browser) {
    server.insert(a_resource("https://closed.example/api", {"read"}));
    const auto refused =
        to_callback(client.authorize(browser, {{"resource", "https://closed.example/api"}}));
    CHECK(refused.at("error") == "invalid_target");
  });
}

TEST_CASE("a resource that was closed to a third-party application gives no more tokens") {
  for_each_request([](Server& server, const Client& client, Browser& browser) {
    const auto tokens = redeem_consent(client, browser);
    close(server, storage::ConsentKind::resource, scope_id(shop_api, "shop:read").value());
    const auto refused = client.refresh(tokens.text("refresh_token"), {{"resource", shop_api}});
    CHECK(refused.status() == 400);
    CHECK(refused.text("error") == "invalid_target");
  });
}

TEST_CASE("a user scope that was taken from a third-party application leaves its tokens at once") {
  for_each_request([](Server& server, const Client& client, Browser& browser) {
    const auto tokens = redeem_consent(client, browser);
    const auto token = tokens.text("access_token");
    CHECK(get_userinfo(server, token).has("username"));
    close(server, storage::ConsentKind::user, "profile");
    CHECK(get_userinfo(server, token).status() == 200);
    CHECK_FALSE(get_userinfo(server, token).has("username"));
    const auto described = client.post("/oidc/token/introspection", {{"token", token}});
    CHECK(described.text("scope") == "openid offline_access urn:logto:scope:organizations");
  });
}

}  // namespace daemun::flows
