#include "domain/authorization_request.h"

#include "base/json.h"

#include <stdexcept>

namespace daemun {
namespace {

constexpr std::string_view mode_words[] = {"query", "fragment", "form_post"};

// The optional text members, in one table for both directions.
struct TextMember {
  std::string_view name;
  std::optional<std::string> AuthorizationRequest::*member;
};

constexpr TextMember text_members[] = {
    {"state", &AuthorizationRequest::state},
    {"nonce", &AuthorizationRequest::nonce},
    {"code_challenge", &AuthorizationRequest::code_challenge},
    {"login_hint", &AuthorizationRequest::login_hint},
    {"ui_locales", &AuthorizationRequest::ui_locales},
    {"id_token_hint_subject", &AuthorizationRequest::id_token_hint_subject},
    {"device_authorization_id", &AuthorizationRequest::device_authorization_id},
};

struct ExperienceMember {
  std::string_view name;
  std::optional<std::string> ExperienceParameters::*member;
};

constexpr ExperienceMember experience_members[] = {
    {"first_screen", &ExperienceParameters::first_screen},
    {"interaction_mode", &ExperienceParameters::interaction_mode},
    {"direct_sign_in", &ExperienceParameters::direct_sign_in},
    {"organization_id", &ExperienceParameters::organization_id},
    {"identifier", &ExperienceParameters::identifier},
    {"one_time_token", &ExperienceParameters::one_time_token},
};

struct FlagMember {
  std::string_view name;
  bool AuthorizationRequest::*member;
};

constexpr FlagMember flag_members[] = {
    {"redirect_uri_given", &AuthorizationRequest::redirect_uri_given},
    {"prompt_none", &AuthorizationRequest::prompt_none},
    {"prompt_login", &AuthorizationRequest::prompt_login},
    {"prompt_consent", &AuthorizationRequest::prompt_consent},
};

}  // namespace

std::string_view to_string(ResponseMode mode) {
  return mode_words[static_cast<std::size_t>(mode)];
}

std::optional<ResponseMode> parse_response_mode(std::string_view word) {
  for (const auto mode : {ResponseMode::query, ResponseMode::fragment, ResponseMode::form_post}) {
    if (to_string(mode) == word) return mode;
  }
  return std::nullopt;
}

std::string to_json_text(const AuthorizationRequest& request) {
  json::object object;
  object["client_id"] = request.client_id.value();
  object["redirect_uri"] = request.redirect_uri;
  object["response_mode"] = to_string(request.response_mode);
  object["scopes"] = to_json_array(request.scopes);
  object["resources"] = to_json_array(request.resources);
  for (const auto& row : flag_members)
    object[row.name] = request.*row.member;
  for (const auto& row : text_members) {
    if (const auto& value = request.*row.member) object[row.name] = *value;
  }
  for (const auto& row : experience_members) {
    if (const auto& value = request.experience.*row.member) object[row.name] = *value;
  }
  if (!request.acr_values.empty()) object["acr_values"] = to_json_array(request.acr_values);
  if (request.max_age) object["max_age"] = request.max_age->count();
  return json::serialize(object);
}

AuthorizationRequest parse_authorization_request(std::string_view text) {
  const auto parsed = parse_json_object(text, {.max_bytes = 256 * 1024, .max_depth = 8});
  if (!parsed) throw std::runtime_error("stored authorization request is not JSON");
  const json::object& object = *parsed;
  const auto client_id = find_string(object, "client_id");
  const auto redirect_uri = find_string(object, "redirect_uri");
  const auto mode = find_string(object, "response_mode");
  const auto response_mode = mode ? parse_response_mode(*mode) : std::nullopt;
  if (!client_id || !redirect_uri || !response_mode) {
    throw std::runtime_error("stored authorization request lacks a member");
  }
  AuthorizationRequest request;
  request.client_id = ApplicationId(std::string(*client_id));
  request.redirect_uri = *redirect_uri;
  request.response_mode = *response_mode;
  request.scopes = find_strings(object, "scopes");
  request.resources = find_strings(object, "resources");
  request.acr_values = find_strings(object, "acr_values");
  for (const auto& row : flag_members)
    request.*row.member = find_bool(object, row.name).value_or(false);
  for (const auto& row : text_members) {
    if (const auto value = find_string(object, row.name)) request.*row.member = std::string(*value);
  }
  for (const auto& row : experience_members) {
    if (const auto value = find_string(object, row.name)) {
      request.experience.*row.member = std::string(*value);
    }
  }
  if (const auto seconds = find_integer(object, "max_age")) request.max_age = Seconds(*seconds);
  return request;
}

}  // namespace daemun
