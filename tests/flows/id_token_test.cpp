// The claims of ID tokens and their size; userinfo has the same claims.
#include <doctest/doctest.h>

#include "flows/harness/client.h"

namespace daemun::flows {

TEST_CASE("GET /oidc/me and the ID token speak the dialect of the application, else the tenant's") {
  for_each_engine([](Server& server) {
    auto user = a_user();
    user.primary_phone = "821012345678";
    server.insert(user);
    server.insert(an_application("web"));
    auto strict = an_application("strict");
    strict.custom_client_metadata.claims_dialect = ClaimsDialect::standard;
    server.insert(strict);
    const auto is_standard = [&](const char* client) {
      const auto tokens =
          Client(server, client).tokens_of("alice", {{"scope", "openid profile email phone"}});
      const auto userinfo = get_userinfo(server, tokens.text("access_token")).body;
      const auto claims = claims_of(tokens.text("id_token"));
      for (const auto& member : {"name", "email", "phone_number", "updated_at"}) {
        CAPTURE(member);
        CHECK(userinfo.contains(member) == claims.contains(member));
      }
      CHECK(userinfo.at("phone_number") == claims.at("phone_number"));
      CHECK(userinfo.at("updated_at") == claims.at("updated_at"));
      return !userinfo.contains("email") && userinfo.at("phone_number") == "+821012345678" &&
             userinfo.at("updated_at").as_int64() < 10'000'000'000;
    };
    CHECK_FALSE(is_standard("web"));
    CHECK(is_standard("strict"));
    server.change_sign_in_experience({{"claimsDialect", "standard"}});
    CHECK(is_standard("web"));
  });
}

TEST_CASE("GET /oidc/session/end takes the ID token of a user in hundreds of organizations") {
  for_each_engine([](Server& server) {
    server.insert(a_user());
    server.insert(an_application("web"));
    for (int i = 0; i < 500; ++i) {
      const auto id = "organization" + std::to_string(i);
      server.insert(an_organization(id));
      server.commit(server.access.add_member(OrganizationId(id), UserId("alice")));
    }
    const Client client(server, "web");
    Browser browser(server);
    const auto tokens = client.redeem(to_callback(
        client.sign_in(browser, "alice", {{"scope", "openid urn:logto:scope:organizations"}})
    ));
    const auto hint = tokens.text("id_token");
    CHECK(hint.size() < 6 * 1024);
    CHECK_FALSE(claims_of(hint).contains("organizations"));
    const auto userinfo = get_userinfo(server, tokens.text("access_token"));
    CHECK(find_array(userinfo.body, "organizations")->size() == 500);
    CHECK(browser.get("/oidc/session/end?id_token_hint=" + hint).status == 200);
  });
}

}  // namespace daemun::flows
