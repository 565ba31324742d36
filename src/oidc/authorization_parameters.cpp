#include "oidc/authorization_parameters.h"

#include "base/text.h"
#include "domain/assurance.h"
#include "domain/redirect_uri.h"
#include "oidc/access_token.h"
#include "oidc/parameters.h"
#include "oidc/pkce.h"
#include "oidc/tables.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace daemun::oidc {
namespace {

constexpr std::size_t max_scopes = 100;
constexpr std::size_t max_resources = 20;
// Of all that is kept of a request while its user signs in: what an address line may hold. An ID
// token is not kept and does not count.
constexpr std::size_t max_kept_bytes = 8 * 1024;

// The known parameters except `resource`, which may come several times. Others are ignored.
constexpr std::string_view single_parameters[] = {
    "acr_values",
    "claims_locales",
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "direct_sign_in",
    "display",
    "first_screen",
    "google_one_tap_credential",
    "id_token_hint",
    "identifier",
    "interaction_mode",
    "login_hint",
    "max_age",
    "nonce",
    "one_time_token",
    "organization_id",
    "prompt",
    "redirect_uri",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "ui_locales",
};

// Of those, what has no effect here.
constexpr std::string_view unused_parameters[] = {
    "claims_locales", "display", "request", "request_uri"};

std::optional<std::string> owned(std::optional<std::string_view> text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::vector<std::string> once_each(const std::vector<std::string>& words) {
  std::vector<std::string> unique;
  for (const auto& word : words) {
    if (!contains(unique, word)) unique.push_back(word);
  }
  return unique;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_among(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void, OAuthError> check_size(const http::Form& form) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : form.fields()) {
    if (is_used_parameter(name) && name != "id_token_hint") bytes += name.size() + value.size();
  }
  if (bytes > max_kept_bytes) return invalid_request("the request is too long");
  return {};
}

// OpenID Connect Core 3.1.2.6. Where a request_uri stands for a pushed request, that has taken the
// form's place by now.
Result<void, OAuthError> check_no_object(const http::Form& form) {
  if (form.find("request")) {
    return OAuthError{
        .code = OAuthErrorCode::request_not_supported,
        .description = "request parameter is not supported",
    };
  }
  if (form.find("request_uri")) {
    return OAuthError{
        .code = OAuthErrorCode::request_uri_not_supported,
        .description = "request_uri is only supported for pushed authorization requests",
    };
  }
  return {};
}

Result<void, OAuthError> check_response_type(const http::Form& form, const Application& client) {
  const auto type = form.find("response_type");
  if (!type) return missing_parameter("response_type");
  if (is_one_of(*type, {"code id_token", "id_token", "none"}) ||
      (*type == "code" && !allows_authorization(client))) {
    return invalid_request("requested response_type is not allowed for this client");
  }
  if (*type != "code") {
    return OAuthError{
        .code = OAuthErrorCode::unsupported_response_type,
        .description = "unsupported response_type requested",
    };
  }
  return {};
}

Result<void, OAuthError> parse_prompt(const http::Form& form, AuthorizationRequest& request) {
  const auto prompt = form.find("prompt");
  if (!prompt) return {};
  const auto words = split_words(*prompt);
  for (const auto& word : words) {
    if (word == "none") {
      request.prompt_none = true;
    } else if (word == "login") {
      request.prompt_login = true;
    } else if (word == "consent") {
      request.prompt_consent = true;
    } else {
      return invalid_request("unsupported prompt value requested");
    }
  }
  if (request.prompt_none && words.size() > 1) {
    return invalid_request("prompt none must only be used alone");
  }
  return {};
}

Result<void, OAuthError> parse_max_age(const http::Form& form, AuthorizationRequest& request) {
  const auto text = form.find("max_age");
  if (!text) return {};
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (error != std::errc() || end != text->data() + text->size() || seconds < 0 ||
      seconds > 1'000'000'000) {
    return invalid_request("invalid max_age parameter value");
  }
  request.max_age = Seconds(seconds);
  return {};
}

// Logto drops offline_access silently unless the user is asked for consent (also with a client that
// never asks: prompt=consent is then the sign of wanting it).
bool drops_offline_access(const AuthorizationRequest& request, const Application& client) {
  return !request.prompt_consent || !allows_grant(client, grant_refresh_token);
}

Result<void, OAuthError> parse_scopes(
    const http::Form& form, const Application& client, AuthorizationRequest& request
) {
  request.scopes = once_each(split_words(form.find("scope").value_or("")));
  if (request.scopes.size() > max_scopes) return invalid_request("too many scopes requested");
  for (const auto& word : request.scopes) {
    if (is_supported_scope(word) && !allows_user_scope(client, word)) {
      return OAuthError{
          .code = OAuthErrorCode::invalid_scope,
          .description = "requested scope is not allowed",
          .scope = word,
      };
    }
  }
  if (drops_offline_access(request, client))
    std::erase(request.scopes, std::string(scope::offline_access));
  if (contains(request.scopes, scope::openid)) return {};
  for (const std::string_view name : {"nonce", "max_age", "id_token_hint", "acr_values"}) {
    if (form.find(name)) {
      return invalid_request(
          "openid scope must be requested when using the " + std::string(name) + " parameter"
      );
    }
  }
  return {};
}

Result<void, OAuthError> parse_resources(const http::Form& form, AuthorizationRequest& request) {
  request.resources = once_each(form.find_all("resource"));
  if (request.resources.size() > max_resources) return invalid_target();
  const bool valid =
      std::all_of(request.resources.begin(), request.resources.end(), is_resource_indicator);
  if (!valid) return invalid_target();
  return {};
}

bool is_valid_direct_sign_in(std::string_view text) {
  return text.starts_with("social:") || text.starts_with("sso:");
}

// An invalid value makes Logto ignore them all, without an error.
ExperienceParameters parse_experience_parameters(const http::Form& form) {
  ExperienceParameters parameters{
      .first_screen = owned(form.find("first_screen")),
      .interaction_mode = owned(form.find("interaction_mode")),
      .direct_sign_in = owned(form.find("direct_sign_in")),
      .organization_id = owned(form.find("organization_id")),
      .identifier = owned(form.find("identifier")),
      .one_time_token = owned(form.find("one_time_token")),
  };
  const auto identifiers = split_words(parameters.identifier.value_or(""));
  const bool valid =
      (!parameters.first_screen || is_one_of(
                                       *parameters.first_screen,
                                       {"sign_in",
                                        "signIn",
                                        "register",
                                        "reset_password",
                                        "identifier:sign_in",
                                        "identifier:register",
                                        "single_sign_on"}
                                   )) &&
      (!parameters.interaction_mode || is_one_of(*parameters.interaction_mode, {"signIn", "signUp"})
      ) &&
      (!parameters.direct_sign_in || is_valid_direct_sign_in(*parameters.direct_sign_in)) &&
      std::all_of(identifiers.begin(), identifiers.end(), [](const std::string& word) {
        return is_one_of(word, {"username", "email", "phone"});
      });
  return valid ? parameters : ExperienceParameters{};
}

}  // namespace

bool is_used_parameter(std::string_view name) {
  return name == "resource" ||
         (is_among(name, single_parameters) && !is_among(name, unused_parameters));
}

Result<http::Form, OAuthError> parse_authorization_form(const http::Request& request) {
  const bool is_query = request.method != http::Method::post;
  auto parsed = parse_parameters(request);
  if (!parsed || !is_query) return parsed;
  http::Form form;
  for (const auto& [name, value] : parsed->fields()) {
    if (name != "resource") {
      form.add(name, value);
      continue;
    }
    for (auto& indicator : split_words(value, ','))
      form.add(name, std::move(indicator));
  }
  return form;
}

Result<ApplicationId, OAuthError> parse_client_id(const http::Form& form) {
  const auto client_id = form.find("client_id");
  if (!client_id) return missing_parameter("client_id");
  if (form.count("client_id") > 1) {
    return invalid_request("'client_id' parameter must not be provided twice");
  }
  return ApplicationId(std::string(*client_id));
}

Result<ResponseTarget, OAuthError> parse_response_target(
    const http::Form& form, const Application& client
) {
  ResponseTarget target;
  if (form.count("redirect_uri") > 1) {
    return invalid_request("'redirect_uri' parameter must not be provided twice");
  }
  const auto& registered = client.oidc_client_metadata.redirect_uris;
  if (const auto requested = form.find("redirect_uri")) {
    const auto loopback =
        client.type == ApplicationType::native ? LoopbackPort::any : LoopbackPort::exact;
    if (!matches_redirect_uri(*requested, registered, loopback)) {
      return OAuthError{
          .code = OAuthErrorCode::invalid_redirect_uri,
          .description = "redirect_uri did not match any of the client's registered redirect_uris",
      };
    }
    target.redirect_uri = *requested;
  } else {
    if (registered.size() != 1 || registered.front().find('*') != std::string::npos) {
      return missing_parameter("redirect_uri");
    }
    target.redirect_uri = registered.front();
    target.redirect_uri_given = false;
  }
  // Errors of response types that answer in the fragment go there (OAuth 2.0 Multiple Response
  // Types 5).
  const auto type = form.find("response_type").value_or("code");
  target.mode = type == "code" || type == "none" ? ResponseMode::query : ResponseMode::fragment;
  if (const auto word = form.find("response_mode")) {
    if (const auto mode = parse_response_mode(*word)) target.mode = *mode;
  }
  if (form.count("state") == 1) target.state = owned(form.find("state"));
  return target;
}

Result<AuthorizationRequest, OAuthError> parse_authorization_parameters(
    const http::Form& form, const Application& client, const ResponseTarget& target
) {
  if (auto checked = check_single(form, single_parameters); !checked) return checked.error();
  if (auto checked = check_no_object(form); !checked) return checked.error();
  if (auto checked = check_size(form); !checked) return checked.error();
  if (auto checked = check_response_type(form, client); !checked) return checked.error();
  if (const auto mode = form.find("response_mode"); mode && !parse_response_mode(*mode)) {
    return invalid_request("unsupported response_mode requested");
  }

  AuthorizationRequest request{
      .client_id = client.id,
      .redirect_uri = target.redirect_uri,
      .redirect_uri_given = target.redirect_uri_given,
      .response_mode = target.mode,
      .state = target.state,
      .nonce = owned(form.find("nonce")),
      .login_hint = owned(form.find("login_hint")),
      .ui_locales = owned(form.find("ui_locales")),
      .experience = parse_experience_parameters(form),
  };
  if (auto parsed = parse_prompt(form, request); !parsed) return parsed.error();
  if (auto parsed = parse_scopes(form, client, request); !parsed) return parsed.error();
  if (auto parsed = parse_max_age(form, request); !parsed) return parsed.error();
  request.acr_values = parse_acr_values(form.find("acr_values").value_or(""));
  if (auto parsed = parse_resources(form, request); !parsed) return parsed.error();
  auto challenge = parse_code_challenge(
      form.find("code_challenge"),
      form.find("code_challenge_method"),
      requires_pkce(client) ? PkceRule::required : PkceRule::optional
  );
  if (!challenge) return challenge.error();
  request.code_challenge = std::move(*challenge);
  return request;
}

Result<AuthorizationRequest, OAuthError> parse_device_parameters(
    const http::Form& form, const Application& client
) {
  if (auto checked = check_single(form, single_parameters); !checked) return checked.error();
  if (auto checked = check_size(form); !checked) return checked.error();
  // A person always confirms, and so may give what lasts (Logto: offline_access needs no prompt
  // here).
  AuthorizationRequest request{.client_id = client.id, .prompt_consent = true};
  if (auto parsed = parse_scopes(form, client, request); !parsed) return parsed.error();
  request.acr_values = parse_acr_values(form.find("acr_values").value_or(""));
  if (auto parsed = parse_resources(form, request); !parsed) return parsed.error();
  return request;
}

}  // namespace daemun::oidc
