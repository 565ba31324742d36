// The second factor from the authorization request to the tokens.
#include "flows/harness/second_factor.h"

#include <doctest/doctest.h>

#include "flows/harness/shop.h"

namespace daemun::flows {

TEST_CASE("a sign-in under Mandatory ends in tokens after the second factor, and not before") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_app(server, "alice");
    demand(server, "Mandatory");
    const Client client(server, "web");
    Browser browser(server);
    client.authorize(browser, offline_profile);
    identify(browser);
    CHECK(code_of(submit(browser)) == "session.mfa.require_mfa_verification");
    // The authorization endpoint has no result to go on with.
    CHECK(page_of(client.authorize(browser, offline_profile)).starts_with("/sign-in"));
    identify(browser);
    confirm_with_app(browser, server);
    const auto tokens = client.redeem(go_on(browser, submit(browser)));
    REQUIRE(tokens.status() == 200);
    CHECK(client.refresh(tokens.text("refresh_token")).status() == 200);
  });
}

TEST_CASE("a device gets no tokens before the second factor of the person who approves it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto device = an_application("tv", ApplicationType::native);
    device.oidc_client_metadata.redirect_uris.clear();
    device.custom_client_metadata.is_device_flow = true;
    server.insert(device);
    insert_app(server, "alice");
    demand(server, "Mandatory");
    const Client client(server, "tv");
    const auto begun = client.post("/oidc/device/auth", {{"scope", "openid profile"}});
    const auto poll = [&] {
      return client.token(
          {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
           {"device_code", begun.text("device_code")}}
      );
    };
    Browser browser(server);
    browser.get("/oidc/device");
    const auto confirmed = browser.post_form(
        "/oidc/device",
        {{"user_code", begun.text("user_code")},
         {"confirm", "yes"},
         {"xsrf", browser.cookie("__Host-_logto_device_flow_xsrf")}}
    );
    CHECK(page_of(confirmed).starts_with("/sign-in"));
    identify(browser);
    CHECK(code_of(submit(browser)) == "session.mfa.require_mfa_verification");
    CHECK(poll().text("error") == "authorization_pending");
    confirm_with_app(browser, server);
    browser.get(std::string(submit(browser).at("redirectTo").as_string()));
    CHECK(poll().status() == 200);
  });
}

TEST_CASE("an organization that demands MFA gives its token to members with a second factor") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto strict = an_organization("strict");
    strict.is_mfa_required = true;
    server.insert(strict);
    server.add_member("strict", "alice", "member");
    const Client client(server, "web");
    const auto token = client.tokens_of("alice", shop_request).text("refresh_token");
    const Fields inside{{"organization_id", "strict"}};
    CHECK(client.refresh(token, inside).status() == 403);
    // One that the tenant does not allow cannot be confirmed with.
    insert_app(server, "alice");
    CHECK(client.refresh(token, inside).status() == 403);
    demand(server, "NoPrompt");
    CHECK(client.refresh(token, inside).status() == 200);
  });
}

}  // namespace daemun::flows
