// What the files of the services are made of: how a service is spoken with, as data, and how its
// answers are read, as one function.
#ifndef DAEMUN_CONNECTORS_SOCIAL_SERVICE_H
#define DAEMUN_CONNECTORS_SOCIAL_SERVICE_H

#include "base/clock.h"
#include "base/form.h"
#include "base/json.h"
#include "base/result.h"
#include "connectors/connector_error.h"
#include "connectors/social/social.h"
#include "daemun/auth/callback.h"
#include "daemun/auth/client.h"
#include "daemun/auth/provider.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daemun::connectors {

enum class TokenRequestKind { post, query };
enum class TokenAnswerKind { json, query_string };
// What of an authorization request ties the code to it, beside `state`.
enum class CodeBinding { state_only, pkce };
// Whence the ID token comes. From the callback it needs no code: nothing is asked of the service
// but its keys (OpenID Connect Core 3.3).
enum class IdTokenSource { token_endpoint, callback };

// What the browser is sent to: a page, with the fields of RFC 6749 4.1.1; or an address that the
// app around the page answers, with the client's id and the state.
enum class AuthorizationKind { page, app };

enum class HmacAlgorithm { hs256, hs384, hs512 };
struct SecretJwt {
  HmacAlgorithm algorithm = HmacAlgorithm::hs256;
  Secret secret{};
};

// Of one configuration. With a jwks_uri in its metadata the service sends ID tokens, and these are
// demanded and verified; with a userinfo endpoint the account is read there.
struct SocialService {
  auth::Registration registration{};
  AuthorizationKind authorization = AuthorizationKind::page;
  std::string client_id_parameter = "client_id";
  std::string code_field = "code";  // of the callback
  std::string fragment{};           // of the authorization request, with its '#'
  // Inside of the service's own app, whose User-Agent has this word in it: another address.
  std::string own_app{};
  std::string own_app_endpoint{};
  std::string scope{};                  // as it is sent; empty: none
  auth::Parameters parameters{};        // further ones of the authorization request
  auth::Parameters token_parameters{};  // and of the token request
  CodeBinding binding = CodeBinding::pkce;
  std::string response_type = "code";
  IdTokenSource id_token_source = IdTokenSource::token_endpoint;
  TokenRequestKind token_request = TokenRequestKind::post;
  TokenAnswerKind token_answer = TokenAnswerKind::json;
  std::string user_method = "GET";
  std::vector<std::string> further_urls{};  // asked for like the user information
  int refused_status = 401;                 // of the user information: the access token is not good
  std::string id_claim = "sub";             // of the ID token: the id that the account must have
  std::optional<SecretJwt> secret_jwt{};    // how the client proves itself, with a public client
  std::string other_issuer{};               // that ID tokens may name as well
  bool takes_credential = false;            // an ID token that the service's script has in the page
  Seconds leeway{30};
  std::optional<Seconds> max_age{};
  // Of a service that does not speak OAuth 2: what is around the JSON of its answers, and how many
  // of them are needed. Of others an empty object is kept when they fail.
  std::string_view (*unwrap)(std::string_view body) = nullptr;
  std::size_t needed_answers = 8;

  bool has_id_token() const { return !registration.provider.metadata.jwks_uri.empty(); }
};

// Everything that a service has answered.
struct SocialAnswers {
  const json::object& config;
  const json::object& id_token;  // claims that have been verified; empty where there are none
  // Of the user information; of a callback with an ID token its field `user`, which is unsigned.
  const json::object& user;
  const std::vector<json::value>& further;
};

// Whether the tokens of a service are worth keeping, and whether it refreshes them.
enum class TokenUse { none, kept, refreshed };

// With a service that does not speak OAuth 2.
struct SocialTalk {
  const json::object& config;
  const auth::ReceivedCode& code;
  const std::vector<json::object>& answers;
  TimePoint now;
};

using SocialStep = std::variant<net::Request, SocialUser>;

// `saml`: nothing here speaks it, and nothing below is there but `check` (sso/social_saml.h).
enum class SocialProtocol { oauth, saml };

struct SocialProvider {
  std::string_view id;  // its data is data/<id>.json
  SocialService (*make)(const json::object& config);
  // An empty id: the answers do not say whose they are. Null where there is `next`.
  SocialUser (*read)(const SocialAnswers& answers);
  // More to check than the fields say; null: nothing. Returns the issues.
  json::array (*check)(const json::object& config) = nullptr;
  // Of a service that does not speak OAuth 2: the next request is made of all answers so far, and
  // the account of the last; null for all others.
  Result<SocialStep, ConnectorError> (*next)(const SocialTalk& talk) = nullptr;
  TokenUse token_use = TokenUse::none;
  // Of a service that is asked nothing; null for all others.
  Result<SocialUser, ConnectorError> (*answer)(const Form& fields) = nullptr;
  SocialProtocol protocol = SocialProtocol::oauth;
};

// A client that sends `clientId` and `clientSecret` in the body, at these endpoints.
SocialService make_service(const json::object& config, auth::ProviderMetadata metadata);
// The scope of the configuration, else the default.
std::string scope_of(const json::object& config, std::string_view fallback);
// With "openid" in it, which brings the ID token.
std::string with_openid(std::string scope);

// A member of an object, by a path with dots. A number is made a text. Empty when absent.
std::string text_at(const json::object& object, std::string_view path);
bool is_true_at(const json::object& object, std::string_view path);
// Nothing instead of an empty text.
std::optional<std::string> optional_at(const json::object& object, std::string_view path);
// The claims of OpenID Connect Core 5.1; the address only where the service has verified it.
SocialUser read_standard_claims(const json::object& claims);

// Issues of members that must be https URLs (http on the machine itself).
void check_endpoints(
    const json::object& config, const std::vector<std::string>& keys, json::array& issues
);
// Issues of a map of further parameters: all texts, and none that the protocol sets.
void check_custom(const json::object& config, std::string_view key, json::array& issues);
auth::Parameters custom_parameters(const json::object& config, std::string_view key);

}  // namespace daemun::connectors

#endif
