#include "sso/config.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::sso {
namespace {

json::object oidc(json::object more = {}) {
  json::object config{
      {"clientId", "app"}, {"clientSecret", "hush"}, {"issuer", "https://id.example"}};
  for (auto& member : more) {
    config[member.key()] = member.value();
    if (member.value().is_null()) config.erase(member.key());
  }
  return config;
}

json::object by_fields() {
  return {
      {"entityId", "https://idp.example"},
      {"signInEndpoint", "https://idp.example/sign-in"},
      {"x509Certificate", "MII..."}};
}

bool is_good(std::string_view provider, const json::object& config) {
  return check_config(*find_provider(provider), config).has_value();
}

TEST_CASE("check_config drops unknown members and fills in defaults") {
  const auto checked = check_config(*find_provider("OIDC"), oidc({{"color", "red"}}));
  REQUIRE(checked);
  CHECK(*checked == oidc({{"trustUnverifiedEmail", false}}));
}

TEST_CASE("check_config keeps the wish to sign people out at the provider") {
  const auto checked =
      check_config(*find_provider("OIDC"), oidc({{"signOutAtProvider", true}})).value();
  CHECK(checked.at("signOutAtProvider") == true);
  CHECK_FALSE(is_good("OIDC", oidc({{"signOutAtProvider", "yes"}})));
}

TEST_CASE("check_config names what an OpenID provider's configuration lacks") {
  for (const auto* name : {"clientId", "clientSecret", "issuer"}) {
    const auto checked = check_config(*find_provider("Okta"), oidc({{name, nullptr}}));
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == connectors::ConnectorErrorCode::invalid_config);
    const auto issues = json::serialize(checked.error().data.at("issues"));
    CHECK(issues.find(name) != std::string::npos);
  }
}

TEST_CASE("check_config wants an https issuer, or one on the machine itself") {
  CHECK(is_good("OIDC", oidc({{"issuer", "http://127.0.0.1:9000"}})));
  CHECK_FALSE(is_good("OIDC", oidc({{"issuer", "http://id.example"}})));
  CHECK_FALSE(is_good("OIDC", oidc({{"issuer", "id.example"}})));
  CHECK_FALSE(is_good("OIDC", oidc({{"issuer", "javascript:alert(1)"}})));
}

TEST_CASE("check_config knows the issuer of Google Workspace itself") {
  CHECK(is_good("GoogleWorkspace", oidc({{"issuer", nullptr}, {"offlineAccess", true}})));
}

TEST_CASE("check_config trusts no address of an issuer for many tenants") {
  for (const auto* tenant : {"common", "organizations", "Common"}) {
    const auto issuer = "https://login.microsoftonline.com/" + std::string(tenant) + "/v2.0";
    CHECK(is_good("AzureAdOidc", oidc({{"issuer", issuer}})));
    CHECK_FALSE(is_good("AzureAdOidc", oidc({{"issuer", issuer}, {"trustUnverifiedEmail", true}})));
  }
  const auto* one = "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0";
  CHECK(is_good("AzureAdOidc", oidc({{"issuer", one}, {"trustUnverifiedEmail", true}})));
}

TEST_CASE("check_config keeps the first kind of a SAML configuration") {
  auto config = by_fields();
  config["metadataUrl"] = "https://idp.example/metadata";
  const auto checked = check_config(*find_provider("SAML"), config);
  REQUIRE(checked);
  CHECK(*checked == json::object{{"metadataUrl", "https://idp.example/metadata"}});
  CHECK(is_good("AzureAD", by_fields()));
  CHECK(is_good("SAML", {{"metadata", "<EntityDescriptor/>"}}));
  CHECK_FALSE(is_good("SAML", {}));
}

TEST_CASE("check_config refuses a request signed by SHA-1 and a mapping to no name") {
  auto config = by_fields();
  config["requestSignatureAlgorithm"] = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
  config["attributeMapping"] = {{"email", "mail"}, {"color", "x"}, {"name", ""}};
  const auto checked = check_config(*find_provider("SAML"), config);
  REQUIRE(checked);
  CHECK(checked->at("attributeMapping") == json::object{{"email", "mail"}});
  config["requestSignatureAlgorithm"] = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
  CHECK_FALSE(is_good("SAML", config));
  config.erase("requestSignatureAlgorithm");
  config["attributeMapping"] = {{"email", 7}};
  CHECK_FALSE(is_good("SAML", config));
}

}  // namespace
}  // namespace daemun::sso
