// Companies' identity providers through the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/sso_connectors.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/sso-connectors";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

// What https://idp.example says of itself.
const std::string discovery =
    R"({"issuer":"https://idp.example","authorization_endpoint":"https://idp.example/auth",)"
    R"("token_endpoint":"https://idp.example/token","jwks_uri":"https://idp.example/jwks",)"
    R"("userinfo_endpoint":"https://idp.example/me","response_types_supported":["code"],)"
    R"("subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]})";

json::object oidc_config() {
  return {{"clientId", "daemun"}, {"clientSecret", "hush"}, {"issuer", "https://idp.example"}};
}

std::string oidc_body(json::object more = {}) {
  json::object body{{"providerName", "OIDC"}, {"connectorName", "Acme"}};
  for (const auto& member : more)
    body[member.key()] = member.value();
  return json::serialize(body);
}

// A certificate that nobody has the key of.
const std::string certificate = "MIIBfjCCASOgAwIBAgIUf1K5oZ3Q0q1m4uYB0b2n1mZpQ0cwCgYIKoZIzj0EAwIw";

std::string refusal_of(const http::Response& response) {
  return std::to_string(response.status) + " " +
         string_at(json::parse(response.body).as_object(), "code");
}

}  // namespace

TEST_CASE("an enterprise connector is created, shown, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.network.answer_json(discovery);
    const auto made = administrator.expect(
        200,
        Method::post,
        path,
        oidc_body(
            {{"config", oidc_config()},
             {"domains", json::array{"Acme.Example"}},
             {"branding", json::object{{"displayName", "Acme Inc."}, {"other", 1}}},
             {"trustsMfa", true}}
        )
    );
    const auto id = string_at(made, "id");
    CHECK(id.size() == 12);
    CHECK(string_at(made, "tenantId") == "default");
    CHECK(string_at(made, "providerName") == "OIDC");
    CHECK(json::serialize(made.at("domains")) == R"(["acme.example"])");
    CHECK(json::serialize(made.at("branding")) == R"({"displayName":"Acme Inc."})");
    auto expected = oidc_config();
    expected["trustUnverifiedEmail"] = false;
    CHECK(made.at("config") == expected);
    CHECK(made.at("trustsMfa").as_bool());
    CHECK_FALSE(made.at("syncProfile").as_bool());
    CHECK_FALSE(made.contains("providerConfig"));

    const auto shown = administrator.get(path + "/" + id).as_object();
    CHECK(string_at(shown, "name") == "OIDC");
    CHECK(string_at(shown, "providerType") == "oidc");
    CHECK(string_at(shown, "providerLogo").starts_with("data:image/"));
    const auto& config = shown.at("providerConfig").as_object();
    CHECK(string_at(config, "clientSecret") == "hush");
    CHECK(string_at(config, "tokenEndpoint") == "https://idp.example/token");
    CHECK(string_at(config, "userinfoEndpoint") == "https://idp.example/me");
    CHECK(string_at(config, "scope") == "openid profile email");
    CHECK(administrator.get(path) == json::array{shown});

    const auto changed = administrator.expect(
        200,
        Method::patch,
        path + "/" + id,
        R"({"connectorName":"New","domains":[],"syncProfile":true,"trustsMfa":false,)"
        R"("enableTokenStorage":true})"
    );
    CHECK(changed.at("enableTokenStorage").as_bool());
    CHECK(string_at(changed, "connectorName") == "New");
    CHECK(changed.at("domains").as_array().empty());
    CHECK(changed.at("syncProfile").as_bool());
    CHECK_FALSE(changed.at("trustsMfa").as_bool());
    CHECK(changed.at("config") == expected);
    CHECK(administrator.expect(200, Method::patch, path + "/" + id, "{}") == changed);
    CHECK(administrator.send(Method::delete_, path + "/" + id).status == 204);
    CHECK(refusal_of(administrator.send(Method::get, path + "/" + id)) == "404 entity.not_found");
    CHECK(
        refusal_of(administrator.send(Method::patch, path + "/" + id, "{}")) ==
        "404 entity.not_found"
    );
    CHECK(
        refusal_of(administrator.send(Method::delete_, path + "/" + id)) == "404 entity.not_found"
    );
  });
}

TEST_CASE("kinds of enterprise identity providers are listed in Logto's order and in Korean") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    std::string names;
    const auto list = administrator.get("/sso-connector-providers");
    for (const auto& one : list.as_array())
      names += string_at(one.as_object(), "providerName") + " ";
    CHECK(names == "OIDC SAML AzureAD AzureAdOidc GoogleWorkspace Okta ");
    const auto& okta = list.as_array()[5].as_object();
    CHECK(string_at(okta, "providerType") == "oidc");
    CHECK(string_at(okta, "logo").starts_with("data:image/"));
    const auto korean = administrator.get("/sso-connector-providers?locale=ko").as_array();
    CHECK(string_at(korean[5].as_object(), "description") != string_at(okta, "description"));
  });
}

TEST_CASE("reading enterprise connectors does not ask a provider each time") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.network.answer_json(discovery);
    insert(server, a_sso_connector("acme"));
    administrator.get(path);
    const auto asked = server.network.requests().size();
    administrator.get(path);
    administrator.get(path + "/acme");
    CHECK(server.network.requests().size() == asked);
  });
}

TEST_CASE("an enterprise connector is shown without its provider's words when that is down") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.network.fail(net::HttpError::Code::timed_out, "timed out");
    insert(server, a_sso_connector("acme"));
    const auto shown = administrator.get(path + "/acme").as_object();
    CHECK_FALSE(shown.contains("providerConfig"));
    CHECK(administrator.get(path) == json::array{shown});
  });
}

TEST_CASE("a list of enterprise connectors has pages and leaves out unknown providers") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.network.answer(404);
    for (const char* id : {"one", "three", "two"})
      insert(server, a_sso_connector(id));
    insert(server, a_sso_connector("zero", "Other"));
    CHECK(administrator.get(path).as_array().size() == 3);
    const auto page = administrator.send(Method::get, path + "?page=2&page_size=2");
    CHECK(*page.find("total-number") == "3");
    const auto rows = json::parse(page.body).as_array();
    REQUIRE(rows.size() == 1);
    CHECK(string_at(rows[0].as_object(), "id") == "two");
    CHECK(refusal_of(administrator.send(Method::get, path + "/zero")) == "404 connector.not_found");
    CHECK(administrator.send(Method::delete_, path + "/zero").status == 204);
  });
}

TEST_CASE("the connection of an enterprise connector is tested before it is stored") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto post = [&] {
      return administrator.expect(400, Method::post, path, oidc_body({{"config", oidc_config()}}));
    };
    server.network.fail(net::HttpError::Code::timed_out, "timed out");
    const auto unreachable = post();
    CHECK(string_at(unreachable, "code") == "connector.invalid_config");
    const auto& data = unreachable.at("data").as_object();
    CHECK(string_at(data, "ssoErrorCode") == "invalid_config");
    CHECK(string_at(data, "message") == "fail_to_fetch_config");
    server.network.answer_json(R"({"issuer":"https://idp.example"})");
    CHECK(string_at(post().at("data").as_object(), "message") == "invalid_config_response");
    CHECK(administrator.get(path).as_array().empty());
    // Without a configuration nothing is asked.
    CHECK(administrator.send(Method::post, path, oidc_body()).status == 200);
  });
}

TEST_CASE("what an enterprise connector cannot be is refused in Logto's words and order") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.network.answer_json(discovery);
    insert(server, a_sso_connector("Acme"));
    insert(server, a_sso_connector("Saml", "SAML"));
    const auto post = [&](const std::string& body) {
      return refusal_of(administrator.send(Method::post, path, body));
    };
    const auto patch = [&](const std::string& id, const std::string& body) {
      return refusal_of(administrator.send(Method::patch, path + "/" + id, body));
    };
    CHECK(post(oidc_body({{"providerName", "Other"}})) == "422 connector.not_found");
    const json::object public_domains{
        {"domains", json::array{"GMail.com", "acme.example"}}, {"config", json::object()}};
    CHECK(post(oidc_body(public_domains)) == "422 single_sign_on.forbidden_domains");
    CHECK(
        post(oidc_body({{"domains", json::array{"a.example", "A.example"}}})) ==
        "422 single_sign_on.duplicated_domains"
    );
    CHECK(
        post(oidc_body({{"domains", json::array{"acme"}}})) ==
        "422 single_sign_on.invalid_domain_format"
    );
    CHECK(post(oidc_body({{"config", json::object()}})) == "400 connector.invalid_config");
    CHECK(post(oidc_body()) == "409 single_sign_on.duplicate_connector_name");
    CHECK(
        post(R"({"providerName":"SAML","connectorName":"New","enableTokenStorage":true})") ==
        "400 connector.token_storage_not_supported"
    );
    CHECK(post(R"({"providerName":"OIDC"})") == "400 guard.invalid_input");
    CHECK(
        patch("Acme", R"({"connectorName":"Saml"})") ==
        "409 single_sign_on.duplicate_connector_name"
    );
    CHECK(
        administrator.send(Method::patch, path + "/Acme", R"({"connectorName":"Acme"})").status ==
        200
    );
    CHECK(patch("Acme", R"({"config":{}})") == "400 connector.invalid_config");
    CHECK(patch("Acme", R"({"domains":["qq.com"]})") == "422 single_sign_on.forbidden_domains");
    CHECK(
        patch("Saml", R"({"enableTokenStorage":true})") ==
        "400 connector.token_storage_not_supported"
    );
  });
}

TEST_CASE("refused domains of an enterprise connector are named") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto refused = administrator.expect(
        422, Method::post, path, oidc_body({{"domains", json::array{"a.example", "GMAIL.com"}}})
    );
    CHECK(json::serialize(refused.at("data")) == R"({"data":["gmail.com"]})");
  });
}

TEST_CASE("a SAML connector shows what its provider has to be told") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    auto connector = a_sso_connector("acme", "SAML");
    connector.config = {};
    insert(server, connector);
    const auto shown = administrator.get(path + "/acme").as_object();
    CHECK(string_at(shown, "providerType") == "saml");
    CHECK(
        json::serialize(shown.at("providerConfig")) ==
        R"({"defaultAttributeMapping":{"id":"nameID","email":"email","name":"name"},)"
        R"("serviceProvider":{"entityId":"https://auth.example/enterprise-sso/acme",)"
        R"("assertionConsumerServiceUrl":)"
        R"("https://auth.example/api/authn/single-sign-on/saml/acme"}})"
    );
    const json::object fields{
        {"entityId", "https://idp.example"},
        {"signInEndpoint", "https://idp.example/sso"},
        {"x509Certificate", certificate}};
    const auto refused = administrator.expect(
        400, Method::patch, path + "/acme", json::serialize(json::object{{"config", fields}})
    );
    CHECK(string_at(refused, "code") == "connector.invalid_certificate");
  });
}

TEST_CASE("the number of people who have no other way in is known before a connector is deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto connector = a_sso_connector("acme");
    insert(server, connector);
    User alone{.id = UserId("alone")};
    server.commit(server.users.insert(alone, std::nullopt));
    server.insert(a_user("alice"));
    for (const char* user : {"alone", "alice"})
      add_sso_identity(server, user, connector);
    CHECK(administrator.send(Method::get, path + "/acme/dependent-users").body == R"({"users":1})");
    CHECK(
        refusal_of(administrator.send(Method::get, path + "/none/dependent-users")) ==
        "404 entity.not_found"
    );
    CHECK(
        refusal_of(administrator.send(Method::get, "/connectors/none/dependent-users")) ==
        "404 entity.not_found"
    );
  });
}

}  // namespace daemun::flows
