#include "app/tenant_file/document.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/described.h"

namespace daemun::app {
namespace {

using api::Integer;
using api::Nullable;
using api::shape_of;
using api::Text;
using api::Word;

// The members of each thing in the file. Things are compared and written as JSON; their shapes
// come from these.
using Texts = std::vector<std::string>;
using MaybeText = std::optional<Nullable<std::string>>;
using ScopesByResource = std::map<std::string, Texts>;
using ItemId = std::optional<Text<1, 21>>;
using ShortDescription = std::optional<Nullable<Text<0, 256>>>;
using RoleKind = std::optional<Word<"User", "MachineToMachine">>;

struct ScopeItem {
  Text<1, 256> name{};
  MaybeText description{};
};
BOOST_DESCRIBE_STRUCT(ScopeItem, (), (name, description))

struct ResourceItem {
  api::Formatted<api::TextFormat::uri> indicator{};
  Text<1> name{};
  std::optional<Integer<1>> access_token_ttl{};
  std::optional<bool> is_default{};
  std::optional<std::vector<ScopeItem>> scopes{};
};
BOOST_DESCRIBE_STRUCT(ResourceItem, (), (indicator, name, access_token_ttl, is_default, scopes))

struct RoleItem {
  Text<1, 128> name{};
  Text<1, 128> description{};
  RoleKind type{};
  std::optional<bool> is_default{};
  std::optional<ScopesByResource> scopes{};
};
BOOST_DESCRIBE_STRUCT(RoleItem, (), (name, description, type, is_default, scopes))

struct OrganizationScopeItem {
  Text<1, 128> name{};
  ShortDescription description{};
};
BOOST_DESCRIBE_STRUCT(OrganizationScopeItem, (), (name, description))

struct OrganizationRoleItem : OrganizationScopeItem {
  RoleKind type{};
  std::optional<Texts> scopes{};
  std::optional<ScopesByResource> resource_scopes{};
};
BOOST_DESCRIBE_STRUCT(
    OrganizationRoleItem, (OrganizationScopeItem), (type, scopes, resource_scopes)
)

struct ClientMetadata {
  Texts redirect_uris{};
  Texts post_logout_redirect_uris{};
  std::optional<std::string> backchannel_logout_uri{};
  std::optional<bool> backchannel_logout_session_required{};
  std::optional<std::string> logo_uri{};
};
BOOST_DESCRIBE_STRUCT(
    ClientMetadata,
    (),
    (redirect_uris,
     post_logout_redirect_uris,
     backchannel_logout_uri,
     backchannel_logout_session_required,
     logo_uri)
)

struct ConsentScopes {
  std::optional<Texts> user{};
  std::optional<Texts> organization{};
  std::optional<ScopesByResource> resources{};
  std::optional<ScopesByResource> organization_resources{};
};
BOOST_DESCRIBE_STRUCT(ConsentScopes, (), (user, organization, resources, organization_resources))

struct SecretItem {
  Text<1, 256> name{};
  std::optional<Text<32>> value{};
  std::optional<Nullable<api::Number<>>> expires_at{};
};
BOOST_DESCRIBE_STRUCT(SecretItem, (), (name, value, expires_at))

struct ApplicationItem {
  ItemId id{};
  Text<1, 256> name{};
  Word<"Native", "SPA", "Traditional", "MachineToMachine"> type{};
  MaybeText description{};
  std::optional<bool> is_third_party{};
  std::optional<ClientMetadata> oidc_client_metadata{};
  std::optional<json::object> custom_client_metadata{};
  std::optional<json::object> custom_data{};
  std::optional<Texts> roles{};
  std::optional<ConsentScopes> user_consent_scopes{};
  std::optional<std::vector<SecretItem>> secrets{};
};
BOOST_DESCRIBE_STRUCT(
    ApplicationItem,
    (),
    (id,
     name,
     type,
     description,
     is_third_party,
     oidc_client_metadata,
     custom_client_metadata,
     custom_data,
     roles,
     user_consent_scopes,
     secrets)
)

struct UserItem {
  ItemId id{};
  MaybeText username{};
  MaybeText primary_email{};
  MaybeText primary_phone{};
  MaybeText name{};
  MaybeText avatar{};
  std::optional<json::object> profile{};
  std::optional<json::object> custom_data{};
  std::optional<Text<1>> password{};
  std::optional<std::string> password_digest{};
  std::optional<std::string> password_algorithm{};
  std::optional<bool> is_suspended{};
  std::optional<Texts> roles{};
};
BOOST_DESCRIBE_STRUCT(
    UserItem,
    (),
    (id,
     username,
     primary_email,
     primary_phone,
     name,
     avatar,
     profile,
     custom_data,
     password,
     password_digest,
     password_algorithm,
     is_suspended,
     roles)
)

struct UserMember {
  std::string user{};
  std::optional<Texts> roles{};
};
BOOST_DESCRIBE_STRUCT(UserMember, (), (user, roles))

struct ApplicationMember {
  std::string application{};
  std::optional<Texts> roles{};
};
BOOST_DESCRIBE_STRUCT(ApplicationMember, (), (application, roles))

struct ConnectorItem {
  Text<1, 128> id{};
  Text<1, 128> connector_id{};
  std::optional<json::object> config{};
  std::optional<json::object> metadata{};
  std::optional<bool> sync_profile{};
  std::optional<bool> enable_token_storage{};
};
BOOST_DESCRIBE_STRUCT(
    ConnectorItem, (), (id, connector_id, config, metadata, sync_profile, enable_token_storage)
)

struct SsoConnectorItem {
  ItemId id{};
  Text<1, 128> connector_name{};
  Text<1, 128> provider_name{};
  std::optional<json::object> config{};
  std::optional<Texts> domains{};
  std::optional<json::object> branding{};
  std::optional<bool> sync_profile{};
  std::optional<bool> enable_token_storage{};
  std::optional<bool> trusts_mfa{};
};
BOOST_DESCRIBE_STRUCT(
    SsoConnectorItem,
    (),
    (id,
     connector_name,
     provider_name,
     config,
     domains,
     branding,
     sync_profile,
     enable_token_storage,
     trusts_mfa)
)

struct OrganizationItem {
  ItemId id{};
  Text<1, 128> name{};
  ShortDescription description{};
  std::optional<json::object> custom_data{};
  std::optional<bool> is_mfa_required{};
  std::optional<json::object> branding{};
  std::optional<json::object> color{};
  MaybeText custom_css{};
  std::optional<std::vector<UserMember>> members{};
  std::optional<std::vector<ApplicationMember>> applications{};
  std::optional<Texts> jit_email_domains{};
  std::optional<Texts> jit_roles{};
  std::optional<Texts> jit_sso_connectors{};
};
BOOST_DESCRIBE_STRUCT(
    OrganizationItem,
    (),
    (id,
     name,
     description,
     custom_data,
     is_mfa_required,
     branding,
     color,
     custom_css,
     members,
     applications,
     jit_email_domains,
     jit_roles,
     jit_sso_connectors)
)

struct WebhookConfig {
  std::string url{};
  std::optional<std::map<std::string, std::string>> headers{};
  std::optional<Integer<>> retries{};
};
BOOST_DESCRIBE_STRUCT(WebhookConfig, (), (url, headers, retries))

struct WebhookItem {
  Text<1, 256> name{};
  Texts events{};
  WebhookConfig config{};
  std::optional<bool> enabled{};
  std::optional<Text<32>> signing_key{};
};
BOOST_DESCRIBE_STRUCT(WebhookItem, (), (name, events, config, enabled, signing_key))

}  // namespace

const std::vector<Section>& sections() {
  static const std::vector<Section> list{
      {.name = "resources",
       .noun = "resource",
       .path = "/resources",
       .keys = {"indicator"},
       .names = {"indicator"},
       .at_creation = {"indicator"},
       .links = {"scopes", "isDefault"},
       .shape = shape_of<std::vector<ResourceItem>>()},
      {.name = "roles",
       .noun = "role",
       .path = "/roles",
       .keys = {"name"},
       .names = {"name"},
       .at_creation = {"type"},
       .links = {"scopes"},
       .shape = shape_of<std::vector<RoleItem>>()},
      {.name = "organizationScopes",
       .noun = "organization scope",
       .path = "/organization-scopes",
       .keys = {"name"},
       .names = {"name"},
       .shape = shape_of<std::vector<OrganizationScopeItem>>()},
      {.name = "organizationRoles",
       .noun = "organization role",
       .path = "/organization-roles",
       .keys = {"name"},
       .names = {"name"},
       .at_creation = {"type"},
       .links = {"scopes", "resourceScopes"},
       .shape = shape_of<std::vector<OrganizationRoleItem>>()},
      {.name = "applications",
       .noun = "application",
       .path = "/applications",
       .keys = {"id", "name"},
       .names = {"name", "id"},
       .at_creation = {"id", "type", "isThirdParty"},
       .links = {"secrets", "roles", "userConsentScopes"},
       .shape = shape_of<std::vector<ApplicationItem>>()},
      {.name = "users",
       .noun = "user",
       .path = "/users",
       .keys = {"id", "username", "primaryEmail", "primaryPhone"},
       .names = {"username", "primaryEmail", "primaryPhone", "id"},
       .at_creation = {"id", "password", "passwordDigest", "passwordAlgorithm"},
       .links = {"roles", "isSuspended"},
       .shape = shape_of<std::vector<UserItem>>()},
      {.name = "connectors",
       .noun = "connector",
       .path = "/connectors",
       .keys = {"id"},
       .at_creation = {"id", "connectorId"},
       .shape = shape_of<std::vector<ConnectorItem>>()},
      {.name = "ssoConnectors",
       .noun = "enterprise connector",
       .path = "/sso-connectors",
       .keys = {"id", "connectorName"},
       .names = {"connectorName", "id"},
       .at_creation = {"id", "providerName"},
       .shape = shape_of<std::vector<SsoConnectorItem>>()},
      {.name = "organizations",
       .noun = "organization",
       .path = "/organizations",
       .keys = {"id", "name"},
       .at_creation = {"id"},
       .links = {"members", "applications", "jitEmailDomains", "jitRoles", "jitSsoConnectors"},
       .shape = shape_of<std::vector<OrganizationItem>>()},
      {.name = "webhooks",
       .noun = "webhook",
       .path = "/hooks",
       .keys = {"name"},
       .at_creation = {"signingKey"},
       .shape = shape_of<std::vector<WebhookItem>>()},
  };
  return list;
}

const Section* find_section(std::string_view name) {
  const auto found = std::find_if(sections().begin(), sections().end(), [&](const Section& one) {
    return one.name == name;
  });
  return found == sections().end() ? nullptr : &*found;
}

}  // namespace daemun::app
