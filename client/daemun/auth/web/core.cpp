#include "daemun/auth/web/core.h"

#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/session/memory_store.h"
#include "daemun/auth/web/check_settings.h"

#include <algorithm>
#include <utility>

namespace daemun::auth {

namespace {

AuthSettings checked(AuthSettings settings) {
  require_workable(settings);
  return settings;
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

ClientAuthentication authentication_of(const AuthProvider& provider, std::string_view method) {
  if (provider.authentication) return *provider.authentication;
  if (provider.client_secret.empty()) return PublicClient();
  if (method == "client_secret_post") return ClientSecretPost{.secret = provider.client_secret};
  return ClientSecretBasic{.secret = provider.client_secret};
}

ProviderSettings to_provider_settings(const AuthProvider& provider) {
  const ProviderPreset& preset = choose_provider_preset(provider.id);
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
    : settings(checked(std::move(given))),
      parts(complete(std::move(from_outside))),
      origin(read_origin(settings.url)),
      scheme(origin.starts_with("https:") ? Scheme::https : Scheme::http),
      keyring(std::make_shared<Keyring>(settings.secrets)),
      keeper(settings.session, keyring, scheme, *parts.random),
      memory(settings.session.store ? settings.session.store : std::make_shared<MemoryStore>()),
      refreshes(*parts.clock) {
  for (const AuthProvider& provider : settings.providers) {
    ProviderSettings made = to_provider_settings(provider);
    require_workable(provider, made);
    const std::string redirect_uri = origin + path("/callback/") + provider.id;
    AuthorizationParameters parameters = to_parameters(provider, redirect_uri);
    require_workable(provider, parameters);
    providers_.push_back(std::unique_ptr<ConfiguredProvider>(new ConfiguredProvider{
        .settings = provider,
        .name = made.name,
        .redirect_uri = redirect_uri,
        .authorization = std::move(parameters),
        .connection = ProviderConnection(made, *parts.http, *parts.clock, *parts.random),
    }));
  }
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
