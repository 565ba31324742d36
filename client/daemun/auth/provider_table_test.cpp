#include "daemun/auth/provider_table.h"

#include "base/text.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>

namespace daemun::auth {
namespace {

using test::outcome;

TEST_CASE("provider_presets has a row for each well-known provider") {
  std::set<std::string_view> ids;
  for (const auto& preset : provider_presets()) {
    CAPTURE(preset.id);
    CHECK(ids.insert(preset.id).second);
    CHECK_FALSE(preset.name.empty());
    CHECK_FALSE(preset.scopes.empty());
    CHECK(find_provider_preset(preset.id) == &preset);
  }
  for (const std::string_view id :
       {"daemun",
        "logto",
        "google",
        "microsoft",
        "github",
        "apple",
        "keycloak",
        "auth0",
        "okta",
        "gitlab",
        "discord"}) {
    CHECK(ids.contains(id));
  }
  CHECK(find_provider_preset("myspace") == nullptr);
}

TEST_CASE("a preset has an issuer to discover or endpoints, and asks for an ID token accordingly") {
  for (const auto& preset : provider_presets()) {
    CAPTURE(preset.id);
    if (preset.issuer.empty()) {
      CHECK(check_endpoint(preset.metadata.authorization_endpoint, Transport::https_only));
      CHECK(check_endpoint(preset.metadata.token_endpoint, Transport::https_only));
      CHECK(check_endpoint(preset.metadata.userinfo_endpoint, Transport::https_only));
      CHECK_FALSE(preset.metadata.issuer.empty());
      CHECK_FALSE(contains(preset.scopes, "openid"));
    } else {
      CHECK(preset.issuer.starts_with("https://"));
      CHECK(preset.metadata.token_endpoint.empty());
      CHECK(contains(preset.scopes, "openid"));
    }
  }
}

TEST_CASE("a provider of each preset takes an authorization request") {
  crypto::FakeRandom random(1);
  for (const auto& preset : provider_presets()) {
    CAPTURE(preset.id);
    auto metadata = preset.issuer.empty() ? preset.metadata : test::a_provider().metadata;
    const Registration registration{
        .provider = make_provider(preset, std::move(metadata)), .client = {.client_id = "app"}};
    CHECK(registration.provider.id == preset.id);
    const auto prepared = prepare_authorization(
        registration,
        {.redirect_uri = "https://app.example/cb", .scopes = preset.scopes},
        {test::now, random}
    );
    REQUIRE(prepared);
    CHECK(prepared->form.find("code_challenge_method") == "S256");
    CHECK(prepared->form.count("nonce") == (preset.issuer.empty() ? 0 : 1));
    CHECK(outcome(make_authorization_url(registration, *prepared)) == "accepted");
  }
}

TEST_CASE("choose_provider_preset takes an unknown id for a provider that follows the standards") {
  CHECK(&choose_provider_preset("github") == find_provider_preset("github"));
  const ProviderPreset& standard = choose_provider_preset("corporate");
  CHECK_FALSE(standard.issuer.empty());
  CHECK(standard.metadata.authorization_endpoint.empty());
  CHECK(standard.scopes == std::vector<std::string>{"openid", "profile", "email"});
}

TEST_CASE("make_discovery_rules carries the preset's rule for the issuer") {
  const auto rules = make_discovery_rules(
      *find_provider_preset("microsoft"),
      "https://login.microsoftonline.com/common/v2.0",
      Transport::https_only
  );
  CHECK(rules.issuer_rule == IssuerRule::entra_tenant);
  CHECK(
      make_discovery_request(rules)->url ==
      "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"
  );
}

}  // namespace
}  // namespace daemun::auth
