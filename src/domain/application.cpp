#include "domain/application.h"

#include "base/json.h"

namespace daemun {
namespace {

struct TypeWord {
  ApplicationType type;
  std::string_view word;
};

constexpr TypeWord type_words[] = {
    {ApplicationType::native, "Native"},
    {ApplicationType::spa, "SPA"},
    {ApplicationType::traditional, "Traditional"},
    {ApplicationType::machine_to_machine, "MachineToMachine"},
    {ApplicationType::protected_, "Protected"},
    {ApplicationType::saml, "SAML"},
};

std::optional<std::string> find_owned_string(const json::object& object, std::string_view name) {
  if (const auto text = find_string(object, name)) return std::string(*text);
  return std::nullopt;
}

std::optional<Seconds> find_seconds(const json::object& object, std::string_view name) {
  if (const auto value = find_integer(object, name)) return Seconds(*value);
  return std::nullopt;
}

json::object parse_stored_object(std::string_view text) {
  auto parsed = parse_json_object(text);
  return parsed ? std::move(*parsed) : json::object{};
}

}  // namespace

std::string_view to_string(ApplicationType type) {
  for (const auto& row : type_words) {
    if (row.type == type) return row.word;
  }
  return "";
}

std::optional<ApplicationType> parse_application_type(std::string_view word) {
  for (const auto& row : type_words) {
    if (row.word == word) return row.type;
  }
  return std::nullopt;
}

bool is_confidential(ApplicationType type) {
  return type != ApplicationType::native && type != ApplicationType::spa;
}

std::string to_json_text(const OidcClientMetadata& metadata) {
  json::object object;
  object["redirectUris"] = to_json_array(metadata.redirect_uris);
  object["postLogoutRedirectUris"] = to_json_array(metadata.post_logout_redirect_uris);
  if (metadata.backchannel_logout_uri) {
    object["backchannelLogoutUri"] = *metadata.backchannel_logout_uri;
    object["backchannelLogoutSessionRequired"] = metadata.backchannel_logout_session_required;
  }
  if (metadata.logo_uri) object["logoUri"] = *metadata.logo_uri;
  return json::serialize(object);
}

std::string to_json_text(const CustomClientMetadata& metadata) {
  json::object object;
  if (!metadata.cors_allowed_origins.empty()) {
    object["corsAllowedOrigins"] = to_json_array(metadata.cors_allowed_origins);
  }
  if (metadata.id_token_ttl) object["idTokenTtl"] = metadata.id_token_ttl->count();
  if (metadata.refresh_token_ttl) object["refreshTokenTtl"] = metadata.refresh_token_ttl->count();
  if (metadata.refresh_token_ttl_in_days) {
    object["refreshTokenTtlInDays"] = *metadata.refresh_token_ttl_in_days;
  }
  if (metadata.always_issue_refresh_token) object["alwaysIssueRefreshToken"] = true;
  if (metadata.rotate_refresh_token) object["rotateRefreshToken"] = *metadata.rotate_refresh_token;
  if (metadata.refresh_token_rotation_grace) {
    object["refreshTokenRotationGrace"] = metadata.refresh_token_rotation_grace->count();
  }
  if (metadata.id_token_signed_response_alg) {
    object["idTokenSignedResponseAlg"] = *metadata.id_token_signed_response_alg;
  }
  if (metadata.allow_token_exchange) object["allowTokenExchange"] = true;
  if (metadata.is_device_flow) object["isDeviceFlow"] = true;
  if (metadata.max_allowed_grants) object["maxAllowedGrants"] = *metadata.max_allowed_grants;
  if (metadata.claims_dialect) object["claimsDialect"] = to_string(*metadata.claims_dialect);
  return json::serialize(object);
}

OidcClientMetadata parse_oidc_client_metadata(std::string_view text) {
  const auto object = parse_stored_object(text);
  OidcClientMetadata metadata;
  metadata.redirect_uris = find_strings(object, "redirectUris");
  metadata.post_logout_redirect_uris = find_strings(object, "postLogoutRedirectUris");
  metadata.backchannel_logout_uri = find_owned_string(object, "backchannelLogoutUri");
  metadata.backchannel_logout_session_required =
      find_bool(object, "backchannelLogoutSessionRequired").value_or(false);
  metadata.logo_uri = find_owned_string(object, "logoUri");
  return metadata;
}

CustomClientMetadata parse_custom_client_metadata(std::string_view text) {
  const auto object = parse_stored_object(text);
  CustomClientMetadata metadata;
  metadata.cors_allowed_origins = find_strings(object, "corsAllowedOrigins");
  metadata.id_token_ttl = find_seconds(object, "idTokenTtl");
  metadata.refresh_token_ttl = find_seconds(object, "refreshTokenTtl");
  if (const auto days = find_integer(object, "refreshTokenTtlInDays")) {
    metadata.refresh_token_ttl_in_days = static_cast<int>(*days);
  }
  metadata.always_issue_refresh_token =
      find_bool(object, "alwaysIssueRefreshToken").value_or(false);
  metadata.rotate_refresh_token = find_bool(object, "rotateRefreshToken");
  metadata.refresh_token_rotation_grace = find_seconds(object, "refreshTokenRotationGrace");
  metadata.id_token_signed_response_alg = find_owned_string(object, "idTokenSignedResponseAlg");
  metadata.allow_token_exchange = find_bool(object, "allowTokenExchange").value_or(false);
  metadata.is_device_flow = find_bool(object, "isDeviceFlow").value_or(false);
  if (const auto limit = find_integer(object, "maxAllowedGrants")) {
    metadata.max_allowed_grants = static_cast<int>(*limit);
  }
  metadata.claims_dialect = parse_claims_dialect(find_string(object, "claimsDialect").value_or(""));
  return metadata;
}

}  // namespace daemun
