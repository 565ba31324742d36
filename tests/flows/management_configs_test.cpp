// Session lifetime, ID token claims and the console's notes over the Management API.
#include <doctest/doctest.h>

#include <thread>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string session_path = "/configs/oidc/session";
const std::string id_token_path = "/configs/id-token";
const std::string console_path = "/configs/admin-console";

}  // namespace

TEST_CASE("the lifetime of sessions is shown, changed, and counts for the next sign-in") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    CHECK(json::serialize(administrator.get(session_path)) == R"({"ttl":1209600})");
    const auto changed =
        administrator.expect(200, Method::patch, session_path, R"({"ttl":600,"other":1})");
    CHECK(json::serialize(changed) == R"({"ttl":600})");
    CHECK(administrator.expect(200, Method::patch, session_path, "{}") == changed);

    const Client web(server, "web");
    Browser browser(server);
    web.sign_in(browser, "alice");
    const Fields silent{{"scope", "openid"}, {"prompt", "none"}};
    server.clock.advance(Seconds(599));
    CHECK_FALSE(to_callback(web.authorize(browser, silent)).at("code").empty());
    // That was a use, and so there are ten minutes more.
    server.clock.advance(Seconds(599));
    CHECK_FALSE(to_callback(web.authorize(browser, silent)).at("code").empty());
    server.clock.advance(Seconds(601));
    CHECK(to_callback(web.authorize(browser, silent)).at("error") == "login_required");

    for (const char* body : {R"({"ttl":0})", R"({"ttl":31536001})", R"({"ttl":"600"})"}) {
      CAPTURE(body);
      const auto refused = administrator.send(Method::patch, session_path, body);
      CHECK(refused.status == 400);
      CHECK(to_answer(refused).text("code") == "guard.invalid_input");
    }
  });
}

TEST_CASE("extended claims that are enabled are in the next ID token, and others are not") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    CHECK(
        json::serialize(administrator.get(id_token_path)) ==
        R"({"enabledExtendedClaims":["roles","organizations","organization_roles"]})"
    );
    const Client web(server, "web");
    const Fields wanted{
        {"scope", "openid roles custom_data urn:logto:scope:organizations"}, {"prompt", "consent"}};
    auto claims = claims_of(web.tokens_of("alice", wanted).text("id_token"));
    CHECK(claims.contains("roles"));
    CHECK(claims.contains("organizations"));
    CHECK_FALSE(claims.contains("custom_data"));

    const std::string only_custom_data = R"({"enabledExtendedClaims":["custom_data"]})";
    CHECK(
        json::serialize(administrator.expect(200, Method::put, id_token_path, only_custom_data)) ==
        only_custom_data
    );
    CHECK(json::serialize(administrator.get(id_token_path)) == only_custom_data);
    claims = claims_of(web.tokens_of("alice", wanted).text("id_token"));
    CHECK_FALSE(claims.contains("roles"));
    CHECK_FALSE(claims.contains("organizations"));
    CHECK(claims.contains("custom_data"));

    administrator.expect(200, Method::put, id_token_path, "{}");
    claims = claims_of(web.tokens_of("alice", wanted).text("id_token"));
    CHECK_FALSE(claims.contains("custom_data"));
    const auto refused =
        administrator.send(Method::put, id_token_path, R"({"enabledExtendedClaims":["password"]})");
    CHECK(refused.status == 400);
    CHECK(to_answer(refused).text("code") == "guard.invalid_input");
  });
}

TEST_CASE("the console's notes are merged, also when two administrators write at once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    CHECK(
        json::serialize(administrator.get(console_path)) ==
        R"({"signInExperienceCustomized":false,"organizationCreated":false})"
    );
    const auto patch = [&](const char* body) {
      CHECK(administrator.send(Method::patch, console_path, body).status == 200);
    };
    std::thread one([&] { patch(R"({"signInExperienceCustomized":true})"); });
    std::thread two([&] { patch(R"({"organizationCreated":true})"); });
    one.join();
    two.join();
    patch(R"({"checkedChargeNotification":{"token":true},"unknown":1})");
    CHECK(
        json::serialize(administrator.expect(200, Method::patch, console_path, "{}"))
            .find(R"("checkedChargeNotification":{"token":true})") != std::string::npos
    );
    const auto notes = administrator.get(console_path).as_object();
    CHECK(notes.at("signInExperienceCustomized").as_bool());
    CHECK(notes.at("organizationCreated").as_bool());
    CHECK_FALSE(notes.contains("unknown"));
    const auto refused =
        administrator.send(Method::patch, console_path, R"({"organizationCreated":1})");
    CHECK(refused.status == 400);
  });
}

}  // namespace daemun::flows
