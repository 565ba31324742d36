// The identity of the caller: the client's proof at the token, introspection, revocation and PAR
// endpoints (RFC 6749 2.3, OpenID Connect Core 9).
#ifndef DAEMUN_OIDC_CLIENT_AUTHENTICATION_H
#define DAEMUN_OIDC_CLIENT_AUTHENTICATION_H

#include "base/result.h"
#include "base/secret.h"
#include "http/form.h"
#include "http/request.h"
#include "oidc/client.h"
#include "oidc/oauth_error.h"

#include <optional>
#include <string>

namespace daemun::oidc {

struct PresentedCredentials {
  ApplicationId client_id;
  std::optional<Secret> secret;
};

// Errors: invalid_request when there are none, two mechanisms, or two client ids that differ.
Result<PresentedCredentials, OAuthError> parse_client_credentials(
    const http::Request& request, const http::Form& form
);

// A client that has proved what its type demands. Only decide_client_authentication makes one, so
// whoever holds it need not ask again.
class AuthenticatedClient {
 public:
  const Application& operator*() const { return *client_; }
  const Application* operator->() const { return client_.get(); }
  const ClientPtr& pointer() const { return client_; }

  // Of the secret that it came with; none for public clients.
  const std::optional<std::string>& secret_name() const { return secret_name_; }

 private:
  explicit AuthenticatedClient(
      ClientPtr client, std::optional<std::string> secret_name = std::nullopt
  )
      : client_(std::move(client)), secret_name_(std::move(secret_name)) {}
  friend Result<AuthenticatedClient, OAuthError> decide_client_authentication(
      const PresentedCredentials& credentials, ClientPtr client, TimePoint now
  );

  ClientPtr client_;
  std::optional<std::string> secret_name_;
};

// `client` is the application of the presented id, null when there is none.
// Errors: invalid_client (400 for an unknown id, else 401), invalid_request for an expired secret.
Result<AuthenticatedClient, OAuthError> decide_client_authentication(
    const PresentedCredentials& credentials, ClientPtr client, TimePoint now
);

// The client's CORS rule: a request without Origin, from this server's own pages, or from an origin
// of the client. Errors: invalid_request.
Result<void, OAuthError> check_origin(
    const Dependencies& dependencies, const Application& client, const http::Request& request
);

// The three steps of every endpoint that clients call: parse, load, decide; and the client's CORS
// rule (error invalid_request for a foreign origin). Request and form are read before the first
// wait.
Task<Result<AuthenticatedClient, OAuthError>> authenticate_client(
    const Dependencies& dependencies, const http::Request& request, const http::Form& form
);

// The answer to a refused client call: the error, with the WWW-Authenticate challenge where an
// Authorization header was sent and failed, and the CORS headers that the origin may see.
http::Response client_error_response(
    const Dependencies& dependencies, const OAuthError& error, const http::Request& request
);
// Adds the CORS headers to an answer that a client may read from a browser.
void add_cors_headers(http::Response& response, const http::Request& request);

}  // namespace daemun::oidc

#endif
