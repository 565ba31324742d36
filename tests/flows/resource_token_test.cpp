// Access tokens for API resources: at+jwt with one audience and the scopes that the user's roles
// give.
#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/golden.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

TEST_CASE("a resource token has exactly the scopes that the user's roles give") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto tokens = client.tokens_of("alice", shop_request);
    REQUIRE(tokens.status() == 200);
    CHECK(tokens.text("scope") == "openid offline_access profile urn:logto:scope:organizations");
    CHECK(tokens.text("access_token").find('.') == std::string::npos);

    const auto api = client.refresh(tokens.text("refresh_token"), {{"resource", shop_api}});
    REQUIRE(api.status() == 200);
    CHECK(api.members() == "access_token expires_in id_token refresh_token scope token_type");
    CHECK(api.text("scope") == "shop:read shop:write");
    const auto token = api.text("access_token");
    CHECK(json::serialize(header_of(token)).starts_with(R"({"alg":"ES256","typ":"at+jwt","kid":")")
    );
    const auto claims = to_golden(claims_of(token), {"jti"});
    CHECK(claims == load_golden("access_token_of_a_resource.json", claims));
  });
}

TEST_CASE("a resource token comes with the code when the request names the resource") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(client.sign_in(browser, "alice", shop_request));
    const auto tokens = client.redeem(callback, {{"resource", shop_api}});
    CHECK(tokens.text("scope") == "shop:read shop:write");
    CHECK(find_string(claims_of(tokens.text("access_token")), "aud") == shop_api);
    CHECK(tokens.has("id_token"));
  });
}

TEST_CASE("without openid the only resource is meant, of several the default one") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_resource("https://store.example/api", {"store:read"}));
    const Client client(server, "web");
    const auto audience = [&](const Fields& fields) {
      const auto tokens = client.tokens_of("alice", fields);
      if (tokens.status() != 200) return tokens.text("error");
      return std::string(find_string(claims_of(tokens.text("access_token")), "aud").value_or(""));
    };
    const Fields one{{"scope", "shop:read"}, {"resource", shop_api}};
    CHECK(audience(one) == shop_api);
    Fields two = one;
    two.emplace_back("resource", "https://store.example/api");
    CHECK(audience(two) == "invalid_target");
    server.commit(storage::Statement{
        {"update resources set is_default = true where tenant_id = $1 and indicator = $2"},
        {server.tenant, "https://store.example/api"}});
    CHECK(audience(two) == "https://store.example/api");
  });
}

TEST_CASE("resources may be separated by commas in the query") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_resource("https://store.example/api", {"store:read"}));
    const Client client(server, "web");
    const auto tokens = client.tokens_of(
        "alice",
        {{"scope", "openid offline_access shop:read"},
         {"resource", shop_api + ",https://store.example/api"},
         {"prompt", "consent"}}
    );
    const auto refresh_token = tokens.text("refresh_token");
    CHECK(client.refresh(refresh_token, {{"resource", shop_api}}).text("scope") == "shop:read");
    const auto other = client.refresh(refresh_token, {{"resource", "https://store.example/api"}});
    CHECK(other.status() == 200);
    CHECK(other.text("scope").empty());
    CHECK(find_string(claims_of(other.text("access_token")), "scope") == "");
  });
}

TEST_CASE("one scope name serves every resource that defines it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_resource("https://a.example", {"read", "write"}));
    server.insert(a_resource("https://b.example", {"read", "write"}));
    server.insert_role(
        "reader", RoleType::user, {{"https://a.example", "read"}, {"https://b.example", "write"}}
    );
    server.commit(server.users.assign_role(UserId("alice"), RoleId("reader")));
    const Client client(server, "web");
    const auto token = client
                           .tokens_of(
                               "alice",
                               {{"scope", "openid offline_access read write email"},
                                {"resource", "https://a.example"},
                                {"resource", "https://b.example"},
                                {"prompt", "consent"}}
                           )
                           .text("refresh_token");
    CHECK(client.refresh(token, {{"resource", "https://a.example"}}).text("scope") == "read");
    CHECK(client.refresh(token, {{"resource", "https://b.example"}}).text("scope") == "write");
  });
}

TEST_CASE("a resource that the sign-in did not ask for is refused") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_resource("https://store.example/api", {"store:read"}));
    const Client client(server, "web");
    const auto token = client.tokens_of("alice", shop_request).text("refresh_token");
    for (const char* resource : {"https://store.example/api", "https://none.example", "nonsense"}) {
      const auto refused = client.refresh(token, {{"resource", resource}});
      CHECK(refused.status() == 400);
      CHECK(refused.text("error") == "invalid_target");
      CHECK(refused.text("error_description") == "the grant does not cover the requested resource");
    }
    const auto organizations =
        client.refresh(token, {{"resource", "urn:logto:resource:organizations"}});
    CHECK(organizations.text("error") == "invalid_target");
    CHECK(organizations.text("error_description") == "resource indicator is missing, or unknown");
    const auto two =
        client.refresh(token, {{"resource", shop_api}, {"resource", "https://store.example/api"}});
    CHECK(two.text("error") == "invalid_target");
  });
}

TEST_CASE("the default resource is meant where none is named") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto standard = a_resource("https://default.example", {"do"});
    standard.is_default = true;
    server.insert(standard);
    server.insert_role("doer", RoleType::user, {{"https://default.example", "do"}});
    server.commit(server.users.assign_role(UserId("alice"), RoleId("doer")));
    const Client client(server, "web");
    const auto tokens =
        client.tokens_of("alice", {{"scope", "openid offline_access do"}, {"prompt", "consent"}});
    CHECK(tokens.text("access_token").find('.') == std::string::npos);
    const auto api =
        client.refresh(tokens.text("refresh_token"), {{"resource", "https://default.example"}});
    CHECK(api.text("scope") == "do");
  });
}

TEST_CASE("a resource token lives as long as its resource says") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto quick = a_resource("https://quick.example", {});
    quick.access_token_ttl = Seconds(300);
    server.insert(quick);
    const Client client(server, "web");
    const auto tokens = client.tokens_of(
        "alice",
        {{"scope", "openid offline_access"},
         {"resource", "https://quick.example"},
         {"prompt", "consent"}}
    );
    const auto api =
        client.refresh(tokens.text("refresh_token"), {{"resource", "https://quick.example"}});
    CHECK(api.integer("expires_in") == 300);
    const auto claims = claims_of(api.text("access_token"));
    CHECK(*find_integer(claims, "exp") - *find_integer(claims, "iat") == 300);
  });
}

TEST_CASE("a resource token opens no userinfo") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto token = client.tokens_of("alice", shop_request).text("refresh_token");
    const auto api = client.refresh(token, {{"resource", shop_api}});
    CHECK(get_userinfo(server, api.text("access_token")).status() == 401);
    CHECK(get_userinfo(server, api.text("id_token")).status() == 401);
  });
}

}  // namespace daemun::flows
