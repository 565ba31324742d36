#include "sso/provider.h"

#include "connectors/logo.h"

#include <algorithm>
#include <array>

namespace daemun::sso {
namespace {

constexpr std::array<Provider, 6> all_providers{{
    {.name = "OIDC",
     .type = Type::oidc,
     .title = {"OIDC", "OIDC"},
     .description =
         {"Any identity provider that speaks OpenID Connect.",
          "OpenID Connect를 지원하는 모든 ID 공급자예요."},
     .is_standard = true,
     .color = "#f76707"},
    {.name = "SAML",
     .type = Type::saml,
     .title = {"SAML", "SAML"},
     .description =
         {"Any identity provider that speaks SAML 2.0.", "SAML 2.0을 지원하는 모든 ID 공급자예요."},
     .is_standard = true,
     .color = "#c2255c"},
    {.name = "AzureAD",
     .type = Type::saml,
     .title = {"Microsoft Entra ID (SAML)", "Microsoft Entra ID (SAML)"},
     .description =
         {"The directory of organizations that use Microsoft 365 or Azure, by SAML.",
          "Microsoft 365나 Azure를 쓰는 조직의 디렉터리를 SAML로 연결해요."},
     .color = "#1971c2"},
    {.name = "AzureAdOidc",
     .type = Type::oidc,
     .title = {"Microsoft Entra ID (OIDC)", "Microsoft Entra ID (OIDC)"},
     .description =
         {"The directory of organizations that use Microsoft 365 or Azure, by OpenID Connect.",
          "Microsoft 365나 Azure를 쓰는 조직의 디렉터리를 OpenID Connect로 연결해요."},
     .color = "#1971c2"},
    {.name = "GoogleWorkspace",
     .type = Type::oidc,
     .title = {"Google Workspace", "Google Workspace"},
     .description =
         {"Accounts that an organization has at Google.", "조직에서 쓰는 Google 계정이에요."},
     .color = "#2f9e44"},
    {.name = "Okta",
     .type = Type::oidc,
     .title = {"Okta", "Okta"},
     .description =
         {"The directory of organizations that use Okta.", "Okta를 쓰는 조직의 디렉터리예요."},
     .color = "#364fc7"},
}};

}  // namespace

std::string_view to_string(Type type) {
  return type == Type::oidc ? "oidc" : "saml";
}

std::span<const Provider> providers() {
  return all_providers;
}

const Provider* find_provider(std::string_view name) {
  const auto found =
      std::find_if(all_providers.begin(), all_providers.end(), [&](const Provider& one) {
        return one.name == name;
      });
  return found == all_providers.end() ? nullptr : &*found;
}

std::string logo_of(const Provider& provider) {
  return connectors::make_logo(provider.title.en, provider.color);
}

}  // namespace daemun::sso
