#include "management/application_json.h"

#include "base/uri.h"
#include "domain/redirect_uri.h"
#include "management/answers.h"

#include <stdexcept>
#include <string_view>
#include <utility>

namespace daemun::management {
namespace {

// Each is compared with at every request of the application.
constexpr std::size_t max_uris = 200;

const std::string client_metadata_fields =
    "backchannelLogoutUri?: string<url>, backchannelLogoutSessionRequired?: boolean, logoUri?: "
    "string<0..2048>";

const std::string custom_domain_shape =
    R"({domain: string, status: "PendingVerification"|"PendingSsl"|"Active"|"Error", )"
    "errorMessage: string|null, dnsRecords: {name: string, type: string, value: string}[], "
    "cloudflareData: {id: string, status: string, ssl: {status: string, validation_errors?: "
    "{message: string}[]}, verification_errors?: string[]}|null}";
const std::string protected_shape =
    "{host: string, origin: string, sessionDuration: number, pageRules: {path: string}[], "
    R"(additionalScopes?: ("custom_data"|"identities"|"roles"|"urn:logto:scope:organizations"|)"
    R"("urn:logto:scope:organization_roles")[], customDomains?: )" +
    custom_domain_shape + "[]}|null";
const std::string application_fields =
    "tenantId: string<0..21>, id: string<1..21>, name: string<1..256>, secret?: string, "
    R"(description: string|null, type: "Native"|"SPA"|"Traditional"|"MachineToMachine"|)"
    R"("Protected"|"SAML", oidcClientMetadata: {redirectUris: string[], postLogoutRedirectUris: )"
    "string[], " +
    client_metadata_fields +
    "}, customClientMetadata: {corsAllowedOrigins?: string<1..>[], idTokenTtl?: number, "
    "refreshTokenTtl?: number, refreshTokenTtlInDays?: number, tenantId?: string, "
    "alwaysIssueRefreshToken?: boolean, rotateRefreshToken?: boolean, allowTokenExchange?: "
    "boolean, isDeviceFlow?: boolean, maxAllowedGrants?: number, refreshTokenRotationGrace?: "
    "number, idTokenSignedResponseAlg?: string, claimsDialect?: string}, protectedAppMetadata: " +
    protected_shape +
    ", customData: {}, isThirdParty: boolean, appLevelAccessControlEnabled: boolean, createdAt: "
    "number";

template <typename IsValid>
std::optional<std::string> find_bad_item(
    const json::object& metadata, std::string_view path, std::string_view name, IsValid is_valid
) {
  const auto* list = find_array(metadata, name);
  if (list == nullptr) return std::nullopt;
  const auto at = "body." + std::string(path) + "." + std::string(name);
  if (list->size() > max_uris) return at + " has more than " + std::to_string(max_uris) + " items";
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* text = (*list)[i].if_string();
    if (text == nullptr || !is_valid(std::string_view(*text)))
      return at + "[" + std::to_string(i) + "] cannot be used";
  }
  return std::nullopt;
}

}  // namespace

const std::string application_shape = "{" + application_fields + "}";
const std::string application_with_admin_shape = "{" + application_fields + ", isAdmin: boolean}";
const std::string client_metadata_shape =
    "{redirectUris: string<1..2048>[], postLogoutRedirectUris: string<1..2048>[], " +
    client_metadata_fields + "}";
const std::string custom_metadata_shape =
    "{corsAllowedOrigins?: string<1..2048>[], idTokenTtl?: integer<1..3153600000>, "
    "refreshTokenTtl?: integer<1..3153600000>, refreshTokenTtlInDays?: integer<1..180>, tenantId?: "
    "string<0..256>, alwaysIssueRefreshToken?: boolean, rotateRefreshToken?: boolean, "
    "allowTokenExchange?: boolean, isDeviceFlow?: boolean, maxAllowedGrants?: "
    "integer<1..1000000>, refreshTokenRotationGrace?: integer<0..3600>, idTokenSignedResponseAlg?: "
    R"("ES256"|"ES384"|"RS256", claimsDialect?: "logto"|"standard"})";

json::object to_json(const TenantId& tenant, const storage::ApplicationRecord& record) {
  return {
      {"tenantId", tenant.value()},
      {"id", record.id.value()},
      {"name", record.name},
      {"description", to_value(record.description)},
      {"type", to_string(record.type)},
      {"oidcClientMetadata", parse_stored(record.oidc_client_metadata)},
      {"customClientMetadata", parse_stored(record.custom_client_metadata)},
      {"protectedAppMetadata", nullptr},
      {"customData", parse_stored(record.custom_data)},
      {"isThirdParty", record.is_third_party},
      {"appLevelAccessControlEnabled", record.app_level_access_control_enabled},
      {"createdAt", to_unix_ms(record.created_at)},
  };
}

json::object parse_stored(const std::string& text) {
  // Above what a body may hold: numbers grow when they are written anew.
  auto parsed = parse_json_object(text, {.max_bytes = 4 * 1024 * 1024, .max_depth = 64});
  if (!parsed) throw std::runtime_error("a stored document is not a JSON object");
  return std::move(*parsed);
}

std::optional<std::string> find_bad_metadata(const json::object& body) {
  if (const auto* metadata = find_object(body, "oidcClientMetadata")) {
    for (const auto* name : {"redirectUris", "postLogoutRedirectUris"}) {
      if (auto bad = find_bad_item(*metadata, "oidcClientMetadata", name, is_valid_redirect_uri))
        return bad;
    }
    const auto backchannel = find_string(*metadata, "backchannelLogoutUri");
    const auto uri = backchannel ? parse_uri(*backchannel) : std::nullopt;
    // OpenID Connect Back-Channel Logout 1.0, 2.2.
    if (uri && uri->has_fragment)
      return "body.oidcClientMetadata.backchannelLogoutUri must not have a fragment";
  }
  if (const auto* metadata = find_object(body, "customClientMetadata"))
    return find_bad_item(*metadata, "customClientMetadata", "corsAllowedOrigins", is_valid_origin);
  return std::nullopt;
}

}  // namespace daemun::management
