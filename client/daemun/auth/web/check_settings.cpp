#include "daemun/auth/web/check_settings.h"

#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/discovery.h"
#include "daemun/auth/web/guard.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <string_view>
#include <variant>

namespace daemun::auth {

namespace {

constexpr Seconds ten_years{std::int64_t{10} * 366 * 24 * 3600};
// Apple: at most six months.
constexpr Seconds max_apple_lifetime{15'777'000};
constexpr std::size_t min_cookie_bytes = 2'048;
constexpr std::size_t max_cookie_bytes = 16'384;

bool is_path_segment(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

// A path of this app, as a browser reads it.
bool is_local_path(std::string_view path) {
  if (!path.starts_with('/') || path.find('\\') != std::string_view::npos) return false;
  if (path.find("//") != std::string_view::npos) return false;
  return parse_uri("https://app.example" + std::string(path)).has_value();
}

struct Time {
  const char* name;
  Milliseconds value;
  Milliseconds least;
};

void check_times(const AuthSettings& settings) {
  const SessionLifetime& lifetime = settings.session.lifetime;
  const std::array<Time, 5> times{{
      {"session.lifetime.idle", lifetime.idle, Seconds(1)},
      {"session.lifetime.absolute", lifetime.absolute, Seconds(1)},
      {"session.lifetime.renewal", lifetime.renewal, Seconds(0)},
      {"refresh_ahead", settings.refresh_ahead, Seconds(0)},
      {"lease_poll", settings.lease_poll, Milliseconds(1)},
  }};
  for (const Time& time : times) {
    require(time.value >= time.least, "Auth's `" + std::string(time.name) + "` is too short");
    require(time.value <= ten_years, "Auth's `" + std::string(time.name) + "` is over ten years");
  }
}

void check_pages(const Pages& pages) {
  for (const std::string* page : {&pages.sign_in, &pages.sign_out, &pages.error}) {
    require(
        page->empty() || is_local_path(*page),
        "Auth's `pages` are paths of this app, such as \"/login\""
    );
  }
}

// The fault in a client's proof; empty when there is none.
struct ProofFault {
  std::string operator()(const PublicClient&) const { return ""; }
  std::string operator()(const ClientSecretBasic& method) const { return of_secret(method.secret); }
  std::string operator()(const ClientSecretPost& method) const { return of_secret(method.secret); }
  std::string operator()(const PrivateKeyJwt& method) const { return of_lifetime(method.lifetime); }
  std::string operator()(const AppleClientSecret& method) const {
    if (method.kid.empty() || method.team_id.empty()) return "needs the key's kid and the team_id";
    if (method.key.algorithm() != crypto::SignatureAlgorithm::es256) return "needs a key for ES256";
    if (method.lifetime > max_apple_lifetime) return "has a client secret for over six months";
    return of_lifetime(method.lifetime);
  }

  static std::string of_secret(const Secret& secret) {
    return secret.empty() ? "has an empty client secret" : "";
  }
  static std::string of_lifetime(Seconds lifetime) {
    return lifetime <= Seconds(0) ? "signs with a lifetime that is not positive" : "";
  }
};

}  // namespace

void require(bool is_right, const std::string& complaint) {
  if (!is_right) throw std::invalid_argument(complaint);
}

void require_discoverable(const std::string& of, const DiscoveryRules& rules) {
  const auto request = make_discovery_request(rules);
  if (!request) require(false, of + " has an unusable issuer: " + request.error().description);
}

void require_workable(const AuthSettings& settings) {
  const std::string& base = settings.base_path;
  require(
      is_local_path(base) && !base.ends_with('/') && base.find_first_of("?#") == base.npos,
      "Auth's `base_path` begins with a slash, does not end with one, and has no query"
  );
  check_pages(settings.pages);
  check_times(settings);
  const SessionSettings& session = settings.session;
  require(
      is_token(session.cookie_name) && session.cookie_name.size() <= 64,
      "Auth's `session.cookie_name` is up to 64 letters, digits, dots, hyphens and underscores"
  );
  require(
      session.max_cookie_bytes >= min_cookie_bytes && session.max_cookie_bytes <= max_cookie_bytes,
      "Auth's `session.max_cookie_bytes` is from 2,048 to 16,384"
  );
  require(!settings.providers.empty(), "Auth needs a provider");
  std::set<std::string_view> ids;
  for (const AuthProvider& provider : settings.providers)
    require(ids.insert(provider.id).second, "two providers are called " + provider.id);
}

void require_workable(const AuthProvider& provider, const ProviderSettings& made) {
  const std::string of = "the provider \"" + provider.id + "\"";
  const ProviderPreset& preset = choose_provider_preset(provider.id);
  require(is_path_segment(provider.id), of + " needs an id of letters, digits, '-' and '_'");
  require(!provider.client_id.empty(), of + " needs a client_id");
  require(static_cast<bool>(provider.profile), of + " needs a profile function");
  if (preset.issuer.empty()) {
    require(provider.issuer.empty(), of + " has no discovery: leave `issuer` empty");
  } else {
    require(!provider.issuer.empty(), of + " needs its issuer");
    require_discoverable(of, made.discovery);
  }
  const ClientAuthentication& proof = made.client.authentication;
  // GitHub and Apple know no public clients.
  require(
      preset.authentication != "client_secret_post" || !std::holds_alternative<PublicClient>(proof),
      of + " needs a client_secret or `authentication`"
  );
  const std::string fault = std::visit(ProofFault(), proof);
  require(fault.empty(), of + " " + fault);
  const std::string& home = provider.post_logout_redirect_uri;
  require(
      home.empty() || parse_uri(home).has_value(),
      of + " has a post_logout_redirect_uri that is not an absolute URI"
  );
}

void require_workable(const AuthProvider& provider, const AuthorizationParameters& parameters) {
  const std::string of = "the provider \"" + provider.id + "\": ";
  const auto checked = check_authorization(parameters);
  if (!checked) require(false, of + checked.error().description);
  if (provider.issuer.empty()) return;
  for (const std::string& scope : parameters.scopes)
    require(scope.find(',') == scope.npos, of + "scopes have spaces between them, not commas");
  require(contains(parameters.scopes, "openid"), of + "the scope needs \"openid\"");
}

void require_workable(const GuardSettings& settings, const Client& client) {
  require(
      !settings.audience.empty() || settings.organization_tokens == OrganizationTokens::accepted,
      "Guard needs the API's audience"
  );
  // Without, each such token would be "cannot be checked now", for ever.
  require(
      settings.format == TokenFormat::jwt || !client.client_id.empty(),
      "Guard needs a client to ask the provider about opaque tokens"
  );
  for (const std::string& scope : settings.scopes)
    require(split_words(scope).size() == 1, "Guard's `scopes` are a list of single words");
  for (const Seconds time :
       {settings.leeway,
        settings.max_jwt_age,
        settings.max_introspection_age,
        settings.max_refusal_age,
        settings.retry_after}) {
    require(time >= Seconds(0), "Guard has a negative time");
  }
}

}  // namespace daemun::auth
