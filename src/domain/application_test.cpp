#include "domain/application.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

constexpr ApplicationType all_types[] = {
    ApplicationType::native,
    ApplicationType::spa,
    ApplicationType::traditional,
    ApplicationType::machine_to_machine,
    ApplicationType::protected_,
    ApplicationType::saml};

}  // namespace

TEST_CASE("parse_application_type reads what to_string writes") {
  for (const auto type : all_types)
    CHECK(parse_application_type(to_string(type)) == type);
  CHECK(to_string(ApplicationType::spa) == "SPA");
  CHECK_FALSE(parse_application_type("spa"));
  CHECK_FALSE(parse_application_type(""));
}

TEST_CASE("is_confidential tells who can keep a secret") {
  for (const auto type : all_types) {
    CAPTURE(to_string(type));
    const bool is_public = type == ApplicationType::native || type == ApplicationType::spa;
    CHECK(is_confidential(type) != is_public);
  }
}

TEST_CASE("parse_oidc_client_metadata gives back what to_json_text wrote") {
  const OidcClientMetadata metadata{
      .redirect_uris = {"https://app.example/cb", "com.example:/cb"},
      .post_logout_redirect_uris = {"https://app.example/"},
      .backchannel_logout_uri = "https://app.example/logout",
      .backchannel_logout_session_required = true,
      .logo_uri = "https://app.example/logo.png"};
  const auto parsed = parse_oidc_client_metadata(to_json_text(metadata));
  CHECK(parsed.redirect_uris == metadata.redirect_uris);
  CHECK(parsed.post_logout_redirect_uris == metadata.post_logout_redirect_uris);
  CHECK(parsed.backchannel_logout_uri == metadata.backchannel_logout_uri);
  CHECK(parsed.backchannel_logout_session_required);
  CHECK(parsed.logo_uri == metadata.logo_uri);
}

TEST_CASE("to_json_text writes client metadata as Logto's API has it") {
  CHECK(to_json_text(OidcClientMetadata{}) == R"({"redirectUris":[],"postLogoutRedirectUris":[]})");
  CHECK(to_json_text(CustomClientMetadata{}) == "{}");
  CustomClientMetadata metadata;
  metadata.refresh_token_ttl_in_days = 14;
  metadata.rotate_refresh_token = false;
  CHECK(to_json_text(metadata) == R"({"refreshTokenTtlInDays":14,"rotateRefreshToken":false})");
}

TEST_CASE("parse_custom_client_metadata gives back what to_json_text wrote") {
  const CustomClientMetadata metadata{
      .cors_allowed_origins = {"https://app.example"},
      .id_token_ttl = Seconds(60),
      .refresh_token_ttl = Seconds(3600),
      .refresh_token_ttl_in_days = 7,
      .always_issue_refresh_token = true,
      .rotate_refresh_token = false,
      .refresh_token_rotation_grace = Seconds(0),
      .id_token_signed_response_alg = "RS256",
      .allow_token_exchange = true,
      .is_device_flow = true,
      .max_allowed_grants = 3,
      .claims_dialect = ClaimsDialect::standard};
  const auto text = to_json_text(metadata);
  CHECK(to_json_text(parse_custom_client_metadata(text)) == text);
  const auto parsed = parse_custom_client_metadata(text);
  CHECK(parsed.cors_allowed_origins == metadata.cors_allowed_origins);
  CHECK(parsed.id_token_ttl == metadata.id_token_ttl);
  CHECK(parsed.refresh_token_ttl == metadata.refresh_token_ttl);
  CHECK(parsed.refresh_token_ttl_in_days == 7);
  CHECK(parsed.always_issue_refresh_token);
  CHECK(parsed.rotate_refresh_token == false);
  CHECK(parsed.refresh_token_rotation_grace == Seconds(0));
  CHECK(parsed.id_token_signed_response_alg == "RS256");
  CHECK(parsed.allow_token_exchange);
  CHECK(parsed.is_device_flow);
  CHECK(parsed.max_allowed_grants == 3);
  CHECK(parsed.claims_dialect == ClaimsDialect::standard);
}

TEST_CASE("parsers of client metadata ignore members of another type") {
  const auto oidc = parse_oidc_client_metadata(
      R"({"redirectUris":"x","postLogoutRedirectUris":[1,"https://a.example"],
          "backchannelLogoutUri":1,"backchannelLogoutSessionRequired":"true"})"
  );
  CHECK(oidc.redirect_uris.empty());
  CHECK_FALSE(oidc.backchannel_logout_uri);
  CHECK_FALSE(oidc.backchannel_logout_session_required);
  const auto custom = parse_custom_client_metadata(
      R"({"idTokenTtl":"60","rotateRefreshToken":1,"alwaysIssueRefreshToken":"yes"})"
  );
  CHECK_FALSE(custom.id_token_ttl);
  CHECK_FALSE(custom.rotate_refresh_token);
  CHECK_FALSE(custom.always_issue_refresh_token);
  CHECK(parse_oidc_client_metadata("not json").redirect_uris.empty());
  CHECK_FALSE(parse_custom_client_metadata("[]").id_token_ttl);
}

}  // namespace daemun
