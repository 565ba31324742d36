// A provider: what its discovery document says, and in what it differs from the specifications.
#ifndef DAEMUN_AUTH_PROVIDER_H
#define DAEMUN_AUTH_PROVIDER_H

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "crypto/signing_key.h"
#include "daemun/auth/error.h"
#include "jose/jwks.h"
#include "jose/verify.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::auth {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Whether plain http will do. Only for the machine itself, and only when the app says so.
enum class Transport { https_only, loopback_http_allowed };

// OpenID Connect Discovery 1.0 3, RFC 8414 2. An endpoint that the provider does not have is empty.
struct ProviderMetadata {
  std::string issuer{};
  std::string authorization_endpoint{};
  std::string token_endpoint{};
  std::string userinfo_endpoint{};
  std::string jwks_uri{};
  std::string end_session_endpoint{};
  std::string revocation_endpoint{};
  std::string introspection_endpoint{};
  std::string device_authorization_endpoint{};
  std::string pushed_authorization_request_endpoint{};
  // Those of them that this library knows; `none` and HMACs never are.
  std::vector<crypto::SignatureAlgorithm> id_token_algorithms{};
  std::vector<std::string> token_endpoint_auth_methods{};
  std::vector<std::string> scopes{};
  // RFC 9207 3: the authorization response has `iss`.
  bool sends_issuer = false;
  // RFC 9126 5
  bool requires_pushed_requests = false;
  // OpenID Connect Back-Channel Logout 1.0 2.1
  bool sends_logout_tokens = false;
};

enum class ResponseMode { query, form_post };

// entra_tenant: the issuer has "{tenantid}" in it, for which a token's `tid` stands. Users of
// different tenants must not be taken for one: their key is issuer and subject.
enum class IssuerRule { exact, entra_tenant };

// Where a provider has ways of its own, as data.
struct Quirks {
  IssuerRule issuer_rule = IssuerRule::exact;
  // The parameter that names an API. RFC 8707 says "resource".
  std::string resource_parameter = "resource";
  // Of the userinfo answer.
  std::string subject_member = "sub";
  // Whether access tokens name their type, as RFC 9068 2.1 demands.
  jose::Typing access_token_typing = jose::Typing::required;
  // Where RFC 9068 has "client_id".
  std::string client_id_claim = "client_id";
  ResponseMode response_mode = ResponseMode::query;
  // Sent with each authorization request unless the app sets them itself.
  Parameters authorization_parameters{};
};

struct Provider {
  // The app's word for it, part of the callback's path.
  std::string id{};
  ProviderMetadata metadata{};
  Quirks quirks{};
};

// Errors: bad_url (not absolute, with user information or fragment), insecure_url.
Result<void, AuthError> check_endpoint(std::string_view url, Transport transport);

// Verifies a token of this provider. The issuer is the provider's by its rule, whatever
// `expectations` has there. Errors: token_not_valid.
Result<jose::Claims, AuthError> verify_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Provider& provider,
    jose::Expectations expectations,
    TimePoint now
);

}  // namespace daemun::auth

#endif
