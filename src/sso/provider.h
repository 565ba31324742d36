// The kinds of identity providers that enterprise connectors are for, as Logto has them.
#ifndef DAEMUN_SSO_PROVIDER_H
#define DAEMUN_SSO_PROVIDER_H

#include <span>
#include <string>
#include <string_view>

namespace daemun::sso {

enum class Type { oidc, saml };

std::string_view to_string(Type type);

struct Phrase {
  std::string_view en;
  std::string_view ko;
};

struct Provider {
  std::string_view name;  // "AzureAdOidc": `providerName` of a connector
  Type type = Type::oidc;
  Phrase title{};  // "Microsoft Entra ID (OIDC)"
  Phrase description{};
  // Whether it is for any provider of its type.
  bool is_standard = false;
  std::string_view color{};
};

// In Logto's order.
std::span<const Provider> providers();
// Null for an unknown name.
const Provider* find_provider(std::string_view name);

// A data URI of an image.
std::string logo_of(const Provider& provider);

}  // namespace daemun::sso

#endif
