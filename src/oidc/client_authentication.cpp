#include "oidc/client_authentication.h"

#include "base/encoding.h"
#include "base/text.h"
#include "base/uri.h"
#include "crypto/digest.h"
#include "http/cors.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

OAuthError authentication_failed(std::string detail) {
  return OAuthError{
      .code = OAuthErrorCode::invalid_client,
      .description = "client authentication failed",
      .detail = std::move(detail),
  };
}

// Ids are shown again only when they look like ids: a description holds nothing else of the input.
std::string printable_id(const ApplicationId& id) {
  const auto& text = id.value();
  const bool plain = text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '_';
                     });
  return plain ? text : std::string("id");
}

// RFC 6749 2.3.1: id and secret are form-encoded before they are joined by ':'.
std::optional<PresentedCredentials> parse_basic(std::string_view header) {
  constexpr std::string_view scheme = "basic ";
  if (header.size() <= scheme.size() ||
      !equals_ignoring_ascii_case(header.substr(0, scheme.size()), scheme)) {
    return std::nullopt;
  }
  const auto decoded = parse_base64(trim(header.substr(scheme.size())));
  if (!decoded) return std::nullopt;
  const auto colon = decoded->find(':');
  if (colon == std::string::npos) return std::nullopt;
  auto id = parse_form_encoded(std::string_view(*decoded).substr(0, colon));
  auto secret = parse_form_encoded(std::string_view(*decoded).substr(colon + 1));
  if (!id || !secret || id->empty()) return std::nullopt;
  return PresentedCredentials{
      .client_id = ApplicationId(std::move(*id)), .secret = Secret(std::move(*secret))};
}

}  // namespace

Result<PresentedCredentials, OAuthError> parse_client_credentials(
    const http::Request& request, const http::Form& form
) {
  const auto body_id = form.find("client_id");
  const auto body_secret = form.find("client_secret");
  if (form.find("client_assertion") || form.find("client_assertion_type")) {
    return authentication_failed("client assertions are not registered for any application");
  }
  if (const auto header = request.header("authorization")) {
    auto basic = parse_basic(*header);
    if (!basic) return invalid_request("invalid authorization header value format");
    if (body_secret) {
      return invalid_request("client authentication must only be provided using one mechanism");
    }
    if (body_id && *body_id != basic->client_id.value()) {
      return invalid_request("client_id mismatch");
    }
    return std::move(*basic);
  }
  if (!body_id) return invalid_request("no client authentication mechanism provided");
  PresentedCredentials credentials{
      .client_id = ApplicationId(std::string(*body_id)), .secret = std::nullopt};
  if (body_secret) credentials.secret = Secret(std::string(*body_secret));
  return credentials;
}

Result<AuthenticatedClient, OAuthError> decide_client_authentication(
    const PresentedCredentials& credentials, ClientPtr client, TimePoint now
) {
  if (!client) {
    return OAuthError{
        .code = OAuthErrorCode::invalid_client,
        .description = "invalid client " + printable_id(credentials.client_id),
        .status = 400,
    };
  }
  // The method is the type's: a public client with a secret, or a confidential one without, is not
  // that client (no downgrade, checklist 28).
  if (is_public(*client)) {
    if (credentials.secret) return authentication_failed("a public client sent a secret");
    return AuthenticatedClient(std::move(client));
  }
  if (!credentials.secret) return authentication_failed("a confidential client sent no secret");
  const auto hash = crypto::sha256(credentials.secret->reveal());
  const ApplicationSecret* match = nullptr;
  for (const auto& secret : client->secrets) {
    if (equals_in_constant_time(secret.value_hash, hash)) match = &secret;
  }
  if (match == nullptr) return authentication_failed("wrong secret");
  if (match->expires_at && *match->expires_at <= now)
    return invalid_request("client secret has expired");
  return AuthenticatedClient(std::move(client), match->name);
}

namespace {

Result<void, OAuthError> check_origin_text(
    const Dependencies& dependencies, const Application& client, std::string_view origin
) {
  if (origin.empty() || origin == dependencies.endpoint || allows_origin(client, origin)) return {};
  const auto uri = parse_uri(origin);
  const bool is_origin = uri && to_origin(*uri) == origin;
  auto error = invalid_request(
      "origin " + (is_origin ? std::string(origin) + " " : std::string()) +
      "not allowed for client: " + printable_id(client.id)
  );
  // A foreign origin must not read why it was refused.
  error.exposure = Exposure::same_origin;
  return error;
}

Task<Result<AuthenticatedClient, OAuthError>> authenticate_credentials(
    const Dependencies& dependencies,
    Result<PresentedCredentials, OAuthError> credentials,
    std::string origin
) {
  if (!credentials) co_return credentials.error();
  auto client = co_await find_client(dependencies, credentials->client_id);
  auto authenticated =
      decide_client_authentication(*credentials, std::move(client), dependencies.clock.now());
  if (!authenticated) co_return authenticated;
  const auto checked = check_origin_text(dependencies, **authenticated, origin);
  if (!checked) co_return checked.error();
  co_return authenticated;
}

}  // namespace

Result<void, OAuthError> check_origin(
    const Dependencies& dependencies, const Application& client, const http::Request& request
) {
  return check_origin_text(dependencies, client, request.header("origin").value_or(""));
}

Task<Result<AuthenticatedClient, OAuthError>> authenticate_client(
    const Dependencies& dependencies, const http::Request& request, const http::Form& form
) {
  constexpr std::string_view names[] = {
      "client_assertion", "client_assertion_type", "client_id", "client_secret"};
  auto credentials = parse_client_credentials(request, form);
  // RFC 6749 2.3: also when the first is empty, which Form::find takes for none.
  if (auto checked = check_single(form, names); !checked) credentials = checked.error();
  std::string origin(request.header("origin").value_or(""));
  return authenticate_credentials(dependencies, std::move(credentials), std::move(origin));
}

http::Response client_error_response(
    const Dependencies& dependencies, const OAuthError& error, const http::Request& request
) {
  auto response = to_response(error, request);
  if (error.code == OAuthErrorCode::invalid_client && status_of(error) == 401 &&
      request.header("authorization")) {
    response.set(
        "www-authenticate",
        "Basic realm=\"" + dependencies.issuer() +
            "\", error=\"invalid_client\", error_description=\"" + error.description + "\""
    );
  }
  if (error.exposure == Exposure::any_origin) add_cors_headers(response, request);
  return response;
}

void add_cors_headers(http::Response& response, const http::Request& request) {
  http::allow_origin(response, request.header("origin").value_or("*"));
}

}  // namespace daemun::oidc
