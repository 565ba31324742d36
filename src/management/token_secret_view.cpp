#include "management/token_secret_view.h"

#include <utility>
#include <variant>

namespace daemun::management {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

TokenSecretView to_view(const TokenSecret& secret, const TenantId& tenant) {
  TokenSecretView view{
      .tenant_id = tenant.value(),
      .id = secret.id.value(),
      .user_id = secret.user_id.value(),
      .type = std::string("federated_token_set"),
      .metadata =
          {.scope = unless_empty(secret.scope),
           .expires_at = {},
           .token_type = unless_empty(secret.token_type),
           .has_refresh_token = secret.has_refresh_token},
      .created_at = to_unix_ms(secret.created_at),
      .updated_at = to_unix_ms(secret.updated_at)};
  if (secret.expires_at) view.metadata.expires_at = to_unix_seconds(*secret.expires_at);
  return view;
}

}  // namespace

std::optional<SocialTokenSecret> find_social_tokens(
    const std::vector<TokenSecret>& secrets, const TenantId& tenant, std::string_view target
) {
  for (const auto& secret : secrets) {
    const auto* source = std::get_if<SocialTokenSource>(&secret.source);
    if (source == nullptr || source->target != target) continue;
    SocialTokenSecret view{to_view(secret, tenant)};
    view.connector_id = source->connector_id.value();
    view.identity_id = secret.identity_id;
    view.target = source->target;
    return view;
  }
  return std::nullopt;
}

std::optional<SsoTokenSecret> find_sso_tokens(
    const std::vector<TokenSecret>& secrets, const TenantId& tenant, const SsoConnectorId& connector
) {
  for (const auto& secret : secrets) {
    const auto* source = std::get_if<SsoTokenSource>(&secret.source);
    if (source == nullptr || source->connector_id != connector) continue;
    SsoTokenSecret view{to_view(secret, tenant)};
    view.sso_connector_id = source->connector_id.value();
    view.issuer = source->issuer;
    view.identity_id = secret.identity_id;
    return view;
  }
  return std::nullopt;
}

}  // namespace daemun::management
