#include "domain/interaction.h"

#include "base/json.h"

#include <stdexcept>

namespace daemun {
namespace {

json::object parse_stored(std::string_view text) {
  auto parsed = parse_json_object(text, {.max_bytes = 256 * 1024, .max_depth = 8});
  if (!parsed) throw std::runtime_error("stored document is not a JSON object");
  return std::move(*parsed);
}

json::object to_json(const ResourceScopes& resource_scopes) {
  json::object object;
  for (const auto& [indicator, scopes] : resource_scopes)
    object[indicator] = to_json_array(scopes);
  return object;
}

ResourceScopes parse_resource_scopes(const json::object& object) {
  ResourceScopes resource_scopes;
  for (const auto& member : object) {
    resource_scopes[std::string(member.key())] = find_strings(object, member.key());
  }
  return resource_scopes;
}

UserId require_user_id(const json::object& object) {
  const auto user_id = find_string(object, "user_id");
  if (!user_id) throw std::runtime_error("stored document lacks user_id");
  return UserId(std::string(*user_id));
}

json::object to_json(const SessionOrigin& origin) {
  return {
      {"connector_id", origin.connector_id.value()},
      {"subject", origin.subject},
      {"sid", origin.sid},
      {"logout_url", origin.logout_url}};
}

SessionOrigin parse_origin(const json::object& object) {
  const auto text = [&](std::string_view name) {
    return std::string(find_string(object, name).value_or(""));
  };
  return {
      .connector_id = SsoConnectorId(text("connector_id")),
      .subject = text("subject"),
      .sid = text("sid"),
      .logout_url = text("logout_url")};
}

}  // namespace

std::string_view to_string(InteractionPrompt prompt) {
  return prompt == InteractionPrompt::login ? "login" : "consent";
}

std::string to_json_text(const LoginResult& login) {
  json::object object;
  object["user_id"] = login.user_id.value();
  object["signed_in_at"] = to_unix_ms(login.signed_in_at);
  object["amr"] = to_json_array(login.amr);
  if (login.password_updated_at)
    object["password_updated_at"] = to_unix_ms(*login.password_updated_at);
  if (login.origin) object["origin"] = to_json(*login.origin);
  return json::serialize(object);
}

LoginResult parse_login_result(std::string_view text) {
  const auto object = parse_stored(text);
  const auto signed_in_at = find_integer(object, "signed_in_at");
  if (!signed_in_at) throw std::runtime_error("stored login result lacks signed_in_at");
  LoginResult login{
      .user_id = require_user_id(object),
      .signed_in_at = from_unix_ms(*signed_in_at),
      .amr = find_strings(object, "amr"),
  };
  if (const auto updated_at = find_integer(object, "password_updated_at"))
    login.password_updated_at = from_unix_ms(*updated_at);
  if (const auto* origin = find_object(object, "origin")) login.origin = parse_origin(*origin);
  return login;
}

std::string to_json_text(const ConsentQuestion& question) {
  json::object object;
  object["user_id"] = question.user_id.value();
  object["missing_scopes"] = to_json_array(question.missing_scopes);
  object["missing_resource_scopes"] = to_json(question.missing_resource_scopes);
  return json::serialize(object);
}

ConsentQuestion parse_consent_question(std::string_view text) {
  const auto object = parse_stored(text);
  ConsentQuestion question{
      .user_id = require_user_id(object),
      .missing_scopes = find_strings(object, "missing_scopes"),
      .missing_resource_scopes = {},
  };
  if (const auto* resources = find_object(object, "missing_resource_scopes")) {
    question.missing_resource_scopes = parse_resource_scopes(*resources);
  }
  return question;
}

std::string to_json_text(const ResourceScopes& resource_scopes) {
  return json::serialize(to_json(resource_scopes));
}

ResourceScopes parse_resource_scopes(std::string_view text) {
  return parse_resource_scopes(parse_stored(text));
}

}  // namespace daemun
