#include "management/answers.h"

#include "base/text.h"

#include <utility>

namespace daemun::management {

namespace {

std::optional<std::string> operator_only(const Call& call, std::string_view name) {
  if (call.origin != Call::Origin::operator_) return std::nullopt;
  return string_of(call.body, name);
}

}  // namespace

std::optional<std::string> chosen_id(const Call& call) {
  auto id = operator_only(call, "id");
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
  if (!id || id->empty() || id->size() > 21 ||
      id->find_first_not_of(allowed) != std::string::npos) {
    return std::nullopt;
  }
  return id;
}

Secret new_secret(
    crypto::Random& random, const Call& call, std::string_view name, std::size_t length
) {
  auto chosen = operator_only(call, name);
  // Shorter ones can be guessed.
  if (chosen && chosen->size() >= length) return Secret(*std::move(chosen));
  return Secret(crypto::random_alphanumeric(random, length));
}

std::optional<std::string> string_of(const json::object& body, std::string_view name) {
  const auto value = find_string(body, name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

bool is_yes(std::optional<std::string_view> word) {
  const auto lower = to_lower_ascii(word.value_or(""));
  return lower == "true" || lower == "1" || lower == "yes" || lower == "y";
}

api::RequestError no_such(std::string_view name, const std::string& id) {
  api::RequestError error{.code = "entity.not_exists_with_id", .status = 404};
  error.data = json::object{{"name", name}, {"id", id}};
  return error;
}

api::RequestError not_found() {
  return api::RequestError{.code = "entity.not_found", .status = 404};
}

api::RequestError nothing_listed(std::string_view name) {
  return api::invalid_input("body." + std::string(name) + " must not be empty");
}

api::RequestError unprocessable(std::string code, json::value data) {
  return api::RequestError{.code = std::move(code), .status = 422, .data = std::move(data)};
}

bool is_unique(const storage::Conflict& conflict) {
  return conflict.reason == storage::Conflict::Reason::unique;
}

bool is_foreign_key(const storage::Conflict& conflict) {
  return conflict.reason == storage::Conflict::Reason::foreign_key;
}

}  // namespace daemun::management
