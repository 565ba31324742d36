#include "daemun/auth/web/core.h"

#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/session/memory_store.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::auth {

namespace {

void require(bool is_right, const std::string& complaint) {
  if (!is_right) throw std::invalid_argument(complaint);
}

std::string read_origin(const std::string& url) {
  const auto uri = parse_uri(url);
  require(uri && is_http_scheme(*uri), "Auth needs `url`, as \"https://app.example\"");
  require(uri->userinfo.empty(), "Auth's `url` has a user in it");
  require(
      uri->path == "/" && !uri->has_query && !uri->has_fragment,
      "Auth's `url` ends after the host: the path goes into `base_path`"
  );
  return to_origin(*uri);
}

bool is_path_segment(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

ClientAuthentication authentication_of(const AuthProvider& provider, std::string_view method) {
  if (provider.authentication) return *provider.authentication;
  if (provider.client_secret.empty()) return PublicClient();
  if (method == "client_secret_post") return ClientSecretPost{.secret = provider.client_secret};
  return ClientSecretBasic{.secret = provider.client_secret};
}

ProviderSettings to_provider_settings(const AuthProvider& provider) {
  const std::string of = "the provider \"" + provider.id + "\"";
  require(is_path_segment(provider.id), of + " needs an id of letters, digits, '-' and '_'");
  require(!provider.client_id.empty(), of + " needs a client_id");
  const ProviderPreset& preset = choose_provider_preset(provider.id);
  const bool has_discovery = !preset.issuer.empty();
  require(has_discovery != provider.issuer.empty(), of + " needs its issuer, where it has one");

  Client client{
      .client_id = provider.client_id,
      .authentication = authentication_of(provider, preset.authentication),
  };
  ProviderSettings made = make_provider_settings(
      preset, provider.issuer, std::move(client), transport_of(provider.issuer)
  );
  made.id = provider.id;
  made.name = provider.name;
  if (made.name.empty()) made.name = preset.name.empty() ? provider.id : std::string(preset.name);
  return made;
}

AuthorizationParameters to_parameters(const AuthProvider& provider, std::string redirect_uri) {
  const AuthorizationSettings& given = provider.authorization;
  AuthorizationParameters parameters;
  parameters.redirect_uri = std::move(redirect_uri);
  parameters.scopes = split_words(given.scope);
  if (parameters.scopes.empty()) {
    parameters.scopes = choose_provider_preset(provider.id).scopes;
  }
  parameters.resources = given.resource;
  parameters.prompt = split_words(given.prompt);
  parameters.max_age = given.max_age;
  parameters.extra = given.extra;
  return parameters;
}

}  // namespace

AuthCore::AuthCore(AuthSettings given, AuthParts from_outside)
    : settings(std::move(given)),
      parts(complete(std::move(from_outside))),
      origin(read_origin(settings.url)),
      scheme(origin.starts_with("https:") ? Scheme::https : Scheme::http),
      keyring(std::make_shared<Keyring>(settings.secrets)),
      keeper(settings.session, keyring, scheme, *parts.random),
      memory(settings.session.store ? settings.session.store : std::make_shared<MemoryStore>()),
      refreshes(*parts.clock) {
  require(
      settings.base_path.starts_with('/') && !settings.base_path.ends_with('/'),
      "Auth's `base_path` begins with a slash and does not end with one"
  );
  for (const AuthProvider& provider : settings.providers) {
    require(find_provider(provider.id) == nullptr, "two providers are called " + provider.id);
    ProviderSettings made = to_provider_settings(provider);
    const std::string redirect_uri = origin + path("/callback/") + provider.id;
    providers_.push_back(std::unique_ptr<ConfiguredProvider>(new ConfiguredProvider{
        .settings = provider,
        .name = made.name,
        .redirect_uri = redirect_uri,
        .authorization = to_parameters(provider, redirect_uri),
        .connection = ProviderConnection(made, *parts.http, *parts.clock, *parts.random),
    }));
  }
  require(!providers_.empty(), "Auth needs a provider");
}

ConfiguredProvider* AuthCore::find_provider(std::string_view id) const {
  const auto found =
      std::ranges::find_if(providers_, [&](const auto& entry) { return entry->settings.id == id; });
  return found == providers_.end() ? nullptr : found->get();
}

void AuthCore::report(std::string_view where, const AuthError& error) const {
  if (settings.events.error) settings.events.error(where, error);
}

}  // namespace daemun::auth
