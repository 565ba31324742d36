// Back-channel logout: an application hears of the end of a session at which it was used.
#include "http/form.h"
#include "jose/jwks.h"
#include "jose/verify.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

void insert_listener(Server& server) {
  auto listener = an_application("listener");
  listener.oidc_client_metadata.backchannel_logout_uri = "https://listener.example/logout";
  listener.oidc_client_metadata.backchannel_logout_session_required = true;
  server.insert(listener);
}

}  // namespace

TEST_CASE("an application is told of a sign-out, once, with a logout token that verifies") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_listener(server);
    const Client client(server, "listener");
    Browser browser(server);
    const auto tokens = client.redeem(to_callback(client.sign_in(browser, "alice")));
    sign_out(browser, "web");
    server.deliver_logouts();
    server.deliver_logouts();

    const auto requests = server.network.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].url == "https://listener.example/logout");
    CHECK(requests[0].method == "POST");
    const auto form = http::parse_form(requests[0].body);
    REQUIRE(form);
    const auto logout_token = form->find("logout_token");
    REQUIRE(logout_token);
    const auto keys =
        jose::parse_key_set(to_answer(server.send(a_request(http::Method::get, "/oidc/jwks"))).body
        );
    const jose::Expectations expectations{
        .issuer = issuer, .audience = "listener", .type = jose::TokenType::logout_token};
    CHECK(jose::verify(*logout_token, keys, expectations, server.clock.now()));
    const auto claims = claims_of(*logout_token);
    CHECK(find_string(claims, "sub") == "alice");
    CHECK(find_string(claims, "sid") == find_string(claims_of(tokens.text("id_token")), "sid"));
    CHECK(
        json::serialize(claims.at("events")) ==
        R"({"http://schemas.openid.net/event/backchannel-logout":{}})"
    );
    CHECK(*find_integer(claims, "exp") - *find_integer(claims, "iat") == 120);
    CHECK_FALSE(claims.contains("nonce"));
    CHECK(server.outbox().empty());
  });
}

TEST_CASE("an application that was not used in the session is not told") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_listener(server);
    Browser other(server);
    Client(server, "listener").sign_in(other, "alice");
    Browser browser(server);
    Client(server, "web").sign_in(browser, "alice");
    sign_out(browser, "web");
    server.deliver_logouts();
    CHECK(server.network.requests().empty());
  });
}

}  // namespace daemun::flows
