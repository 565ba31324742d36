// A provider for tests: its document, its key and tokens signed with it.
#ifndef DAEMUN_AUTH_TEST_PROVIDER_H
#define DAEMUN_AUTH_TEST_PROVIDER_H

#include "base/json.h"
#include "daemun/auth/authorization.h"
#include "daemun/auth/callback.h"
#include "daemun/auth/client.h"
#include "jose/jwt.h"

#include <string>
#include <string_view>
#include <utility>

namespace daemun::auth::test {

inline const TimePoint now = from_unix_seconds(1'800'000'000);
inline const std::string issuer = "https://id.example/oidc";

inline Provider a_provider() {
  return {
      .id = "logto",
      .metadata =
          {.issuer = issuer,
           .authorization_endpoint = issuer + "/auth",
           .token_endpoint = issuer + "/token",
           .userinfo_endpoint = issuer + "/me",
           .jwks_uri = issuer + "/jwks",
           .end_session_endpoint = issuer + "/session/end",
           .revocation_endpoint = issuer + "/token/revocation",
           .introspection_endpoint = issuer + "/token/introspection",
           .device_authorization_endpoint = issuer + "/device/auth",
           .pushed_authorization_request_endpoint = issuer + "/request",
           .id_token_algorithms = {crypto::SignatureAlgorithm::es256},
           .sends_issuer = true},
  };
}

inline Registration a_registration(ClientAuthentication authentication = PublicClient()) {
  return {
      .provider = a_provider(),
      .client = {.client_id = "app", .authentication = std::move(authentication)}};
}

inline PendingAuthorization a_pending() {
  return {
      .provider_id = "logto",
      .issuer = issuer,
      .client_id = "app",
      .redirect_uri = "https://app.example/api/auth/callback/logto",
      .state = "the-state",
      .nonce = "the-nonce",
      .code_verifier = Secret("the-verifier"),
      .scopes = {"openid", "profile"},
      .return_to = "/claims",
      .created_at = now};
}

inline ReceivedCode a_code() {
  return {.code = Secret("the-code"), .pending = a_pending()};
}

// Null takes the member away.
inline json::object with(json::object base, const json::object& changes) {
  for (const auto& change : changes) {
    if (change.value().is_null()) {
      base.erase(change.key());
    } else {
      base[change.key()] = change.value();
    }
  }
  return base;
}

struct Signer {
  crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  jose::KeySet keys{
      {{.kid = "k", .alg = crypto::SignatureAlgorithm::es256, .key = key.public_key()}}};

  std::string sign(const json::object& claims, std::string_view typ = "") const {
    return jose::sign_jwt(key, "k", typ, json::serialize(claims));
  }
};

inline const Signer& a_signer() {
  static const Signer signer;
  return signer;
}

inline json::object id_token_claims(const json::object& changes = {}) {
  return with(
      {{"iss", issuer},
       {"sub", "user"},
       {"aud", "app"},
       {"iat", 1'799'999'990},
       {"exp", 1'800'003'600},
       {"nonce", "the-nonce"}},
      changes
  );
}

// "accepted" or the error's name, so that a truth table is one line a row.
template <typename T>
std::string outcome(const Result<T, AuthError>& result) {
  if (result) return "accepted";
  const AuthError& error = result.error();
  std::string name(to_string(error.code));
  if (error.jose_error) name = jose::to_string(*error.jose_error);
  return error.oauth_error.empty() ? name : name + ' ' + error.oauth_error;
}

}  // namespace daemun::auth::test

#endif
