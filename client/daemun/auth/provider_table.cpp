#include "daemun/auth/provider_table.h"

#include <array>
#include <utility>

namespace daemun::auth {

namespace {

std::array<ProviderPreset, 11> make_presets() {
  return {{
      {
          .id = "daemun",
          .name = "Daemun",
          .issuer = "https://{host}/oidc",
          .scopes = {"openid", "profile", "email"},
      },
      {
          .id = "logto",
          .name = "Logto",
          .issuer = "https://{host}/oidc",
          .scopes = {"openid", "profile", "email"},
      },
      {
          .id = "google",
          .name = "Google",
          .issuer = "https://accounts.google.com",
          .scopes = {"openid", "profile", "email"},
          // Its access tokens are opaque. A refresh token comes only when asked for in its own way,
          // and the second time only with consent.
          .quirks = {.authorization_parameters = {{"access_type", "offline"}}},
      },
      {
          .id = "microsoft",
          .name = "Microsoft",
          .issuer = "https://login.microsoftonline.com/{tenant}/v2.0",
          .scopes = {"openid", "profile", "email"},
          // For "common" and "organizations" the issuer differs by tenant; with a tenant's own id
          // as {tenant} it is exact.
          .quirks =
              {.issuer_rule = IssuerRule::entra_tenant,
               .access_token_typing = jose::Typing::optional,
               .client_id_claim = "azp"},
      },
      {
          .id = "github",
          .name = "GitHub",
          .issuer = "",
          .scopes = {"read:user", "user:email"},
          .authentication = "client_secret_post",
          .quirks = {.subject_member = "id"},
          .metadata =
              {.issuer = "https://github.com",
               .authorization_endpoint = "https://github.com/login/oauth/authorize",
               .token_endpoint = "https://github.com/login/oauth/access_token",
               .userinfo_endpoint = "https://api.github.com/user",
               .device_authorization_endpoint = "https://github.com/login/device/code"},
      },
      {
          .id = "apple",
          .name = "Apple",
          .issuer = "https://appleid.apple.com",
          .scopes = {"openid", "name", "email"},
          // The secret is AppleClientSecret. Name and email are given with form_post only, the name
          // in the first callback's "user" field and never again; there is no userinfo.
          .authentication = "client_secret_post",
          .quirks = {.response_mode = ResponseMode::form_post},
      },
      {
          .id = "keycloak",
          .name = "Keycloak",
          .issuer = "https://{host}/realms/{realm}",
          .scopes = {"openid", "profile", "email"},
          .quirks = {.access_token_typing = jose::Typing::optional, .client_id_claim = "azp"},
      },
      {
          .id = "auth0",
          .name = "Auth0",
          // With the slash.
          .issuer = "https://{host}/",
          .scopes = {"openid", "profile", "email"},
          .quirks =
              {.resource_parameter = "audience",
               .access_token_typing = jose::Typing::optional,
               .client_id_claim = "azp"},
      },
      {
          .id = "okta",
          .name = "Okta",
          // Or "https://{host}/oauth2/default", whose access tokens an app may read.
          .issuer = "https://{host}",
          .scopes = {"openid", "profile", "email"},
          .quirks = {.access_token_typing = jose::Typing::optional, .client_id_claim = "cid"},
      },
      {
          .id = "gitlab",
          .name = "GitLab",
          .issuer = "https://{host}",
          .scopes = {"openid", "profile", "email"},
      },
      {
          .id = "discord",
          .name = "Discord",
          // It publishes a discovery document, but documents OAuth 2.0 only.
          .issuer = "",
          .scopes = {"identify", "email"},
          .quirks = {.subject_member = "id"},
          .metadata =
              {.issuer = "https://discord.com",
               .authorization_endpoint = "https://discord.com/oauth2/authorize",
               .token_endpoint = "https://discord.com/api/oauth2/token",
               .userinfo_endpoint = "https://discord.com/api/users/@me",
               .revocation_endpoint = "https://discord.com/api/oauth2/token/revoke"},
      },
  }};
}

const std::array<ProviderPreset, 11>& table() {
  static const auto presets = make_presets();
  return presets;
}

}  // namespace

std::span<const ProviderPreset> provider_presets() {
  return table();
}

const ProviderPreset* find_provider_preset(std::string_view id) {
  for (const ProviderPreset& preset : table()) {
    if (preset.id == id) return &preset;
  }
  return nullptr;
}

const ProviderPreset& choose_provider_preset(std::string_view id) {
  static const ProviderPreset standard{
      .id = "",
      .name = "",
      .issuer = "https://{host}",
      .scopes = {"openid", "profile", "email"},
  };
  const ProviderPreset* preset = find_provider_preset(id);
  return preset != nullptr ? *preset : standard;
}

DiscoveryRules make_discovery_rules(
    const ProviderPreset& preset, const std::string& issuer, Transport transport
) {
  return {.issuer = issuer, .issuer_rule = preset.quirks.issuer_rule, .transport = transport};
}

Provider make_provider(const ProviderPreset& preset, ProviderMetadata metadata) {
  return {
      .id = std::string(preset.id),
      .metadata = std::move(metadata),
      .quirks = preset.quirks,
  };
}

}  // namespace daemun::auth
