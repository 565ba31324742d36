#include "daemun/auth/client.h"

#include "base/encoding.h"
#include "base/json.h"
#include "daemun/auth/answer.h"
#include "jose/jwt.h"

#include <cstdint>
#include <string_view>
#include <utility>

namespace daemun::auth {

namespace {

constexpr std::string_view jwt_bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

// RFC 7523 3: iss and sub are the client, aud the server, jti once.
std::string make_assertion(
    const PrivateKeyJwt& method, const Registration& registration, const Surroundings& surroundings
) {
  const std::int64_t now = to_unix_seconds(surroundings.now);
  const std::string& client_id = registration.client.client_id;
  const std::string& issuer = registration.provider.metadata.issuer;
  JsonWriter claims;
  claims.add("iss", client_id)
      .add("sub", client_id)
      .add("aud", method.audience.empty() ? issuer : method.audience)
      .add("jti", crypto::random_token(surroundings.random))
      .add("iat", now)
      .add("exp", now + method.lifetime.count());
  return jose::sign_jwt(method.key, method.kid, "JWT", std::move(claims).take());
}

std::string make_apple_secret(
    const AppleClientSecret& method, const Registration& registration, TimePoint now
) {
  const std::int64_t issued = to_unix_seconds(now);
  JsonWriter claims;
  claims.add("iss", method.team_id)
      .add("sub", registration.client.client_id)
      .add("aud", registration.provider.metadata.issuer)
      .add("iat", issued)
      .add("exp", issued + method.lifetime.count());
  return jose::sign_jwt(method.key, method.kid, "", std::move(claims).take());
}

// Adds what the client's method puts into the form.
struct FormProof {
  Form& form;
  const Registration& registration;
  const Surroundings& surroundings;

  const std::string& client_id() const { return registration.client.client_id; }

  void operator()(const PublicClient&) const { form.add("client_id", client_id()); }
  void operator()(const ClientSecretBasic&) const {}
  void operator()(const ClientSecretPost& method) const {
    form.add("client_id", client_id());
    form.add("client_secret", method.secret.reveal());
  }
  void operator()(const PrivateKeyJwt& method) const {
    form.add("client_id", client_id());
    form.add("client_assertion_type", std::string(jwt_bearer));
    form.add("client_assertion", make_assertion(method, registration, surroundings));
  }
  void operator()(const AppleClientSecret& method) const {
    form.add("client_id", client_id());
    form.add("client_secret", make_apple_secret(method, registration, surroundings.now));
  }
};

}  // namespace

Request make_authenticated_request(
    const std::string& url,
    Form form,
    const Registration& registration,
    const Surroundings& surroundings
) {
  const Client& client = registration.client;
  std::visit(FormProof{form, registration, surroundings}, client.authentication);
  Request request = make_form_request(url, form);
  if (const auto* basic = std::get_if<ClientSecretBasic>(&client.authentication)) {
    const std::string pair =
        to_form_encoded(client.client_id) + ':' + to_form_encoded(basic->secret.reveal());
    request.headers.push_back({"Authorization", "Basic " + to_base64(pair)});
  }
  return request;
}

}  // namespace daemun::auth
