// Applications as the API shows them and takes them, for all parts of the noun.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_JSON_H
#define DAEMUN_MANAGEMENT_APPLICATION_JSON_H

#include "base/json.h"
#include "domain/application.h"
#include "management/members.h"
#include "storage/application_store.h"

#include <optional>
#include <string>

#include "api/request_error.h"

namespace daemun::management {

// The members of the two kinds of metadata. `Member` takes the type in a body, which has bounds, or
// the one in a reply.
template <template <typename Body, typename Reply = Body> typename Member>
struct ClientMetadataMembers {
  std::vector<Member<Text<1, 2048>, std::string>> redirect_uris{};
  std::vector<Member<Text<1, 2048>, std::string>> post_logout_redirect_uris{};
  std::optional<Formatted<TextFormat::url>> backchannel_logout_uri{};
  std::optional<bool> backchannel_logout_session_required{};
  std::optional<Text<0, 2048>> logo_uri{};
  BOOST_DESCRIBE_CLASS(
      ClientMetadataMembers,
      (),
      (redirect_uris,
       post_logout_redirect_uris,
       backchannel_logout_uri,
       backchannel_logout_session_required,
       logo_uri),
      (),
      ()
  )
};

template <template <typename Body, typename Reply = Body> typename Member>
struct CustomMetadataMembers {
  std::optional<std::vector<Member<Text<1, 2048>, Text<1>>>> cors_allowed_origins{};
  std::optional<Member<Integer<1, 3153600000>, Number<>>> id_token_ttl{};
  std::optional<Member<Integer<1, 3153600000>, Number<>>> refresh_token_ttl{};
  std::optional<Member<Integer<1, 180>, Number<>>> refresh_token_ttl_in_days{};
  std::optional<Member<Text<0, 256>, std::string>> tenant_id{};
  std::optional<bool> always_issue_refresh_token{};
  std::optional<bool> rotate_refresh_token{};
  std::optional<bool> allow_token_exchange{};
  std::optional<bool> is_device_flow{};
  std::optional<Member<Integer<1, 1000000>, Number<>>> max_allowed_grants{};
  std::optional<Member<Integer<0, 3600>, Number<>>> refresh_token_rotation_grace{};
  std::optional<Member<Word<"ES256", "ES384", "RS256">, std::string>>
      id_token_signed_response_alg{};
  std::optional<Member<Word<"logto", "standard">, std::string>> claims_dialect{};
  BOOST_DESCRIBE_CLASS(
      CustomMetadataMembers,
      (),
      (cors_allowed_origins,
       id_token_ttl,
       refresh_token_ttl,
       refresh_token_ttl_in_days,
       tenant_id,
       always_issue_refresh_token,
       rotate_refresh_token,
       allow_token_exchange,
       is_device_flow,
       max_allowed_grants,
       refresh_token_rotation_grace,
       id_token_signed_response_alg,
       claims_dialect),
      (),
      ()
  )
};

template <typename Body, typename>
using InBody = Body;
template <typename, typename Reply>
using InReply = Reply;

using ClientMetadata = ClientMetadataMembers<InBody>;
using CustomMetadata = CustomMetadataMembers<InBody>;

struct PageRule {
  std::string path{};
};
BOOST_DESCRIBE_STRUCT(PageRule, (), (path))

using AdditionalScope = Word<
    "custom_data",
    "identities",
    "roles",
    "urn:logto:scope:organizations",
    "urn:logto:scope:organization_roles">;

struct DnsRecord {
  std::string name{};
  std::string type{};
  std::string value{};
};
BOOST_DESCRIBE_STRUCT(DnsRecord, (), (name, type, value))

struct ValidationError {
  std::string message{};
};
BOOST_DESCRIBE_STRUCT(ValidationError, (), (message))

struct CloudflareSsl {
  std::string status{};
  std::optional<std::vector<ValidationError>> validation_errors{};
};
BOOST_DESCRIBE_STRUCT(CloudflareSsl, (), (status, validation_errors))

struct CloudflareData {
  std::string id{};
  std::string status{};
  CloudflareSsl ssl{};
  std::optional<std::vector<std::string>> verification_errors{};
};
BOOST_DESCRIBE_STRUCT(CloudflareData, (), (id, status, ssl, verification_errors))

using DomainStatus = Word<"PendingVerification", "PendingSsl", "Active", "Error">;

struct ProtectedAppDomain {
  std::string domain{};
  DomainStatus status{};
  Nullable<std::string> error_message{};
  std::vector<DnsRecord> dns_records{};
  Nullable<CloudflareData> cloudflare_data{};
};
BOOST_DESCRIBE_STRUCT(
    ProtectedAppDomain, (), (domain, status, error_message, dns_records, cloudflare_data)
)

struct ProtectedAppView {
  std::string host{};
  std::string origin{};
  Number<> session_duration{};
  std::vector<PageRule> page_rules{};
  std::optional<std::vector<AdditionalScope>> additional_scopes{};
  std::optional<std::vector<ProtectedAppDomain>> custom_domains{};
};
BOOST_DESCRIBE_STRUCT(
    ProtectedAppView,
    (),
    (host, origin, session_duration, page_rules, additional_scopes, custom_domains)
)

struct ApplicationView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 256> name{};
  std::optional<std::string> secret{};
  Nullable<std::string> description{};
  ApplicationType type{};
  Raw<ClientMetadataMembers<InReply>> oidc_client_metadata{};
  Raw<CustomMetadataMembers<InReply>> custom_client_metadata{};
  // No application has it: see create.
  Nullable<ProtectedAppView> protected_app_metadata{};
  json::object custom_data{};
  bool is_third_party = false;
  bool app_level_access_control_enabled = false;
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(
    ApplicationView,
    (),
    (tenant_id,
     id,
     name,
     secret,
     description,
     type,
     oidc_client_metadata,
     custom_client_metadata,
     protected_app_metadata,
     custom_data,
     is_third_party,
     app_level_access_control_enabled,
     created_at)
)

// A single one.
struct ShownApplication : ApplicationView {
  bool is_admin = false;
};
BOOST_DESCRIBE_STRUCT(ShownApplication, (ApplicationView), (is_admin))

ApplicationView to_view(const TenantId& tenant, const storage::ApplicationRecord& record);

// JSON that the database holds. Throws std::runtime_error when it is none.
json::object parse_stored(const std::string& text);

// A fault of metadata in a body that its types do not exclude: URIs that the protocol could never
// match, and lists that are too long. For developers.
std::optional<std::string> find_bad_metadata(
    const std::optional<ClientMetadata>& client, const std::optional<CustomMetadata>& custom
);

}  // namespace daemun::management

template <>
inline constexpr std::string_view
    daemun::api::renamed<&daemun::management::CloudflareSsl::validation_errors> =
        "validation_errors";
template <>
inline constexpr std::string_view
    daemun::api::renamed<&daemun::management::CloudflareData::verification_errors> =
        "verification_errors";

#endif
