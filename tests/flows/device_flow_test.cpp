// The device flow (RFC 8628): a device without a browser, and a person with one.
#include "oidc/reference.h"
#include "storage/device_authorization_store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

constexpr const char* device_grant = "urn:ietf:params:oauth:grant-type:device_code";
constexpr const char* consent_api = "/api/interaction/consent";

Application a_device(const std::string& id) {
  auto application = an_application(id, ApplicationType::native);
  application.oidc_client_metadata.redirect_uris.clear();
  application.custom_client_metadata.is_device_flow = true;
  return application;
}

void add_world(Server& server) {
  add_shop(server);
  server.insert(a_device("tv"));
  server.insert(a_device("console"));
}

// A device that shows a code.
struct Device {
  Server& server;
  Client client;
  Answer begun;

  explicit Device(
      Server& the_server,
      const Fields& fields = {{"scope", "openid offline_access profile"}},
      const std::string& id = "tv"
  )
      : server(the_server),
        client(the_server, id),
        begun(client.post("/oidc/device/auth", fields)) {
    REQUIRE(begun.status() == 200);
  }
  std::string user_code() const { return begun.text("user_code"); }
  Answer poll(const Fields& more = {}) const { return poll_as(client, more); }
  Answer poll_as(const Client& asking, const Fields& more = {}) const {
    Fields fields{{"grant_type", device_grant}, {"device_code", begun.text("device_code")}};
    fields.insert(fields.end(), more.begin(), more.end());
    return asking.token(fields);
  }
};

std::string location(const http::Response& response) {
  CHECK(response.status == 303);
  return header(response, "location");
}

// The page's form, from a browser that has been at the page.
http::Response post_form(Browser& browser, Fields fields) {
  if (browser.cookie("__Host-_logto_device_flow_xsrf").empty()) {
    browser.get("/oidc/device");
  }
  fields.emplace_back("xsrf", browser.cookie("__Host-_logto_device_flow_xsrf"));
  return browser.post_form("/oidc/device", fields);
}

http::Response confirm(Browser& browser, const std::string& code) {
  return post_form(browser, {{"user_code", code}, {"confirm", "yes"}});
}

// Types, confirms and signs in: where that ends.
std::string approve(Browser& browser, const Device& device, const std::string& user = "alice") {
  const auto page = page_of(confirm(browser, device.user_code()));
  if (!page.starts_with("/sign-in")) return page;
  return page_of(browser.get(pass_sign_in_page(browser, device.client.id(), user)));
}

}  // namespace

TEST_CASE("a device gets its codes, and where to send the person") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    CHECK(
        device.begun.members() ==
        "device_code user_code verification_uri verification_uri_complete expires_in"
    );
    CHECK(device.begun.text("device_code").size() == 43);
    const auto code = device.user_code();
    CHECK(code.size() == 9);
    CHECK(code[4] == '-');
    CHECK(code.find_first_not_of("BCDFGHJKLMNPQRSTVWXZ-") == std::string::npos);
    CHECK(device.begun.text("verification_uri") == "https://auth.example/device");
    CHECK(
        device.begun.text("verification_uri_complete") ==
        "https://auth.example/device?user_code=" + code
    );
    CHECK(device.begun.integer("expires_in") == 600);
    CHECK(header(device.begun.response, "cache-control") == "no-store");
  });
}

TEST_CASE("a device gets tokens once a person has confirmed and signed in") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    const auto pending = device.poll();
    CHECK(pending.status() == 400);
    CHECK(pending.text("code") == "oidc.authorization_pending");
    CHECK(pending.text("error") == "authorization_pending");

    Browser browser(server);
    CHECK(approve(browser, device) == "/device/success");
    const auto tokens = device.poll();
    REQUIRE(tokens.status() == 200);
    CHECK(tokens.members() == "access_token expires_in id_token refresh_token scope token_type");
    CHECK(tokens.text("scope") == "openid offline_access profile");
    CHECK(get_userinfo(server, tokens.text("access_token")).text("sub") == "alice");
    CHECK(find_string(claims_of(tokens.text("id_token")), "aud") == "tv");
    CHECK(device.client.refresh(tokens.text("refresh_token")).status() == 200);
  });
}

TEST_CASE("a device has its page say the code and the application before anything happens") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    Browser browser(server);
    const auto first = browser.get("/device?user_code=" + device.user_code());
    CHECK(first.status == 302);
    CHECK(header(first, "location") == "/oidc/device?user_code=" + device.user_code());
    CHECK(
        location(browser.get(header(first, "location"))) ==
        "/device?user_code=" + device.user_code()
    );
    CHECK(browser.get("/device?user_code=" + device.user_code()).status == 200);
    // The typed code leads to the same page, and no further.
    auto typed = device.user_code();
    typed.erase(4, 1);
    for (auto& letter : typed)
      letter = static_cast<char>(letter - 'A' + 'a');
    CHECK(
        location(post_form(browser, {{"user_code", typed}})) ==
        "/device?user_code=" + device.user_code()
    );
    CHECK(device.poll().text("error") == "authorization_pending");
  });
}

TEST_CASE("a device is approved without another sign-in where there is a session") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser browser(server);
    Client(server, "web").sign_in(browser, "alice");
    const Device device(server);
    CHECK(location(confirm(browser, device.user_code())) == "/device/success");
    CHECK(device.poll().status() == 200);
  });
}

TEST_CASE("a device's acr_values ask for a sign-in where the session is weaker") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser browser(server);
    Client(server, "web").sign_in(browser, "alice");
    const Device device(server, {{"scope", "openid"}, {"acr_values", "mfa"}});
    CHECK(page_of(confirm(browser, device.user_code())).starts_with("/sign-in"));
    CHECK(device.poll().text("error") == "authorization_pending");
    CHECK(page_of(browser.get(pass_sign_in_page(browser, "tv", "alice"))) == "/device/success");
    // The person has no second factor, and the token says so.
    const auto tokens = device.poll();
    REQUIRE(tokens.status() == 200);
    CHECK(find_string(claims_of(tokens.text("id_token")), "acr") == "pwd");
  });
}

TEST_CASE("a device may be refused, on its page and on the consent page") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device first(server);
    Browser browser(server);
    CHECK(
        location(post_form(browser, {{"user_code", first.user_code()}, {"abort", "yes"}})) ==
        "/device?error=aborted"
    );
    const auto refused = first.poll();
    CHECK(refused.status() == 400);
    CHECK(refused.text("error") == "access_denied");

    auto stranger = a_device("stranger");
    stranger.is_third_party = true;
    stranger.user_consent_scopes = {"profile"};
    server.insert(stranger);
    const Device second(server, {{"scope", "openid profile"}}, "stranger");
    CHECK(approve(browser, second) == "/consent?app_id=stranger");
    const auto question = to_answer(browser.get(consent_api));
    CHECK(question.body.at("application").at("id") == "stranger");
    CHECK_FALSE(question.has("redirectUri"));
    const auto answer =
        to_answer(browser.send_json(http::Method::post, "/api/interaction/consent/cancel", {}));
    CHECK(location(browser.get(answer.text("redirectTo"))) == "/device?error=aborted");
    CHECK(second.poll().text("error") == "access_denied");
  });
}

TEST_CASE("a third-party device gets what the person has agreed to") {
  for_each_engine([](Server& server) {
    add_world(server);
    auto stranger = a_device("stranger");
    stranger.is_third_party = true;
    stranger.user_consent_scopes = {"profile"};
    server.insert(stranger);
    const Device device(server, {{"scope", "openid profile"}}, "stranger");
    Browser browser(server);
    CHECK(approve(browser, device) == "/consent?app_id=stranger");
    CHECK(device.poll().text("error") == "authorization_pending");
    const auto answer = to_answer(browser.send_json(http::Method::post, consent_api, {}));
    CHECK(location(browser.get(answer.text("redirectTo"))) == "/device/success");
    CHECK(device.poll().text("scope") == "openid profile");
  });
}

TEST_CASE("a device code gives tokens once, however many ask; a later use ends them") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    Browser browser(server);
    approve(browser, device);
    std::atomic<int> given = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 16; ++i) {
      crowd.emplace_back([&] {
        const auto answer = device.poll();
        if (answer.status() == 200) ++given;
        if (answer.text("error") == "invalid_grant") ++refused;
      });
    }
    for (auto& one : crowd)
      one.join();
    CHECK(given <= 1);
    CHECK(given + refused == 16);
    // Fifteen were too many: whoever holds the tokens holds nothing.
    const auto id =
        run_task(storage::DeviceAuthorizationStore(*server.database, server.vault, server.tenant)
                     .find_by_device_code(Secret(device.begun.text("device_code"))));
    REQUIRE(id);
    CHECK(server.find_grant(*id->grant_id).grant.revoked_at);
  });
}

TEST_CASE("a device code that comes again ends the tokens that it gave") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    Browser browser(server);
    approve(browser, device);
    const auto tokens = device.poll();
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 200);
    server.clock.advance(Seconds(700));
    CHECK(device.poll().text("error") == "invalid_grant");
    const auto log = server.audit_log();
    CHECK(log.front().key == "ExchangeTokenBy.DeviceCode");
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    CHECK(device.client.refresh(tokens.text("refresh_token")).status() == 400);
  });
}

TEST_CASE("a device code ends after ten minutes, answered or not") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device approved(server);
    const Device pending(server);
    Browser browser(server);
    approve(browser, approved);
    server.clock.advance(Seconds(600));
    for (const auto* device : {&approved, &pending}) {
      const auto answer = device->poll();
      CHECK(answer.status() == 400);
      CHECK(answer.text("error") == "expired_token");
    }
    CHECK(
        location(confirm(browser, pending.user_code())) ==
        "/device?error=expired&input_code=" + pending.user_code()
    );
  });
}

TEST_CASE("a device that stopped waiting while the person signed in is not approved") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    Browser browser(server);
    CHECK(location(confirm(browser, device.user_code())).starts_with("/sign-in?app_id=tv"));
    const auto resume = pass_sign_in_page(browser, "tv", "alice");
    server.clock.advance(Seconds(600));
    CHECK(location(browser.get(resume)) == "/device?error=expired");
    CHECK(device.poll().text("error") == "expired_token");
  });
}

TEST_CASE("a device code is its client's alone") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    Browser browser(server);
    approve(browser, device);
    const auto foreign = device.poll_as(Client(server, "console"));
    CHECK(foreign.text("error") == "invalid_grant");
    CHECK(foreign.text("error_description") == "grant request is invalid");
    const auto web = device.poll_as(Client(server, "web"));
    CHECK(web.text("error_description") == "requested grant type is not allowed for this client");
    const auto missing = device.client.token({{"grant_type", device_grant}});
    CHECK(missing.text("error_description") == "missing required parameter 'device_code'");
    const auto unknown = device.client.token({{"grant_type", device_grant}, {"device_code", "x"}});
    CHECK(unknown.text("error") == "invalid_grant");
    CHECK(device.poll().status() == 200);
  });
}

TEST_CASE("a device begins only where its application is one, and knows what it asks for") {
  for_each_engine([](Server& server) {
    add_world(server);
    const std::string path = "/oidc/device/auth";
    const auto web = Client(server, "web").post(path, {{"scope", "openid"}});
    CHECK(web.status() == 400);
    CHECK(web.text("error") == "unauthorized_client");
    const auto native = Client(server, "native").post(path, {{"scope", "openid"}});
    CHECK(native.text("error") == "unauthorized_client");
    const Client tv(server, "tv");
    CHECK(tv.post(path, {{"resource", "https://none.example"}}).text("error") == "invalid_target");
    CHECK(tv.post(path, {{"resource", "none"}}).text("error") == "invalid_target");
    CHECK(
        tv.post(path, {{"scope", "openid"}, {"scope", "profile"}}).text("error_description") ==
        "'scope' parameter must not be provided twice"
    );
    CHECK(tv.post(path, {{"client_secret", "x"}}).text("error") == "invalid_client");
    // And no code flow for it.
    Browser browser(server);
    const auto code = tv.authorize(browser, {{"redirect_uri", ""}, {"scope", "openid"}});
    CHECK(code.status == 400);
  });
}

TEST_CASE("a device asks for an API as every client does") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(
        server, {{"scope", "openid offline_access shop:read shop:refund"}, {"resource", shop_api}}
    );
    Browser browser(server);
    approve(browser, device);
    const auto tokens = device.poll();
    const auto api = device.client.refresh(tokens.text("refresh_token"), {{"resource", shop_api}});
    CHECK(api.text("scope") == "shop:read");
    const Device other(server, {{"scope", "shop:read"}, {"resource", shop_api}}, "console");
    approve(browser, other);
    CHECK(find_string(claims_of(other.poll().text("access_token")), "aud") == shop_api);
  });
}

TEST_CASE("a device without offline_access is signed in as long as the browser") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server, {{"scope", "openid"}});
    Browser browser(server);
    approve(browser, device);
    const auto tokens = device.poll();
    CHECK_FALSE(tokens.has("refresh_token"));
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 200);
    server.commit(storage::Statement{{"delete from sessions"}, {}});
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
  });
}

TEST_CASE("the device page's form counts only from that page in that browser") {
  for_each_engine([](Server& server) {
    add_world(server);
    Browser alice(server);
    Client(server, "web").sign_in(alice, "alice");
    const Device device(server);
    const auto lost = "/device?error=session_not_found&input_code=" + device.user_code();
    const Fields form{{"user_code", device.user_code()}, {"confirm", "yes"}};
    // The page has not been opened yet.
    CHECK(location(alice.post_form("/oidc/device", form)) == lost);
    // A thief has, and sends alice his form.
    Browser thief(server);
    thief.get("/oidc/device");
    alice.get("/oidc/device");
    auto stolen = form;
    stolen.emplace_back("xsrf", thief.cookie("__Host-_logto_device_flow_xsrf"));
    CHECK(location(alice.post_form("/oidc/device", stolen)) == lost);
    // The form is alice's, but another site posts it.
    for (const auto& [name, value] :
         Fields{{"origin", "https://evil.example"}, {"sec-fetch-site", "cross-site"}}) {
      auto request = a_request(http::Method::post, "/oidc/device");
      request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
      request.headers.push_back({name, value});
      auto good = form;
      good.emplace_back("xsrf", alice.cookie("__Host-_logto_device_flow_xsrf"));
      request.body = to_form(good);
      CHECK(location(alice.send(std::move(request))) == lost);
    }
    CHECK(device.poll().text("error") == "authorization_pending");
    CHECK(location(confirm(alice, device.user_code())) == "/device/success");
  });
}

TEST_CASE("guessing a device's code ends after ten tries") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    Browser browser(server);
    for (int i = 0; i < 9; ++i) {
      CHECK(
          location(post_form(browser, {{"user_code", "zzzzzzzz"}})) ==
          "/device?error=not_found&input_code=ZZZZ-ZZZZ"
      );
    }
    // The page itself is no way around the count.
    CHECK(browser.get("/device?user_code=ZZZZ-ZZZZ").status == 200);
    CHECK(
        location(confirm(browser, device.user_code())) ==
        "/device?error=too_many_attempts&input_code=" + device.user_code()
    );
    CHECK(location(post_form(browser, {{"user_code", "?"}})) == "/device?error=not_found");
  });
}

TEST_CASE("a device's code is answered once") {
  for_each_engine([](Server& server) {
    add_world(server);
    const Device device(server);
    Browser browser(server);
    approve(browser, device);
    CHECK(
        location(confirm(browser, device.user_code())) ==
        "/device?error=used&input_code=" + device.user_code()
    );
    CHECK(device.poll().status() == 200);
  });
}

}  // namespace daemun::flows
