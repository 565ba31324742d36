// Connectors through the Management API.
#include <doctest/doctest.h>

#include <thread>

#include "flows/harness/administrator.h"
#include "flows/harness/second_factor.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object a_config(const std::string& token = "hush") {
  json::array templates;
  for (const auto* type : {"SignIn", "Register", "ForgotPassword", "Generic"})
    templates.push_back({{"usageType", type}, {"templateAlias", std::string("of-") + type}});
  return {{"serverToken", token}, {"fromEmail", "a@shop.example"}, {"templates", templates}};
}

std::string to_body(json::object members) {
  return json::serialize(members);
}

json::object create(Administrator& administrator, json::object more = {}) {
  json::object body{{"connectorId", "postmark-mail"}, {"config", a_config()}};
  for (const auto& member : more)
    body[member.key()] = member.value();
  return administrator.expect(200, Method::post, "/connectors", to_body(body));
}

// Status and code of a refusal.
std::string refusal_of(const http::Response& response) {
  const auto body = json::parse(response.body).as_object();
  return std::to_string(response.status) + " " + string_at(body, "code");
}

std::size_t count(Administrator& administrator) {
  return administrator.get("/connectors").as_array().size();
}

}  // namespace

TEST_CASE("a connector is created, shown, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator);
    const auto id = string_at(made, "id");
    CHECK(id.size() == 12);
    CHECK(string_at(made, "connectorId") == "postmark-mail");
    CHECK(string_at(made, "type") == "Email");
    CHECK(string_at(made, "target") == "postmark-mail");
    CHECK(made.at("config") == a_config());
    CHECK(made.at("metadata") == json::object());
    CHECK(made.at("extraInfo") == json::object());
    CHECK_FALSE(made.at("syncProfile").as_bool());
    CHECK_FALSE(made.at("enableTokenStorage").as_bool());
    CHECK_FALSE(made.at("isDemo").as_bool());
    CHECK(made.at("formItems").as_array().size() == 3);
    const auto path = "/connectors/" + id;
    CHECK(administrator.get(path) == json::value(made));
    CHECK(administrator.get("/connectors") == json::array{made});
    CHECK(administrator.get("/connectors?target=other") == json::array());

    const auto changed =
        administrator.expect(200, Method::patch, path, to_body({{"config", a_config("new")}}));
    CHECK(changed.at("config") == a_config("new"));
    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(refusal_of(administrator.send(Method::get, path)) == "404 entity.not_found");
    CHECK(refusal_of(administrator.send(Method::delete_, path)) == "404 entity.not_found");
    CHECK(count(administrator) == 0);
  });
}

TEST_CASE("the secrets of a connector are sealed in the database") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    create(administrator);
    storage::Query query{.parameters = {server.tenant}};
    query.text = "select config from connectors where tenant_id = $1";
    const auto rows = run_task(server.database->read(std::move(query)));
    CHECK(rows.front().bytes("config").find("hush") == std::string::npos);
  });
}

TEST_CASE("a new connector takes the place of the one that sends the same kind of message") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    create(administrator);
    const auto second = create(administrator, {{"id", "chosen"}});
    CHECK(string_at(second, "id") == "chosen");
    CHECK(count(administrator) == 1);
    // Its own id as well.
    create(administrator, {{"id", "chosen"}});
    CHECK(count(administrator) == 1);
  });
}

TEST_CASE("members that say nothing are dropped from a configuration") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    auto config = a_config();
    config["empty"] = "";
    config["nothing"] = nullptr;
    config["list"] = json::array();
    config["zero"] = 0;
    config["off"] = false;
    config["inner"] = json::object{{"empty", ""}, {"kept", "x"}};
    config["hollow"] = json::object{{"empty", ""}};
    config["lists"] = json::array{json::object{{"empty", ""}}};
    const auto made = create(administrator, {{"config", config}});
    auto expected = a_config();
    expected["zero"] = 0;
    expected["off"] = false;
    expected["inner"] = json::object{{"kept", "x"}};
    expected["lists"] = json::array{json::object{{"empty", ""}}};
    CHECK(made.at("config") == expected);
    // Without a configuration, it cannot send yet.
    const auto bare = administrator.expect(
        200, Method::post, "/connectors", R"({"connectorId":"postmark-mail"})"
    );
    CHECK(bare.at("config") == json::object());
  });
}

TEST_CASE("what a connector cannot be is refused in Logto's words") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto post = [&](const std::string& body) {
      return refusal_of(administrator.send(Method::post, "/connectors", body));
    };
    CHECK(post(R"({"connectorId":"none"})") == "422 connector.not_found_with_connector_id");
    CHECK(
        post(R"({"connectorId":"postmark-mail","config":{"serverToken":"x"}})") ==
        "400 connector.invalid_config"
    );
    CHECK(
        post(R"({"connectorId":"postmark-mail","enableTokenStorage":true})") ==
        "422 connector.token_storage_not_supported"
    );
    CHECK(post("{}") == "400 guard.invalid_input");

    const auto path = "/connectors/" + string_at(create(administrator), "id");
    const auto patch = [&](const std::string& body) {
      return refusal_of(administrator.send(Method::patch, path, body));
    };
    CHECK(
        patch(R"({"metadata":{}})") ==
        "400 connector.cannot_overwrite_metadata_for_non_standard_connector"
    );
    CHECK(patch(R"({"syncProfile":true})") == "422 connector.invalid_type_for_syncing_profile");
    CHECK(patch(R"({"enableTokenStorage":true})") == "422 connector.token_storage_not_supported");
    CHECK(patch(R"({"config":{}})") == "400 connector.invalid_config");
    CHECK(administrator.send(Method::patch, path, R"({"syncProfile":false})").status == 200);
    CHECK(
        refusal_of(administrator.send(Method::patch, "/connectors/none", "{}")) ==
        "404 entity.not_found"
    );
  });
}

TEST_CASE("an invalid configuration is explained") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto refused = administrator.expect(
        400,
        Method::post,
        "/connectors",
        R"({"connectorId":"postmark-mail","config":{"serverToken":"x"}})"
    );
    CHECK_FALSE(refused.at("data").at("issues").as_array().empty());
    CHECK(string_at(refused, "details").find("fromEmail") != std::string::npos);
  });
}

TEST_CASE("kinds of connectors are listed, configured or not") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto all = administrator.get("/connector-factories").as_array();
    CHECK_FALSE(all.empty());
    const auto one = administrator.get("/connector-factories/postmark-mail").as_object();
    CHECK(string_at(one, "id") == "postmark-mail");
    CHECK(string_at(one, "type") == "Email");
    CHECK(one.at("platform").is_null());
    CHECK(string_at(one, "logo").starts_with("data:image/"));
    CHECK_FALSE(one.contains("config"));
    CHECK(
        refusal_of(administrator.send(Method::get, "/connector-factories/none")) ==
        "404 entity.not_found"
    );
  });
}

TEST_CASE("a test message is sent at once, with the configuration of the call") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const json::object body{
        {"email", "mina@mail.example"}, {"config", a_config("of-the-call")}, {"locale", "ko"}};
    const auto path = "/connectors/postmark-mail/test";
    CHECK(administrator.send(Method::post, path, to_body(body)).status == 204);
    const auto requests = server.network.requests();
    REQUIRE(requests.size() == 1);
    const auto sent = json::parse(requests[0].body).as_object();
    CHECK(string_at(sent, "To") == "mina@mail.example");
    CHECK(string_at(sent, "TemplateAlias") == "of-Generic");
    CHECK(json::serialize(sent.at("TemplateModel")) == R"({"code":"000000","locale":"ko"})");
    CHECK(requests[0].headers.back().value == "of-the-call");
    // Nothing is kept.
    CHECK(count(administrator) == 0);
    CHECK(administrator.get("/messages?page=1").as_array().empty());
  });
}

TEST_CASE("a test message can be of each kind that a template is for") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    json::object config = a_config();
    config["templates"].as_array().push_back(
        {{"usageType", "OrganizationInvitation"}, {"templateAlias", "invite"}}
    );
    const json::object body{
        {"email", "mina@mail.example"},
        {"config", config},
        {"templateType", "OrganizationInvitation"}};
    const auto path = "/connectors/postmark-mail/test";
    CHECK(administrator.send(Method::post, path, to_body(body)).status == 204);
    const auto requests = server.network.requests();
    REQUIRE(requests.size() == 1);
    const auto sent = json::parse(requests[0].body).as_object();
    CHECK(string_at(sent, "TemplateAlias") == "invite");
    const auto& model = sent.at("TemplateModel").as_object();
    CHECK(string_at(model, "link").starts_with("http"));
    CHECK(string_at(model.at("organization").as_object(), "name") == "Example");
    CHECK_FALSE(model.contains("code"));
    auto unknown = body;
    unknown["templateType"] = "None";
    CHECK(
        refusal_of(administrator.send(Method::post, path, to_body(unknown))) ==
        "400 guard.invalid_input"
    );
  });
}

TEST_CASE("a test message that cannot be sent says why") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto test = [&](const std::string& factory, json::object body) {
      return refusal_of(
          administrator.send(Method::post, "/connectors/" + factory + "/test", to_body(body))
      );
    };
    const json::object mail{{"email", "mina@mail.example"}, {"config", a_config()}};
    CHECK(test("postmark-mail", {{"config", a_config()}}) == "400 guard.invalid_input");
    CHECK(test("none", mail) == "400 connector.not_found");
    CHECK(
        test("postmark-mail", {{"phone", "821012345678"}, {"config", a_config()}}) ==
        "400 connector.unexpected_type"
    );
    CHECK(
        test("postmark-mail", {{"email", "mina@mail.example"}, {"config", json::object()}}) ==
        "400 connector.invalid_config"
    );
    server.network.answer(422, R"({"ErrorCode":300,"Message":"Invalid 'From' address"})");
    const auto refused =
        administrator.expect(400, Method::post, "/connectors/postmark-mail/test", to_body(mail));
    CHECK(string_at(refused, "code") == "connector.general");
    CHECK(
        string_at(refused, "message") == "The connector reported an error: Invalid 'From' address"
    );
    server.network.fail(net::HttpError::Code::timed_out, "Timeout was reached");
    CHECK(test("postmark-mail", mail) == "400 connector.general");
  });
}

TEST_CASE("no sign-in begins at the Management API") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = "/connectors/" + string_at(create(administrator), "id");
    const auto start = [&](const std::string& at, const std::string& body) {
      return refusal_of(administrator.send(Method::post, at + "/authorization-uri", body));
    };
    const std::string body = R"({"state":"s","redirectUri":"https://a.example"})";
    CHECK(start(path, body) == "400 connector.unexpected_type");
    CHECK(start("/connectors/none", body) == "404 entity.not_found");
    CHECK(start(path, R"({"state":"","redirectUri":""})") == "400 session.insufficient_info");
  });
}

TEST_CASE("the sign-in experience offers codes with a connector, and not without") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string methods =
        R"({"signUp":{"identifiers":["email"],"password":true,"verify":true},)"
        R"("signIn":{"methods":[{"identifier":"email","password":true,)"
        R"("verificationCode":true,"isPasswordPrimary":true}]}})";
    const auto refused = administrator.send(Method::patch, "/sign-in-exp", methods);
    CHECK(refusal_of(refused) == "400 sign_in_experiences.enabled_connector_not_found");
    create(administrator);
    administrator.expect(200, Method::patch, "/sign-in-exp", methods);
  });
}

TEST_CASE("the last way to replace an expired password is not deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator);
    administrator.expect(
        200,
        Method::patch,
        "/sign-in-exp",
        R"({"forgotPasswordMethods":null,"passwordExpiration":{"enabled":true,"validPeriodDays":90}})"
    );
    const auto path = "/connectors/" + std::string(find_string(made, "id").value_or(""));
    CHECK(
        refusal_of(administrator.send(Method::delete_, path)) ==
        "422 sign_in_experiences.password_expiration_requires_forgot_password"
    );
    administrator.expect(
        200, Method::patch, "/sign-in-exp", R"({"passwordExpiration":{"enabled":false}})"
    );
    CHECK(administrator.send(Method::delete_, path).status == 204);
  });
}

TEST_CASE("a connector whose codes are the only second factor of people is not deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator);
    const auto path = "/connectors/" + std::string(find_string(made, "id").value_or(""));
    const auto refused = [&] {
      const auto answer = to_answer(administrator.send(Method::delete_, path));
      CHECK(answer.text("code") == "sign_in_experiences.second_factor_requires_connector");
      return json::serialize(answer.body.at("data"));
    };
    const auto allow = [&](const json::array& factors) {
      administrator.expect(
          200,
          Method::patch,
          "/sign-in-exp",
          json::serialize(json::object{{"mfa", {{"factors", factors}, {"policy", "NoPrompt"}}}})
      );
    };
    allow({"EmailVerificationCode"});
    CHECK(refused() == R"({"type":"Email","users":0})");
    auto bob = a_user("bob");
    bob.primary_email = "bob@mail.example";
    server.insert(bob);
    CHECK(refused() == R"({"type":"Email","users":1})");
    allow({"EmailVerificationCode", "Totp"});
    CHECK(refused() == R"({"type":"Email","users":1})");
    insert_app(server, "bob");
    CHECK(administrator.send(Method::delete_, path).status == 204);
  });
}

TEST_CASE("a connector is not deleted while settings that need it are stored, nor they without it"
) {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto patch = [&](const char* factors) {
      const std::string body = R"({"mfa":{"policy":"NoPrompt","factors":[)";
      return administrator.send(Method::patch, "/sign-in-exp", body + factors + "]}}").status;
    };
    for (int round = 0; round < 20; ++round) {
      const auto path = "/connectors/" + string_at(create(administrator), "id");
      int patched = 0, removed = 0;
      std::thread one([&] { patched = patch(R"("EmailVerificationCode")"); });
      std::thread two([&] { removed = administrator.send(Method::delete_, path).status; });
      one.join();
      two.join();
      CAPTURE(patched);
      CAPTURE(removed);
      CHECK_FALSE((patched == 200 && removed == 204));
      CHECK(patched < 500);
      CHECK(removed < 500);
      CHECK(patch("") == 200);
    }
  });
}

}  // namespace daemun::flows
