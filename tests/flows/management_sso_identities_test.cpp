// Accounts at companies' identity providers that users have, over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/sso_connectors.h"

namespace daemun::flows {
namespace {

const std::string identity_of_alice =
    R"({"tenantId":"default","id":"identity-alice-one","userId":"alice",)"
    R"("issuer":"https://one.example","identityId":"sub-alice","detail":{"name":"Mina"},)"
    R"("createdAt":1800000000000,"updatedAt":1800000000000,"ssoConnectorId":"one"})";

void add_people(Server& server) {
  for (const char* user : {"alice", "bora"})
    server.insert(a_user(user));
  const auto connector = a_sso_connector("one");
  insert(server, connector);
  add_sso_identity(server, "alice", connector);
}

std::string code_of(const http::Response& response) {
  return std::to_string(response.status) + " " + to_answer(response).text("code");
}

}  // namespace

TEST_CASE("a user's account at an identity provider is shown by the connector") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_people(server);
    CHECK(
        administrator.send(http::Method::get, "/users/alice/sso-identities/one").body ==
        R"({"ssoIdentity":)" + identity_of_alice + "}"
    );
    CHECK(
        code_of(administrator.send(http::Method::get, "/users/alice/sso-identities/two")) ==
        "404 user.enterprise_sso_identity_not_exists"
    );
    CHECK(
        code_of(administrator.send(http::Method::get, "/users/bora/sso-identities/one")) ==
        "404 user.enterprise_sso_identity_not_exists"
    );
    CHECK(administrator.send(http::Method::get, "/users/none/sso-identities/one").status == 404);
    CHECK(
        administrator.send(http::Method::get, "/users/alice/all-identities").body ==
        R"({"socialIdentities":[],"ssoIdentities":[{"ssoIdentity":)" + identity_of_alice +
            R"(,"ssoConnectorId":"one"}]})"
    );
  });
}

TEST_CASE("users are shown with their accounts at identity providers when it is asked for") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_people(server);
    const auto identities = json::parse("[" + identity_of_alice + "]");
    const auto alice = administrator.get("/users/alice?includeSsoIdentities=true").as_object();
    CHECK(alice.at("ssoIdentities") == identities);
    CHECK_FALSE(administrator.get("/users/alice").as_object().contains("ssoIdentities"));
    const auto list = administrator.get("/users?includeSsoIdentities=true").as_array();
    REQUIRE(list.size() == 2);
    for (const auto& user : list) {
      const bool is_alice = user.as_object().at("id") == "alice";
      CHECK(user.as_object().at("ssoIdentities") == (is_alice ? identities : json::array()));
    }
  });
}

}  // namespace daemun::flows
