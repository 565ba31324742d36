// Organization tokens and API tokens inside an organization.
#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/golden.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

std::string sign_in(Server& server, const Fields& fields = shop_request) {
  return Client(server, "web").tokens_of("alice", fields).text("refresh_token");
}

}  // namespace

TEST_CASE("an organization token has the permissions of the member's roles") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto answer = client.refresh(sign_in(server), {{"organization_id", "acme"}});
    REQUIRE(answer.status() == 200);
    CHECK(answer.text("scope") == "read:data");
    CHECK(answer.integer("expires_in") == 3600);
    CHECK(find_string(header_of(answer.text("access_token")), "typ") == "at+jwt");
    const auto claims = to_golden(claims_of(answer.text("access_token")), {"jti"});
    CHECK(claims == load_golden("access_token_of_an_organization.json", claims));
  });
}

TEST_CASE("the guide's own organization request gives the organization token") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto answer = client.refresh(
        sign_in(server),
        {{"resource", "urn:logto:scope:organizations"}, {"organization_id", "acme"}}
    );
    REQUIRE(answer.status() == 200);
    CHECK(
        find_string(claims_of(answer.text("access_token")), "aud") == "urn:logto:organization:acme"
    );
    CHECK(answer.text("scope") == "read:data");
  });
}

TEST_CASE("an organization token has permissions of an organization that came after the sign-in") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_user("bob"));
    const Client client(server, "web");
    const auto token = client.tokens_of("bob", shop_request).text("refresh_token");
    const Fields inside{{"organization_id", "startup"}};
    CHECK(client.refresh(token, inside).status() == 403);
    server.insert(an_organization("startup"));
    server.insert_organization_role("admin", RoleType::user, {"read:data", "write:data"}, {});
    server.add_member("startup", "bob", "admin");
    const auto answer = client.refresh(token, inside);
    CHECK(answer.status() == 200);
    CHECK(answer.text("scope") == "read:data write:data");
    const auto narrowed =
        client.refresh(token, {{"organization_id", "startup"}, {"scope", "write:data"}});
    CHECK(narrowed.text("scope") == "write:data");
  });
}

TEST_CASE("an organization token is empty where the sign-in did not ask for permissions") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const auto token = sign_in(
        server,
        {{"scope", "openid offline_access urn:logto:scope:organizations read:data"},
         {"prompt", "consent"}}
    );
    const auto answer = Client(server, "web").refresh(token, {{"organization_id", "acme"}});
    CHECK(answer.status() == 200);
    CHECK(answer.has("scope"));
    CHECK(answer.text("scope").empty());
    CHECK(find_string(claims_of(answer.text("access_token")), "scope") == "");
  });
}

TEST_CASE("an organization token can be narrowed") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const auto answer =
        Client(server, "web")
            .refresh(sign_in(server), {{"organization_id", "acme"}, {"scope", "openid"}});
    CHECK(answer.status() == 200);
    CHECK(answer.text("scope").empty());
  });
}

TEST_CASE("an API token in an organization has that organization's and the global roles' scopes") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_organization("globex"));
    server.insert_organization_role("boss", RoleType::user, {}, {{shop_api, "shop:refund"}});
    server.add_member("globex", "alice", "boss");
    const Client client(server, "web");
    const auto token = sign_in(server);
    const auto scope_in = [&](const Fields& fields) {
      Fields all{{"resource", shop_api}};
      all.insert(all.end(), fields.begin(), fields.end());
      return client.refresh(token, all).text("scope");
    };
    CHECK(scope_in({}) == "shop:read shop:write shop:refund");
    CHECK(scope_in({{"organization_id", "acme"}}) == "shop:read shop:write");
    CHECK(scope_in({{"organization_id", "globex"}}) == "shop:read shop:refund");
    const auto answer =
        client.refresh(token, {{"resource", shop_api}, {"organization_id", "acme"}});
    const auto claims = to_golden(claims_of(answer.text("access_token")), {"jti"});
    CHECK(claims == load_golden("access_token_of_a_resource_in_an_organization.json", claims));
  });
}

TEST_CASE("an organization is refused to strangers and to those who have left") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_organization("globex"));
    const Client client(server, "web");
    const auto token = sign_in(server);
    const auto refused = [&](const char* organization) {
      const auto answer = client.refresh(token, {{"organization_id", organization}});
      CHECK(answer.status() == 403);
      CHECK(answer.text("error") == "access_denied");
      CHECK(answer.text("code") == "oidc.access_denied");
      CHECK(answer.text("error_description") == "user is not a member of the organization");
    };
    refused("globex");
    refused("none");
    CHECK(client.refresh(token, {{"organization_id", "acme"}}).status() == 200);
    server.commit(storage::Statement{
        {"delete from organization_users where tenant_id = $1 and user_id = $2"},
        {server.tenant, UserId("alice")}});
    refused("acme");
    const auto api = client.refresh(token, {{"resource", shop_api}, {"organization_id", "acme"}});
    CHECK(api.status() == 403);
    CHECK(client.refresh(token).status() == 200);
  });
}

TEST_CASE("an organization needs the organizations scope of the sign-in") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    const auto token = sign_in(server, offline_profile);
    const auto answer = client.refresh(token, {{"organization_id", "acme"}});
    CHECK(answer.status() == 403);
    CHECK(answer.text("error") == "insufficient_scope");
    CHECK(answer.text("error_description") == "refresh token missing required scope");
  });
}

TEST_CASE("an organization that demands MFA is refused to those who have none") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto strict = an_organization("strict");
    strict.is_mfa_required = true;
    server.insert(strict);
    server.add_member("strict", "alice", "member");
    const auto answer =
        Client(server, "web").refresh(sign_in(server), {{"organization_id", "strict"}});
    CHECK(answer.status() == 403);
    CHECK(
        answer.text("error_description") ==
        "organization requires MFA but user has no MFA configured"
    );
  });
}

}  // namespace daemun::flows
