#include "experience/social_identity.h"

#include <stdexcept>

namespace daemun::experience {
namespace {

constexpr JsonLimits stored_limits{.max_bytes = 1024 * 1024, .max_depth = 64};

std::string text_of(const json::object& object, std::string_view name) {
  const auto text = find_string(object, name);
  if (!text) throw std::runtime_error("a stored identity lacks " + std::string(name));
  return std::string(*text);
}

json::object parse_stored(std::string_view text) {
  auto object = parse_json_object(text, stored_limits);
  if (!object) throw std::runtime_error("a stored identity is not a JSON object");
  return *std::move(object);
}

}  // namespace

json::object to_json(const SocialIdentity& identity) {
  return {
      {"connector_id", identity.connector_id},
      {"target", identity.target},
      {"id", identity.id},
      {"details", identity.details},
      {"email", identity.email},
      {"phone", identity.phone}};
}

SocialIdentity parse_social_identity(const json::object& object) {
  return {
      .connector_id = text_of(object, "connector_id"),
      .target = text_of(object, "target"),
      .id = text_of(object, "id"),
      .details = text_of(object, "details"),
      .email = text_of(object, "email"),
      .phone = text_of(object, "phone")};
}

std::optional<std::string> find_detail(const SocialIdentity& identity, std::string_view name) {
  const auto details = parse_stored(identity.details);
  const auto text = find_string(details, name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<std::string> find_identity(std::string_view identities, std::string_view target) {
  const auto all = parse_stored(identities);
  const auto* identity = find_object(all, target);
  const auto id = identity != nullptr ? find_string(*identity, "userId") : std::nullopt;
  if (!id) return std::nullopt;
  return std::string(*id);
}

std::string with_identity(std::string_view identities, const SocialIdentity& identity) {
  auto all = parse_stored(identities);
  all[identity.target] = {{"userId", identity.id}, {"details", parse_stored(identity.details)}};
  return json::serialize(all);
}

}  // namespace daemun::experience
