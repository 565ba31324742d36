// The C++ client library against the server: an app's requests go through Auth and Guard, whose
// requests go through the server's door.
#include "base/form.h"
#include "daemun/auth/session/memory_store.h"
#include "daemun/auth/transport/blocking_http.h"
#include "daemun/auth/transport/provider_connection.h"
#include "daemun/auth/web/auth.h"
#include "daemun/auth/web/guard.h"
#include "daemun/auth/web/test_world.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

// The network between the app and the server.
class Wire final : public auth::HttpClient {
 public:
  explicit Wire(Server& server) : server_(server) {}

  Result<auth::Response, auth::HttpError> send(const auth::Request& request) override {
    http::Request sent = a_request(http::parse_method(request.method), request.url);
    for (const auth::Header& header : request.headers)
      sent.headers.push_back({to_lower_ascii(header.name), header.value});
    sent.body = request.body;
    http::Response got = server_.send(std::move(sent));
    auth::Response response;
    response.status = got.status;
    for (const http::Header& header : got.headers)
      response.headers.push_back({header.name, header.value});
    response.body = std::move(got.body);
    return response;
  }

 private:
  Server& server_;
};

// The server's clock is the app's too.
std::shared_ptr<const Clock> borrow(const Clock& clock) {
  return {std::shared_ptr<void>(), &clock};
}

class ShopApp {
 public:
  explicit ShopApp(Server& server)
      : server_(server), wire_(server), http_(wire_), auth(settings(), parts()), window_(server) {
    add_shop(server);
    auto application = an_application("app");
    application.oidc_client_metadata.redirect_uris = {
        auth::test::app_origin + "/api/auth/callback/logto"};
    application.oidc_client_metadata.post_logout_redirect_uris = {auth::test::app_origin + "/"};
    application.oidc_client_metadata.backchannel_logout_uri =
        auth::test::app_origin + "/api/auth/backchannel-logout/logto";
    server.insert(application);
  }

  auth::Response handle(auth::Request request) {
    auth::Response response = auth.handle(std::move(request));
    browser.take(response.headers);
    return response;
  }
  auth::Response post(const std::string& path) {
    auth::Visit visit = auth.visit(browser.get("/"));
    Form form;
    form.add("csrfToken", auth.csrf_token(visit));
    browser.take(visit.headers());
    return handle(browser.post(path, form));
  }

  // Through the server's sign-in page, and back.
  void sign_in(const std::string& username) {
    const std::string url = auth::test::location_of(post("/api/auth/signin/logto"));
    window_.get(url);
    const std::string next = pass_sign_in_page(window_, "app", username);
    const std::string back = header(window_.get(next), "location");
    REQUIRE(back.starts_with(auth::test::app_origin));
    handle(browser.get(back.substr(auth::test::app_origin.size())));
  }

  void sign_out_at_server() { sign_out(window_, "app"); }

  auth::Visit visit() { return auth.visit(browser.get("/")); }

  auth::ProviderConnection make_connection() {
    auth::ProviderSettings provider;
    provider.id = "logto";
    provider.discovery.issuer = issuer;
    provider.client.client_id = "web";
    provider.client.authentication = auth::ClientSecretBasic{.secret = Secret(client_secret)};
    return {std::move(provider), http_, server_.clock, random_};
  }

 private:
  static auth::AuthSettings settings() {
    auth::AuthProvider provider;
    provider.id = "logto";
    provider.issuer = issuer;
    provider.client_id = "app";
    provider.client_secret = Secret(client_secret);
    provider.authorization.scope =
        "openid offline_access profile email urn:logto:scope:organizations shop:read shop:write "
        "read:data";
    provider.authorization.resource = {shop_api, "urn:logto:resource:organizations"};
    provider.authorization.prompt = "consent";
    provider.post_logout_redirect_uri = auth::test::app_origin + "/";
    auth::AuthSettings settings;
    settings.providers.push_back(std::move(provider));
    settings.secrets = {Secret(std::string(32, 's'))};
    settings.url = auth::test::app_origin;
    settings.session.store = std::make_shared<auth::MemoryStore>();
    return settings;
  }
  auth::AuthParts parts() {
    auth::AuthParts made;
    made.http = std::make_shared<auth::BlockingTaskHttp>(wire_);
    made.clock = borrow(server_.clock);
    return made;
  }

  Server& server_;
  Wire wire_;
  auth::BlockingTaskHttp http_;
  crypto::SystemRandom random_;

 public:
  const auth::Auth auth;
  auth::test::Browser browser;

 private:
  Browser window_;
};

auth::Request with_token(const Secret& token) {
  auth::Request request;
  request.url = "/products";
  request.headers = {{"Authorization", "Bearer " + token.reveal()}};
  return request;
}

}  // namespace

TEST_CASE("the client library signs a user in, with the claims of the guide") {
  for_each_engine([](Server& server) {
    ShopApp app(server);
    CHECK(app.visit().session() == nullptr);
    app.sign_in("alice");
    auth::Visit visit = app.visit();
    REQUIRE(visit.session() != nullptr);
    CHECK(visit.session()->subject == "alice");
    CHECK(visit.session()->user.at("id") == "alice");
    const auto info = app.auth.fetch_user_info(visit);
    REQUIRE(info);
    CHECK(find_strings(info->claims, "organizations") == std::vector<std::string>{"acme"});
  });
}

TEST_CASE("the client library gets tokens for an API and an organization that its guard accepts") {
  for_each_engine([](Server& server) {
    ShopApp app(server);
    app.sign_in("alice");
    auth::Visit visit = app.visit();
    const auto token = app.auth.access_token(visit, shop_api);
    REQUIRE(token);
    auto connection = app.make_connection();
    auth::GuardSettings settings;
    settings.audience = shop_api;
    settings.organization_tokens = auth::OrganizationTokens::accepted;
    auth::Guard guard(settings, connection, server.clock);

    const auth::Requirement reading{.scopes = {"shop:read"}};
    const auth::Requirement refunding{.scopes = {"shop:refund"}};
    const auto accepted = guard.check(with_token(*token), reading);
    REQUIRE(accepted);
    CHECK(accepted->subject == "alice");
    CHECK_FALSE(guard.check(with_token(*token), refunding));

    const auto organization = app.auth.organization_token(visit, "acme");
    REQUIRE(organization);
    const auth::Requirement in_acme{
        .scopes = {"read:data"}, .organization = auth::OrganizationRule::named("acme")};
    const auth::Requirement in_other{
        .scopes = {"read:data"}, .organization = auth::OrganizationRule::named("other")};
    const auto of_acme = guard.check(with_token(*organization), in_acme);
    REQUIRE(of_acme);
    CHECK(of_acme->organization_id == "acme");
    CHECK_FALSE(guard.check(with_token(*organization), in_other));
    // For the API in the organization, what the user's own role and the organization's allow.
    const auto both = app.auth.organization_token(visit, "acme", shop_api);
    REQUIRE(both);
    const auto claims = claims_of(both->reveal());
    CHECK(find_string(claims, "scope") == "shop:read shop:write");
    // A token for userinfo is for no API.
    CHECK_FALSE(guard.check(with_token(*app.auth.access_token(visit)), {}));
  });
}

TEST_CASE("the client library asks about opaque tokens, and notices when one is revoked") {
  for_each_engine([](Server& server) {
    ShopApp app(server);
    app.sign_in("alice");
    auth::Visit visit = app.visit();
    auto connection = app.make_connection();
    auth::GuardSettings settings;
    settings.audience = "app";
    settings.format = auth::TokenFormat::by_shape;
    settings.absent_audience = auth::AbsentAudience::allowed;
    auth::Guard guard(settings, connection, server.clock);
    const auth::Request request = with_token(*app.auth.access_token(visit));
    const auto accepted = guard.check(request, {});
    REQUIRE(accepted);
    CHECK(accepted->subject == "alice");
    app.post("/api/auth/signout");
    server.clock.advance(Seconds(61));
    CHECK_FALSE(guard.check(request, {}));
  });
}

TEST_CASE("the client library renews tokens over and over, with rotation") {
  for_each_engine([](Server& server) {
    ShopApp app(server);
    app.sign_in("alice");
    std::string last;
    for (int day = 0; day < 5; ++day) {
      server.clock.advance(Seconds(24 * 3600));
      auth::Visit visit = app.visit();
      const auto token = app.auth.access_token(visit, shop_api);
      REQUIRE(token);
      CHECK(token->reveal() != last);
      last = token->reveal();
      app.browser.take(visit.headers());
    }
  });
}

TEST_CASE("the client library's sign-out takes the refresh token back and ends the server's session"
) {
  for_each_engine([](Server& server) {
    ShopApp app(server);
    app.sign_in("alice");
    const auto refresh_token = app.visit().session()->tokens.refresh_token.reveal();
    const std::string url = auth::test::location_of(app.post("/api/auth/signout"));
    CHECK(url.starts_with(issuer + "/session/end?"));
    CHECK(app.visit().session() == nullptr);
    const auto refused = Client(server, "app").refresh(refresh_token);
    CHECK(refused.text("error") == "invalid_grant");
  });
}

TEST_CASE("the client library ends a session when the server says that the user has signed out") {
  for_each_engine([](Server& server) {
    ShopApp app(server);
    app.sign_in("alice");
    REQUIRE(app.visit().session() != nullptr);
    app.sign_out_at_server();
    server.deliver_logouts();
    REQUIRE(server.network.requests().size() == 1);
    for (const auto& sent : server.network.requests()) {
      auth::Request request;
      request.method = "POST";
      request.url = "/api/auth/backchannel-logout/logto";
      request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
      request.body = sent.body;
      CHECK(app.auth.handle(request).status == 200);
      CHECK(app.auth.handle(request).status == 400);
    }
    CHECK(app.visit().session() == nullptr);
  });
}

}  // namespace daemun::flows
