// The whole way of a sign-in: authorization request, sign-in page, code, tokens, userinfo; with
// every scope of the guide.
#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/golden.h"

namespace daemun::flows {

namespace {

const std::string guide_scope =
    "openid offline_access profile email phone address custom_data identities roles "
    "urn:logto:scope:organizations urn:logto:scope:organization_roles";

// Everything that a claim can come from.
void add_guide_world(Server& server) {
  server.insert(an_application("web"));
  auto alice = a_user("alice");
  alice.name = "Alice Kim";
  alice.primary_email = "alice@example.com";
  alice.primary_phone = "12025550123";
  alice.profile =
      R"({"familyName":"Kim","givenName":"Alice","middleName":"M","nickname":"Ali",)"
      R"("preferredUsername":"ali","profile":"https://alice.example/about",)"
      R"("website":"https://alice.example","gender":"female","birthdate":"1990-04-01",)"
      R"("zoneinfo":"Asia/Seoul","locale":"ko-KR","address":{"formatted":"1 Gate Street, Seoul",)"
      R"("streetAddress":"1 Gate Street","locality":"Seoul","region":"Seoul",)"
      R"("postalCode":"03045","country":"KR"}})";
  alice.custom_data = R"({"a":1,"b":{"c":[2]}})";
  alice.identities = R"({"google":{"userId":"g-1","details":{"email":"alice@example.com"}}})";
  alice.avatar = "https://alice.example/me.png";
  server.insert(alice);
  server.insert_role("shopper", RoleType::user, {});
  server.commit(server.users.assign_role(UserId("alice"), RoleId("shopper")));
  server.insert_organization_role("member", RoleType::user, {}, {});
  auto acme = an_organization("acme");
  acme.description = "Gates and doors";
  server.insert(acme);
  server.add_member("acme", "alice", "member");
}

}  // namespace

TEST_CASE("the code flow gives the guide's claims in the ID token and the rest in userinfo") {
  for_each_engine([](Server& server) {
    add_guide_world(server);
    const Client client(server, "web");
    Browser browser(server);
    const auto callback = to_callback(
        client.sign_in(browser, "alice", {{"scope", guide_scope}, {"prompt", "consent"}})
    );
    CHECK(callback.response.status == 303);
    CHECK(callback.location == "https://web.example/callback");
    CHECK(callback.at("state") == "st");
    CHECK(callback.at("iss") == issuer);
    CHECK(callback.parameters.size() == 3);

    const auto tokens = client.redeem(callback);
    REQUIRE(tokens.status() == 200);
    CHECK(tokens.members() == "access_token expires_in id_token refresh_token scope token_type");
    CHECK(tokens.text("token_type") == "Bearer");
    CHECK(tokens.integer("expires_in") == 3600);
    CHECK(tokens.text("scope") == guide_scope);
    CHECK(tokens.text("access_token").find('.') == std::string::npos);
    CHECK(header(tokens.response, "cache-control") == "no-store");

    const auto jose_header = header_of(tokens.text("id_token"));
    CHECK(find_string(jose_header, "alg") == "ES256");
    CHECK(find_string(jose_header, "kid")->size() == 43);
    CHECK_FALSE(jose_header.contains("typ"));
    const auto id_token = to_golden(claims_of(tokens.text("id_token")));
    CHECK(id_token == load_golden("id_token_of_the_guide.json", id_token));

    const auto userinfo = get_userinfo(server, tokens.text("access_token"));
    CHECK(userinfo.status() == 200);
    const auto claims = to_golden(userinfo.body);
    CHECK(claims == load_golden("userinfo_of_the_guide.json", claims));
  });
}

TEST_CASE("the code flow gives null and omits as Logto does for a user with nothing but a name") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    const Client client(server, "web");
    const auto tokens = client.tokens_of("alice", {{"scope", guide_scope}});
    REQUIRE(tokens.status() == 200);
    const auto id_token = to_golden(claims_of(tokens.text("id_token")));
    CHECK(id_token == load_golden("id_token_of_an_empty_user.json", id_token));
    const auto claims = to_golden(get_userinfo(server, tokens.text("access_token")).body);
    CHECK(claims == load_golden("userinfo_of_an_empty_user.json", claims));
  });
}

TEST_CASE("the code flow drops offline_access silently without prompt=consent") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    const auto tokens =
        Client(server, "web").tokens_of("alice", {{"scope", "openid offline_access profile"}});
    CHECK(tokens.status() == 200);
    CHECK(tokens.members() == "access_token expires_in id_token scope token_type");
    CHECK(tokens.text("scope") == "openid profile");
  });
}

TEST_CASE("the code flow always gives a refresh token to a web application that is set so") {
  for_each_engine([](Server& server) {
    auto application = an_application("web");
    application.custom_client_metadata.always_issue_refresh_token = true;
    server.insert(application);
    auto native = an_application("native", ApplicationType::native);
    native.custom_client_metadata.always_issue_refresh_token = true;
    server.insert(native);
    server.insert(a_user("alice"));
    CHECK(Client(server, "web").tokens_of("alice", {{"scope", "openid"}}).has("refresh_token"));
    CHECK_FALSE(
        Client(server, "native").tokens_of("alice", {{"scope", "openid"}}).has("refresh_token")
    );
  });
}

TEST_CASE("the code flow repeats the nonce, and says auth_time only when it was asked for") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    const Client client(server, "web");
    const auto plain = claims_of(client.tokens_of("alice").text("id_token"));
    CHECK_FALSE(plain.contains("nonce"));
    CHECK_FALSE(plain.contains("auth_time"));
    const auto tokens =
        client.tokens_of("alice", {{"scope", "openid"}, {"nonce", "n-1"}, {"max_age", "600"}});
    const auto claims = claims_of(tokens.text("id_token"));
    CHECK(find_string(claims, "nonce") == "n-1");
    CHECK(find_integer(claims, "auth_time") == to_unix_seconds(server.clock.now()));
  });
}

TEST_CASE("the code flow says the session's id to an application that wants to hear of its end") {
  for_each_engine([](Server& server) {
    auto application = an_application("web");
    application.oidc_client_metadata.backchannel_logout_uri = "https://web.example/logout";
    application.oidc_client_metadata.backchannel_logout_session_required = true;
    server.insert(application);
    server.insert(a_user("alice"));
    const auto tokens = Client(server, "web").tokens_of("alice");
    CHECK(find_string(claims_of(tokens.text("id_token")), "sid")->size() == 43);
  });
}

TEST_CASE("the code flow works without openid and then gives no ID token") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    const auto tokens = Client(server, "web").tokens_of("alice", {{"scope", "profile"}});
    CHECK(tokens.status() == 200);
    CHECK_FALSE(tokens.has("id_token"));
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 403);
  });
}

TEST_CASE("the code flow answers by fragment and by form post on demand") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    const Client client(server, "web");
    Browser browser(server);
    const auto fragment =
        client.sign_in(browser, "alice", {{"scope", "openid"}, {"response_mode", "fragment"}});
    CHECK(header(fragment, "location").starts_with("https://web.example/callback#code="));
    const auto page =
        client.authorize(browser, {{"scope", "openid"}, {"response_mode", "form_post"}});
    CHECK(page.status == 200);
    CHECK(page.body.find("action=\"https://web.example/callback\"") != std::string::npos);
    CHECK(page.body.find("name=\"code\"") != std::string::npos);
    CHECK(header(page, "cache-control") == "no-store");
  });
}

TEST_CASE("the code flow writes nothing of the request unescaped into a form post") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    const auto page = client.authorize(
        browser,
        {{"scope", "openid"},
         {"response_mode", "form_post"},
         {"state", "\"><script>alert(1)</script>"}}
    );
    CHECK(page.body.find("<script>alert") == std::string::npos);
    CHECK(page.body.find("&lt;script&gt;alert(1)") != std::string::npos);
    CHECK(header(page, "content-security-policy").find("script-src 'nonce-") != std::string::npos);
  });
}

TEST_CASE("the code flow asks nothing of the network") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    CHECK(Client(server, "web").tokens_of("alice").status() == 200);
    CHECK(server.network.requests().empty());
  });
}

TEST_CASE("POST /oidc/auth is the same as GET") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice");
    const auto query = client.authorization_url({{"scope", "openid"}}).substr(11);
    auto request = a_request(http::Method::post, "/oidc/auth");
    request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    request.body = query;
    const auto callback = to_callback(browser.send(std::move(request)));
    CHECK(callback.response.status == 303);
    CHECK(client.redeem(callback).status() == 200);
  });
}

}  // namespace daemun::flows
