// Applications and their secrets over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object create(Administrator& administrator, const std::string& body) {
  return administrator.expect(200, Method::post, "/applications", body);
}

std::string path_of(const json::object& application) {
  return "/applications/" + string_at(application, "id");
}

// The token endpoint's answer to credentials in the body.
Answer ask_token(Server& server, const Fields& fields) {
  auto request = a_request(Method::post, "/oidc/token");
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.body = to_form(fields);
  return to_answer(server.send(std::move(request)));
}

std::string ids_of(const json::value& list) {
  std::string text;
  for (const auto& one : list.as_array())
    text += string_at(one.as_object(), "id") + " ";
  return text;
}

}  // namespace

TEST_CASE("an application is created, shown, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(
        administrator,
        R"({"name":"Web","type":"Traditional","description":"d","oidcClientMetadata":)"
        R"({"redirectUris":["http://localhost:9999/cb"],"postLogoutRedirectUris":[],"odd":1}})"
    );
    const auto id = string_at(made, "id");
    CHECK(id.size() == 21);
    const std::string shown =
        R"({"tenantId":"default","id":")" + id +
        R"(","name":"Web","description":"d","type":"Traditional","oidcClientMetadata":)"
        R"({"redirectUris":["http://localhost:9999/cb"],"postLogoutRedirectUris":[]},)"
        R"("customClientMetadata":{},"protectedAppMetadata":null,"customData":{},"isThirdParty":)"
        R"(false,"appLevelAccessControlEnabled":false,"createdAt":)" +
        std::to_string(to_unix_ms(server.clock.now()));
    CHECK(json::serialize(made) == shown + "}");
    const auto path = path_of(made);
    CHECK(json::serialize(administrator.get(path)) == shown + R"(,"isAdmin":false})");

    auto changed = administrator.expect(
        200,
        Method::patch,
        path,
        R"({"description":"e","customClientMetadata":{"alwaysIssueRefreshToken":false,)"
        R"("refreshTokenRotationGrace":5,"idTokenSignedResponseAlg":"ES384"}})"
    );
    CHECK(string_at(changed, "description") == "e");
    CHECK(string_at(changed, "name") == "Web");
    CHECK(
        json::serialize(changed.at("customClientMetadata")) ==
        R"({"alwaysIssueRefreshToken":false,"refreshTokenRotationGrace":5,)"
        R"("idTokenSignedResponseAlg":"ES384"})"
    );
    const auto metadata = server.find_application(id).custom_client_metadata;
    CHECK(metadata.refresh_token_rotation_grace == Seconds(5));
    CHECK(metadata.id_token_signed_response_alg == "ES384");
    changed = administrator.expect(
        200, Method::patch, path, R"({"description":null,"customData":{"a":1},"isThirdParty":true})"
    );
    CHECK(changed.at("description").is_null());
    CHECK(changed.at("customData").at("a") == 1);
    CHECK_FALSE(changed.at("isThirdParty").as_bool());

    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::get, path).status == 404);
    CHECK(administrator.send(Method::delete_, path).status == 404);
  });
}

TEST_CASE("a new web application signs users in with the secret that came with it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const auto made = create(
        administrator,
        R"({"name":"Web","type":"Traditional","oidcClientMetadata":{"redirectUris":)"
        R"(["https://new.example/callback"],"postLogoutRedirectUris":[]}})"
    );
    const auto secrets = administrator.get(path_of(made) + "/secrets").as_array();
    REQUIRE(secrets.size() == 1);
    const auto& secret = secrets[0].as_object();
    CHECK(
        json::serialize(secret) ==
        R"({"tenantId":"default","applicationId":")" + string_at(made, "id") +
            R"(","name":"Default secret","value":")" + string_at(secret, "value") +
            R"(","createdAt":)" + std::to_string(to_unix_ms(server.clock.now())) +
            R"(,"expiresAt":null})"
    );
    CHECK(string_at(secret, "value").size() == 32);

    Browser browser(server);
    const Client client(server, string_at(made, "id"));
    const auto callback = to_callback(client.sign_in(
        browser, "alice", {{"scope", "openid"}, {"redirect_uri", "https://new.example/callback"}}
    ));
    CHECK(callback.location == "https://new.example/callback");
    const auto answer = ask_token(
        server,
        {{"grant_type", "authorization_code"},
         {"code", callback.at("code")},
         {"code_verifier", code_verifier},
         {"redirect_uri", "https://new.example/callback"},
         {"client_id", string_at(made, "id")},
         {"client_secret", string_at(secret, "value")}}
    );
    CHECK(answer.status() == 200);
    CHECK(answer.has("id_token"));
  });
}

TEST_CASE("public applications have no secret") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* type : {"SPA", "Native"}) {
      const auto path =
          path_of(create(administrator, R"({"name":"a","type":")" + std::string(type) + R"("})"));
      CHECK(administrator.get(path + "/secrets").as_array().empty());
      const auto refused = administrator.send(Method::post, path + "/secrets", R"({"name":"a"})");
      CHECK(refused.status == 422);
      CHECK(to_answer(refused).text("code") == "application.invalid_type");
    }
  });
}

TEST_CASE("a secret is added, expires, is renamed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator, R"({"name":"m","type":"MachineToMachine"})");
    const auto path = path_of(made) + "/secrets";
    const auto soon = to_unix_ms(server.clock.now()) + 60'000;
    const auto second = administrator.expect(
        201, Method::post, path, R"({"name":"a b","expiresAt":)" + std::to_string(soon) + "}"
    );
    CHECK(second.at("expiresAt").as_int64() == soon);
    const auto is_accepted = [&](const json::object& secret) {
      const auto answer = ask_token(
          server,
          {{"grant_type", "client_credentials"},
           {"resource", management_api},
           {"client_id", string_at(made, "id")},
           {"client_secret", string_at(secret, "value")}}
      );
      return answer.status() == 200;
    };
    CHECK(is_accepted(second));
    const auto renamed =
        administrator.expect(200, Method::patch, path + "/a%20b", R"({"name":"late"})");
    CHECK(string_at(renamed, "name") == "late");
    CHECK(renamed.at("value") == second.at("value"));
    CHECK(renamed.at("createdAt") == second.at("createdAt"));
    CHECK(is_accepted(second));
    CHECK(administrator.get(path).as_array().at(1) == json::value(renamed));
    server.clock.advance(Seconds(61));
    CHECK_FALSE(is_accepted(second));

    const auto third =
        administrator.expect(201, Method::post, path, R"({"name":"3/3 á","expiresAt":null})");
    CHECK(is_accepted(third));
    CHECK(administrator.send(Method::delete_, path + "/3%2F3%20%C3%A1").status == 204);
    CHECK_FALSE(is_accepted(third));

    const struct {
      Method method;
      std::string path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, path, R"({"name":"late"})", 422, "application.secret_name_exists"},
        {Method::post, path, R"({"name":""})", 400, "guard.invalid_input"},
        {Method::post, path, R"({"name":"d","expiresAt":1})", 400, "request.invalid_input"},
        {Method::post,
         "/applications/none/secrets",
         R"({"name":"d"})",
         404,
         "entity.not_exists_with_id"},
        {Method::patch,
         path + "/late",
         R"({"name":"Default secret"})",
         422,
         "application.secret_name_exists"},
        {Method::patch, path + "/none", R"({"name":"d"})", 404, "entity.not_found"},
        {Method::patch,
         "/applications/none/secrets/c",
         R"({"name":"d"})",
         404,
         "entity.not_exists_with_id"},
        {Method::delete_, path + "/third", "", 404, "entity.not_found"},
        {Method::delete_, "/applications/none/secrets/c", "", 404, "entity.not_exists_with_id"},
        {Method::get, "/applications/none/secrets", "", 404, "entity.not_exists_with_id"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
  });
}

TEST_CASE("requests about applications that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = path_of(create(administrator, R"({"name":"a","type":"SPA"})"));
    const auto with_uri = [](const std::string& uri) {
      return R"({"name":"a","type":"SPA","oidcClientMetadata":{"redirectUris":[")" + uri +
             R"("],"postLogoutRedirectUris":[]}})";
    };
    std::string many = "\"https://a.example\"";
    for (int i = 0; i < 200; ++i)
      many += R"(,"https://a.example")";
    const std::string apps = "/applications";
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, apps, R"({"name":"x","type":"Nope"})", 400, "guard.invalid_input"},
        {Method::post, apps, R"({"name":"","type":"SPA"})", 400, "guard.invalid_input"},
        {Method::post, apps, R"({"type":"SPA"})", 400, "guard.invalid_input"},
        {Method::post, apps, with_uri("not a uri"), 400, "guard.invalid_input"},
        {Method::post, apps, with_uri("javascript:alert(1)"), 400, "guard.invalid_input"},
        {Method::post, apps, with_uri("https://a.example/#f"), 400, "guard.invalid_input"},
        {Method::post, apps, with_uri("https://*.example/"), 400, "guard.invalid_input"},
        {Method::post,
         apps,
         R"({"name":"a","type":"SPA","oidcClientMetadata":{"redirectUris":[)" + many +
             R"(],"postLogoutRedirectUris":[]}})",
         400,
         "guard.invalid_input"},
        {Method::post,
         apps,
         R"({"name":"a","type":"SPA","oidcClientMetadata":{"redirectUris":[]}})",
         400,
         "guard.invalid_input"},
        {Method::post,
         apps,
         R"({"name":"x","type":"SAML"})",
         400,
         "application.saml.use_saml_app_api"},
        {Method::post,
         apps,
         R"({"name":"x","type":"Protected"})",
         400,
         "application.protected_app_metadata_is_required"},
        {Method::post,
         apps,
         R"({"name":"x","type":"Protected","protectedAppMetadata":{"subDomain":"a","origin":"b"}})",
         400,
         "application.protected_app_not_configured"},
        {Method::post,
         apps,
         R"({"name":"x","type":"MachineToMachine","isThirdParty":true})",
         400,
         "application.invalid_third_party_application_type"},
        {Method::patch,
         path,
         R"({"oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":["x"]}})",
         400,
         "guard.invalid_input"},
        {Method::patch,
         path,
         R"({"oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":[],)"
         R"("backchannelLogoutUri":"https://a.example/#b"}})",
         400,
         "guard.invalid_input"},
        {Method::patch,
         path,
         R"({"customClientMetadata":{"corsAllowedOrigins":["https://a.example/b"]}})",
         400,
         "guard.invalid_input"},
        {Method::patch,
         path,
         R"({"customClientMetadata":{"refreshTokenTtlInDays":181}})",
         400,
         "guard.invalid_input"},
        {Method::patch,
         path,
         R"({"customClientMetadata":{"idTokenSignedResponseAlg":"none"}})",
         400,
         "guard.invalid_input"},
        {Method::patch,
         path,
         R"({"protectedAppMetadata":{"origin":"https://a.example"}})",
         400,
         "application.protected_application_only"},
        {Method::post,
         apps,
         R"({"name":"tv","type":"SPA","customClientMetadata":{"isDeviceFlow":true}})",
         422,
         "application.device_flow_native_only"},
        {Method::patch,
         path,
         R"({"customClientMetadata":{"isDeviceFlow":true}})",
         422,
         "application.device_flow_unchangeable"},
        {Method::patch, path, R"({"isAdmin":true})", 422, "application.invalid_type"},
        {Method::patch, apps + "/none", R"({"name":"a"})", 404, "entity.not_exists_with_id"},
        {Method::get, apps + "/none", "", 404, "entity.not_exists_with_id"},
        {Method::get, apps + "?page=0", "", 400, "guard.invalid_pagination"},
        {Method::get, apps + "?types=Nope", "", 400, "guard.invalid_input"},
        {Method::get, apps + "?isThirdParty=yes", "", 400, "guard.invalid_input"},
        {Method::get, apps + "?search.type=a", "", 400, "request.invalid_input"},
        {Method::delete_, path + "/legacy-secret", "", 400, "application.no_legacy_secret_found"},
        {Method::delete_, apps + "/none/legacy-secret", "", 404, "entity.not_exists_with_id"},
        {Method::patch, apps + "/none/custom-data", "{}", 404, "entity.not_exists_with_id"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
  });
}

TEST_CASE("applications are listed from the newest, by page, type, role, and search") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto machine = ids_of(administrator.get("/applications"));  // the administrator's
    std::string ids[3];
    const char* types[] = {"SPA", "Native", "Traditional"};
    for (int i = 0; i < 3; ++i) {
      server.clock.advance(Seconds(1));
      ids[i] = string_at(
                   create(
                       administrator,
                       R"({"name":"Shop )" + std::to_string(i) + R"(","type":")" + types[i] +
                           R"(","isThirdParty":)" + (i == 2 ? "true" : "false") + "}"
                   ),
                   "id"
               ) +
               " ";
    }
    const auto page = administrator.send(Method::get, "/applications?page=1&page_size=1");
    CHECK(ids_of(json::parse(page.body)) == ids[2]);
    CHECK(*page.find("total-number") == "4");
    const auto listed = [&](const std::string& query) {
      return ids_of(administrator.get("/applications?" + query));
    };
    CHECK(listed("") == ids[2] + ids[1] + ids[0] + machine);
    CHECK(listed("types=SPA&types=Native") == ids[1] + ids[0]);
    CHECK(listed("isThirdParty=true") == ids[2]);
    CHECK(listed("isThirdParty=false&types=Traditional").empty());
    CHECK(listed("search=%25shop%201") == ids[1]);
    CHECK(listed("excludeRoleId=administration") == ids[2] + ids[1] + ids[0]);

    const auto before = server.database->counters().reads;
    administrator.get("/applications");
    CHECK(server.database->counters().reads - before <= 2);
  });
}

TEST_CASE("isAdmin opens the Management API to a machine, and closes it") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto made = create(administrator, R"({"name":"m","type":"MachineToMachine"})");
    const auto path = path_of(made);
    const auto secrets = administrator.get(path + "/secrets");
    const auto token = [&] {
      const auto answer = ask_token(
          server,
          {{"grant_type", "client_credentials"},
           {"resource", management_api},
           {"scope", "all"},
           {"client_id", string_at(made, "id")},
           {"client_secret", string_at(secrets.as_array().at(0).as_object(), "value")}}
      );
      return answer.text("access_token");
    };
    const auto status_with = [&](const std::string& bearer) {
      return administrator.send_with(bearer, Method::get, "/applications", "").status;
    };
    CHECK(status_with(token()) == 403);
    administrator.expect(200, Method::patch, path, R"({"isAdmin":true})");
    administrator.expect(200, Method::patch, path, R"({"isAdmin":true})");
    CHECK(administrator.get(path).as_object().at("isAdmin").as_bool());
    CHECK(status_with(token()) == 200);
    administrator.expect(200, Method::patch, path, R"({"isAdmin":false})");
    CHECK_FALSE(administrator.get(path).as_object().at("isAdmin").as_bool());
    CHECK(status_with(token()) == 403);
  });
}

TEST_CASE("the device flow of a native application is chosen when it is made") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string apps = "/applications";
    const auto made = administrator.expect(
        200,
        Method::post,
        apps,
        R"({"name":"tv","type":"Native","customClientMetadata":{"isDeviceFlow":true}})"
    );
    const auto path = apps + "/" + std::string(made.at("id").as_string());
    const auto kept = administrator.expect(
        200, Method::patch, path, R"({"customClientMetadata":{"idTokenTtl":600}})"
    );
    CHECK(kept.at("customClientMetadata").at("isDeviceFlow") == true);
    const auto refused = administrator.send(
        Method::patch, path, R"({"customClientMetadata":{"isDeviceFlow":false}})"
    );
    CHECK(refused.status == 422);
    CHECK(to_answer(refused).text("code") == "application.device_flow_unchangeable");
  });
}

TEST_CASE("a body that is no JSON is refused in the words that clients match") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string apps = "/applications";
    const auto refused = administrator.send(Method::post, apps, R"({"name":)");
    CHECK(refused.status == 400);
    CHECK(to_answer(refused).text("message") == "Request is invalid.");
  });
}

TEST_CASE("custom data are merged member by member") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string apps = "/applications";
    const auto path = path_of(
        create(administrator, R"({"name":"a","type":"SPA","customData":{"a":1,"b":{"c":1,"d":2}}})")
    );
    const auto merged = administrator.expect(
        200, Method::patch, path + "/custom-data", R"({"b":{"c":3},"e":null})"
    );
    CHECK(json::serialize(merged) == R"({"a":1,"b":{"c":3},"e":null})");
    CHECK(administrator.get(path).at("customData") == json::value(merged));
    const auto refill = R"({"f":")" + std::string(60'000, 'x') + R"("})";
    administrator.expect(200, Method::patch, path + "/custom-data", refill);
    int status = 200;
    for (char name = 'g'; name < 'z' && status == 200; ++name) {
      auto more = refill;
      more[2] = name;
      status = administrator.send(Method::patch, path + "/custom-data", more).status;
    }
    CHECK(status == 422);
  });
}

TEST_CASE("a change of an application counts at once, and its deletion ends what was granted") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const std::string apps = "/applications";
    const Client web(server, "web");
    const auto tokens = web.tokens_of("alice");
    REQUIRE(tokens.has("refresh_token"));
    administrator.expect(
        200,
        Method::patch,
        "/applications/web",
        R"({"oidcClientMetadata":{"redirectUris":["https://else.example/"],)"
        R"("postLogoutRedirectUris":[]}})"
    );
    Browser browser(server);
    const Fields old_uri{{"scope", "openid"}, {"redirect_uri", "https://web.example/callback"}};
    CHECK(web.authorize(browser, old_uri).status == 400);
    CHECK(administrator.send(Method::delete_, "/applications/web").status == 204);
    const auto refreshed = ask_token(
        server,
        {{"grant_type", "refresh_token"},
         {"refresh_token", tokens.text("refresh_token")},
         {"client_id", "web"},
         {"client_secret", client_secret}}
    );
    CHECK(refreshed.text("error") == "invalid_client");
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
  });
}

}  // namespace daemun::flows
