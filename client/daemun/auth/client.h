// The app as a client of a provider, and how it authenticates (RFC 6749 2.3).
#ifndef DAEMUN_AUTH_CLIENT_H
#define DAEMUN_AUTH_CLIENT_H

#include "base/clock.h"
#include "base/form.h"
#include "base/secret.h"
#include "crypto/random.h"
#include "crypto/signing_key.h"
#include "daemun/auth/http.h"
#include "daemun/auth/provider.h"

#include <string>
#include <variant>

namespace daemun::auth {

// `none`: a public client, which has no credentials.
struct PublicClient {};

// `client_secret_basic`: in the Authorization header, both halves form-encoded (RFC 6749 2.3.1).
struct ClientSecretBasic {
  Secret secret{};
};

// `client_secret_post`: in the body.
struct ClientSecretPost {
  Secret secret{};
};

// `private_key_jwt` (RFC 7523 2.2, OpenID Connect Core 9). The audience is the issuer, so that
// another provider cannot use the assertion here; some old providers want their token endpoint.
struct PrivateKeyJwt {
  crypto::PrivateKey key;
  std::string kid{};
  Seconds lifetime{60};
  std::string audience{};
};

// Sign in with Apple: a client_secret that is a token signed by the team's key.
struct AppleClientSecret {
  crypto::PrivateKey key;
  std::string kid{};
  std::string team_id{};
  Seconds lifetime{300};
};

using ClientAuthentication = std::
    variant<PublicClient, ClientSecretBasic, ClientSecretPost, PrivateKeyJwt, AppleClientSecret>;

struct Client {
  std::string client_id{};
  ClientAuthentication authentication{};
};

// This client at that provider.
struct Registration {
  Provider provider;
  Client client;
};

// Time and randomness for a request. The random generator is borrowed.
struct Surroundings {
  TimePoint now;
  crypto::Random& random;
};

// A POST of `form` to one of the provider's endpoints, with the client's credentials.
Request make_authenticated_request(
    const std::string& url,
    Form form,
    const Registration& registration,
    const Surroundings& surroundings
);

}  // namespace daemun::auth

#endif
