// Well-known providers and how they differ from the standards. Everything here can be changed in
// the Provider made from it.
#ifndef DAEMUN_AUTH_PROVIDER_TABLE_H
#define DAEMUN_AUTH_PROVIDER_TABLE_H

#include "daemun/auth/discovery.h"
#include "daemun/auth/provider.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

struct ProviderPreset {
  std::string_view id;
  // Shown on the sign-in button.
  std::string_view name;
  // With "{host}", "{realm}" or "{tenant}" as placeholders. Empty: the provider has no discovery,
  // and `metadata` describes it.
  std::string_view issuer;
  std::vector<std::string> scopes{};
  // How a client with a secret authenticates at the token endpoint.
  std::string_view authentication = "client_secret_basic";
  Quirks quirks{};
  ProviderMetadata metadata{};
};

// In the order of the documentation.
std::span<const ProviderPreset> provider_presets();

// Null when there is none.
const ProviderPreset* find_provider_preset(std::string_view id);

// The preset, or, for any other id, a provider that follows the standards: with discovery, the
// scopes openid, profile and email, and no id or name.
const ProviderPreset& choose_provider_preset(std::string_view id);

// The rules to discover such a provider at `issuer` with.
DiscoveryRules make_discovery_rules(
    const ProviderPreset& preset, const std::string& issuer, Transport transport
);

// `metadata` is what discovery brought; the preset's own for a provider without.
Provider make_provider(const ProviderPreset& preset, ProviderMetadata metadata);

}  // namespace daemun::auth

#endif
