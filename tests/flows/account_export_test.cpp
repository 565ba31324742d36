// Everything that is stored of a person, for the person alone.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

const std::string path = "/my-account/export";

}  // namespace

TEST_CASE("GET /my-account/export gives a person's data, and nothing secret") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto rival = a_user("rival");
    rival.primary_email = "rival@shop.example";
    server.insert(rival);
    open_account_center(server);
    AccountOwner(server, "rival").get("/my-account");
    AccountOwner alice(server, "alice");
    CHECK(alice.outcome(http::Method::get, path) == "401 verification_record.permission_denied");
    alice.step_up();
    const auto answer = alice.get(path);
    REQUIRE(answer.status() == 200);
    CHECK(
        answer.members() ==
        "exportedAt account secondFactors ssoIdentities roles organizations sessions applications "
        "trustedDevices emailChanges personalAccessTokens serviceAccounts signInPlaces events"
    );
    const auto& body = answer.body;
    CHECK(body.at("account").at("id") == "alice");
    CHECK(body.at("account").at("hasPassword").as_bool());
    CHECK(body.at("roles").at(0).at("name") == "shopper");
    CHECK(body.at("organizations").at(0).at("id") == "acme");
    CHECK(body.at("organizations").at(0).at("roles").at(0).at("name") == "member");
    CHECK(body.at("sessions").as_array().size() == 1);
    CHECK(body.at("applications").at(0).at("applicationId") == "web");
    CHECK_FALSE(body.at("events").as_array().empty());
    for (const auto& event : body.at("events").as_array()) {
      const auto& payload = event.at("payload").as_object();
      CHECK(payload.at("result") == "Success");
      CHECK_FALSE(payload.contains("params"));
      CHECK_FALSE(payload.contains("key"));
    }
    const auto& text = answer.response.body;
    for (const auto* secret : {"$argon2", "rival", "secretHash", "password_hash"})
      CHECK(text.find(secret) == std::string::npos);
    CHECK(text.find(alice.token()) == std::string::npos);
    CHECK_FALSE(line_of(server, "Account.Export").empty());
    CHECK(header(answer.response, "cache-control") == "no-store");
  });
}

TEST_CASE("GET /my-account/export wants every scope that its parts would") {
  for_each_engine([](Server& server) {
    add_shop(server);
    open_account_center(server);
    AccountOwner narrow(server, "alice", "web", "openid profile email");
    narrow.step_up();
    CHECK(narrow.outcome(http::Method::get, path) == "403 auth.forbidden");
  });
}

}  // namespace daemun::flows
