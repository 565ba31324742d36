#include "oidc/parameters.h"

#include "jose/verify.h"

#include <algorithm>
#include <iterator>

namespace daemun::oidc {
namespace {

constexpr std::string_view token_parameters[] = {
    "access_token",
    "actor_token",
    "client_assertion",
    "id_token_hint",
    "refresh_token",
    "request",
    "subject_token",
    "token",
};

std::size_t longest(std::string_view name) {
  const bool is_token = std::find(std::begin(token_parameters), std::end(token_parameters), name) !=
                        std::end(token_parameters);
  return is_token ? jose::max_token_size : max_parameter;
}

}  // namespace

Result<void, OAuthError> check_lengths(const http::Form& form) {
  for (const auto& [name, value] : form.fields()) {
    if (name.size() > max_parameter_name || value.size() > longest(name)) {
      return invalid_request("a parameter is too long");
    }
  }
  return {};
}

Result<http::Form, OAuthError> parse_parameters(const http::Request& request) {
  auto form = request.method == http::Method::post ? http::parse_form_body(request)
                                                   : http::parse_form(request.query);
  if (!form) return invalid_request(form.error().description);
  if (auto checked = check_lengths(*form); !checked) return checked.error();
  return *std::move(form);
}

std::optional<std::string> find_parameter(const http::Form& form, std::string_view name) {
  const auto value = form.find(name);
  if (!value) return std::nullopt;
  return std::string(*value);
}

Result<std::string, OAuthError> require_parameter(const http::Form& form, std::string_view name) {
  auto value = find_parameter(form, name);
  if (!value) return missing_parameter(name);
  return *std::move(value);
}

}  // namespace daemun::oidc
