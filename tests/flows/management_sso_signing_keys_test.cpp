// The keys of SAML connectors through the Management API.
#include "crypto/certificate.h"
#include "storage/sso_signing_key_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/sso_connectors.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/sso-connectors/acme/signing-keys";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

std::string refusal_of(const http::Response& response) {
  return std::to_string(response.status) + " " +
         string_at(json::parse(response.body).as_object(), "code");
}

void add_connector(Server& server, bool signs_requests = false) {
  auto connector = a_sso_connector("acme", "SAML");
  connector.config = {{"signAuthnRequest", signs_requests}};
  insert(server, connector);
}

// A key without a certificate that could be read, as making one takes a while.
void add_key(Server& server, const std::string& id, bool is_active) {
  const storage::SsoSigningKeyStore keys(*server.database, server.vault, server.tenant);
  server.commit(keys.insert(
      {.id = SsoSigningKeyId(id),
       .connector_id = SsoConnectorId("acme"),
       .private_key = Secret("hush"),
       .certificate = "none",
       .is_active = is_active,
       .created_at = server.clock.now(),
       .expires_at = server.clock.now()}
  ));
}

// "one* two " with a star at the one that is active.
std::string listed(Administrator& administrator) {
  std::string text;
  const auto list = administrator.get(path);
  for (const auto& one : list.as_array()) {
    text += string_at(one.as_object(), "id");
    text += one.as_object().at("active").as_bool() ? "* " : " ";
  }
  return text;
}

}  // namespace

TEST_CASE("a signing key of a SAML connector is made for three years, and is not shown") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connector(server);
    const auto made = administrator.expect(201, Method::post, path, R"({"active":true})");
    CHECK(string_at(made, "id").size() == 21);
    CHECK(made.at("active").as_bool());
    const auto certificate = crypto::Certificate::parse_text(string_at(made, "certificate"));
    REQUIRE(certificate);
    CHECK(to_unix_ms(*certificate->expires_at()) == made.at("expiresAt").as_int64());
    CHECK(
        made.at("expiresAt").as_int64() - made.at("createdAt").as_int64() >
        3LL * 364 * 24 * 3600 * 1000
    );
    const auto& sha256 = made.at("fingerprints").as_object().at("sha256").as_object();
    CHECK(string_at(sha256, "formatted").size() == 32 * 3 - 1);
    CHECK(string_at(sha256, "unformatted").size() == 64);
    CHECK(administrator.get(path) == json::array{made});
    const storage::SsoSigningKeyStore keys(*server.database, server.vault, server.tenant);
    const auto stored = run_task(keys.find_active(SsoConnectorId("acme")));
    REQUIRE(stored);
    const auto key = crypto::PrivateKey::parse_pem(stored->private_key);
    REQUIRE(key);
    CHECK(certificate->public_key()->verify("message", key->sign("message")));
    CHECK(json::serialize(made).find("PRIVATE") == std::string::npos);
  });
}

TEST_CASE("signing keys of a SAML connector follow each other") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connector(server);
    add_key(server, "one", true);
    add_key(server, "two", false);
    const auto patch = [&](const char* id, const char* body) {
      return administrator.send(Method::patch, path + "/" + id, body);
    };
    CHECK(patch("two", R"({"active":true})").status == 200);
    CHECK(listed(administrator) == "one two* ");
    CHECK(patch("two", R"({"active":true})").status == 200);
    CHECK(administrator.send(Method::delete_, path + "/one").status == 204);
    CHECK(listed(administrator) == "two* ");
    CHECK(
        refusal_of(administrator.send(Method::delete_, path + "/two")) ==
        "400 single_sign_on.can_not_delete_active_signing_key"
    );
    CHECK(patch("two", R"({"active":false})").status == 200);
    CHECK(administrator.send(Method::delete_, path + "/two").status == 204);
    CHECK(listed(administrator).empty());
    CHECK(refusal_of(patch("two", R"({"active":true})")) == "404 entity.not_found");
    CHECK(refusal_of(administrator.send(Method::delete_, path + "/two")) == "404 entity.not_found");
  });
}

TEST_CASE("a signing key is not deactivated while requests are to be signed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connector(server, true);
    add_key(server, "one", true);
    add_key(server, "two", false);
    CHECK(
        refusal_of(administrator.send(Method::patch, path + "/one", R"({"active":false})")) ==
        "400 single_sign_on.can_not_deactivate_signing_key_in_use"
    );
    CHECK(administrator.send(Method::patch, path + "/two", R"({"active":true})").status == 200);
    CHECK(listed(administrator) == "one two* ");
  });
}

TEST_CASE("signed requests need an active signing key") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.network.answer(404);
    add_connector(server);
    const std::string body = R"({"providerName":"SAML","connectorName":"New","config":)"
                             R"({"metadataUrl":"https://idp.example/m","signAuthnRequest":true}})";
    CHECK(
        refusal_of(administrator.send(Method::post, "/sso-connectors", body)) ==
        "400 single_sign_on.active_signing_key_required"
    );
  });
}

TEST_CASE("signing keys are for SAML connectors, and bounded in number") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connector(server);
    insert(server, a_sso_connector("oidc"));
    const std::string other = "/sso-connectors/oidc/signing-keys";
    CHECK(refusal_of(administrator.send(Method::get, other)) == "404 connector.not_found");
    CHECK(refusal_of(administrator.send(Method::post, other, "{}")) == "404 connector.not_found");
    CHECK(
        refusal_of(administrator.send(Method::get, "/sso-connectors/none/signing-keys")) ==
        "404 entity.not_found"
    );
    for (std::size_t i = 0; i < storage::SsoSigningKeyStore::max_keys; ++i)
      add_key(server, std::to_string(i), false);
    CHECK(
        refusal_of(administrator.send(Method::post, path, "{}")) ==
        "422 single_sign_on.too_many_signing_keys"
    );
  });
}

}  // namespace daemun::flows
