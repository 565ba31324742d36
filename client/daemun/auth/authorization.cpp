#include "daemun/auth/authorization.h"

#include "base/encoding.h"
#include "base/text.h"
#include "base/uri.h"
#include "crypto/digest.h"
#include "daemun/auth/answer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

// Those that are set by this library or have a field of their own.
constexpr std::array<std::string_view, 18> reserved_parameters{
    "client_id",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "request",
    "request_uri",
    "prompt",
    "max_age",
    "login_hint",
    "resource",
};

bool is_reserved(std::string_view name) {
  return std::find(reserved_parameters.begin(), reserved_parameters.end(), name) !=
         reserved_parameters.end();
}

// RFC 6749 3.3: one scope token.
bool is_scope_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '\\';
  });
}

bool has_parameter(const Parameters& parameters, std::string_view name) {
  return std::any_of(parameters.begin(), parameters.end(), [&](const auto& parameter) {
    return parameter.first == name;
  });
}

PendingAuthorization make_pending(
    const Registration& registration,
    const AuthorizationParameters& parameters,
    const Surroundings& surroundings
) {
  const bool asks_for_id_token = contains(parameters.scopes, "openid");
  return {
      .provider_id = registration.provider.id,
      .issuer = registration.provider.metadata.issuer,
      .client_id = registration.client.client_id,
      .redirect_uri = parameters.redirect_uri,
      .state = crypto::random_token(surroundings.random),
      .nonce = asks_for_id_token ? crypto::random_token(surroundings.random) : std::string(),
      // RFC 7636 4.1: 43 unreserved characters of 256 random bits.
      .code_verifier = Secret(crypto::random_token(surroundings.random)),
      .scopes = parameters.scopes,
      .max_age = parameters.max_age,
      .return_to = parameters.return_to,
      .created_at = surroundings.now,
  };
}

void add_protocol_parameters(Form& form, const PendingAuthorization& pending) {
  form.add("response_type", "code");
  form.add("client_id", pending.client_id);
  form.add("redirect_uri", pending.redirect_uri);
  form.add("scope", join(pending.scopes));
  form.add("state", pending.state);
  if (!pending.nonce.empty()) form.add("nonce", pending.nonce);
  form.add("code_challenge", to_code_challenge(pending.code_verifier.reveal()));
  form.add("code_challenge_method", "S256");
}

void add_wishes(Form& form, const AuthorizationParameters& parameters, const Quirks& quirks) {
  if (parameters.response_mode.value_or(quirks.response_mode) == ResponseMode::form_post) {
    form.add("response_mode", "form_post");
  }
  for (const std::string& resource : parameters.resources) {
    form.add(quirks.resource_parameter, resource);
  }
  if (!parameters.prompt.empty()) form.add("prompt", join(parameters.prompt));
  if (parameters.max_age) form.add("max_age", std::to_string(parameters.max_age->count()));
  if (!parameters.login_hint.empty()) form.add("login_hint", parameters.login_hint);
  for (const auto& [name, value] : parameters.extra)
    form.add(name, value);
  for (const auto& [name, value] : quirks.authorization_parameters) {
    if (form.count(name) == 0 && !has_parameter(parameters.extra, name)) form.add(name, value);
  }
}

}  // namespace

Result<void, AuthError> check_authorization(const AuthorizationParameters& parameters) {
  const auto redirect_uri = parse_uri(parameters.redirect_uri);
  // RFC 6749 3.1.2
  if (!redirect_uri || redirect_uri->has_fragment) {
    return refuse(Code::bad_parameter, "the redirect URI is not an absolute URI");
  }
  const auto& scopes = parameters.scopes;
  if (scopes.empty() || !std::all_of(scopes.begin(), scopes.end(), is_scope_token)) {
    return refuse(Code::bad_parameter, "a scope is malformed, or there is none");
  }
  for (const std::string& resource : parameters.resources) {
    const auto uri = parse_uri(resource);
    if (!uri || uri->has_fragment) {
      return refuse(Code::bad_parameter, "a resource is not an absolute URI");
    }
  }
  if (contains(parameters.prompt, "none") && parameters.prompt.size() > 1) {
    return refuse(Code::bad_parameter, "prompt has none and another word");
  }
  if (parameters.max_age && *parameters.max_age < Seconds(0)) {
    return refuse(Code::bad_parameter, "max_age is negative");
  }
  const auto& extra = parameters.extra;
  const bool replaces = std::any_of(extra.begin(), extra.end(), [](const auto& parameter) {
    return is_reserved(parameter.first);
  });
  if (replaces) return refuse(Code::bad_parameter, "an extra parameter has a field of its own");
  return {};
}

Result<PreparedAuthorization, AuthError> prepare_authorization(
    const Registration& registration,
    const AuthorizationParameters& parameters,
    const Surroundings& surroundings
) {
  const auto checked = check_authorization(parameters);
  if (!checked) return checked.error();
  PreparedAuthorization prepared;
  prepared.pending = make_pending(registration, parameters, surroundings);
  add_protocol_parameters(prepared.form, prepared.pending);
  add_wishes(prepared.form, parameters, registration.provider.quirks);
  return prepared;
}

Result<std::string, AuthError> make_authorization_url(
    const Registration& registration, const PreparedAuthorization& prepared
) {
  const ProviderMetadata& metadata = registration.provider.metadata;
  if (metadata.requires_pushed_requests) {
    return refuse(Code::not_supported, "the provider takes pushed authorization requests only");
  }
  if (metadata.authorization_endpoint.empty()) {
    return refuse(Code::not_supported, "the provider has no authorization endpoint");
  }
  std::string url = metadata.authorization_endpoint;
  for (const auto& [name, value] : prepared.form.fields()) {
    url = with_query_parameter(std::move(url), name, value);
  }
  return url;
}

Result<Request, AuthError> make_pushed_authorization_request(
    const Registration& registration,
    const PreparedAuthorization& prepared,
    const Surroundings& surroundings
) {
  const std::string& url = registration.provider.metadata.pushed_authorization_request_endpoint;
  if (url.empty()) return refuse(Code::not_supported, "the provider takes no pushed requests");
  // The client's proof brings its own client_id where it needs one.
  Form form;
  const bool is_basic =
      std::holds_alternative<ClientSecretBasic>(registration.client.authentication);
  for (const auto& [name, value] : prepared.form.fields()) {
    if (name != "client_id" || is_basic) form.add(name, value);
  }
  return make_authenticated_request(url, std::move(form), registration, surroundings);
}

Result<PushedAuthorization, AuthError> read_pushed_authorization_response(
    const Response& response, TimePoint now
) {
  const auto answer = read_json_answer(response, {.status = 201});
  if (!answer) return answer.error();
  auto request_uri = read_string(*answer, "request_uri");
  if (!request_uri) return request_uri.error();
  const auto expires_in = find_integer(*answer, "expires_in");
  if (!expires_in || *expires_in <= 0 || *expires_in > 24 * 3600) {
    return refuse(Code::bad_member, "expires_in is missing or malformed");
  }
  return PushedAuthorization{
      .request_uri = *std::move(request_uri), .expires_at = now + Seconds(*expires_in)};
}

std::string make_pushed_authorization_url(
    const Registration& registration, const PushedAuthorization& pushed
) {
  std::string url = registration.provider.metadata.authorization_endpoint;
  url = with_query_parameter(std::move(url), "client_id", registration.client.client_id);
  return with_query_parameter(std::move(url), "request_uri", pushed.request_uri);
}

std::string to_code_challenge(std::string_view code_verifier) {
  return to_base64url(crypto::sha256(code_verifier));
}

}  // namespace daemun::auth
