#include "management/user_input.h"

#include "base/text.h"
#include "crypto/password_hash.h"
#include "management/answers.h"

#include <string>
#include <string_view>

namespace daemun::management {
namespace {

using api::RequestError;
using storage::TextChange;
using storage::UserChanges;

constexpr std::size_t max_text_characters = 128;
constexpr std::size_t max_avatar_characters = 2048;

RequestError too_long(std::string_view name) {
  auto error = unprocessable("entity.value_too_long");
  error.details = "body." + std::string(name) + " is too long";
  return error;
}

api::Outcome<void> canonicalize(TextChange& change, IdentifierType type, std::string_view name) {
  if (!change.value) return {};
  if (count_characters(*change.value) > max_text_characters) return too_long(name);
  auto identifier = parse_new_identifier(type, *change.value);
  if (!identifier && type == IdentifierType::phone) return unprocessable("user.invalid_phone");
  if (!identifier) {
    return api::invalid_input(
        "body." + std::string(name) + " cannot be a " + std::string(to_string(type))
    );
  }
  change.value = std::move(identifier->value);
  return {};
}

RequestError to_error(crypto::HashProblem problem, std::string_view algorithm) {
  using crypto::HashProblem;
  if (algorithm == "Legacy" && problem == HashProblem::unknown_algorithm)
    return RequestError{.code = "password.unsupported_legacy_hash_algorithm"};
  if (algorithm == "Legacy" && problem == HashProblem::malformed)
    return RequestError{.code = "password.invalid_legacy_password_format"};
  return api::invalid_input(
      problem == HashProblem::too_costly
          ? "body.passwordDigest would cost too much to check"
          : "body.passwordDigest is not a digest of body.passwordAlgorithm"
  );
}

}  // namespace

api::Outcome<UserChanges> check_user_changes(
    UserChanges changes, const std::optional<Raw<UserProfile>>& profile
) {
  auto good = canonicalize(changes.username, IdentifierType::username, "username");
  if (good) good = canonicalize(changes.primary_email, IdentifierType::email, "primaryEmail");
  if (good) good = canonicalize(changes.primary_phone, IdentifierType::phone, "primaryPhone");
  if (good && profile) good = api::check_profile(profile->value.as_object(), "body.profile");
  if (!good) return good.error();
  if (count_characters(changes.name.value.value_or("")) > max_text_characters)
    return too_long("name");
  if (count_characters(changes.avatar.value.value_or("")) > max_avatar_characters)
    return too_long("avatar");
  return changes;
}

void apply(const UserChanges& changes, User& user) {
  const auto apply_text = [](const TextChange& change, std::optional<std::string>& column) {
    if (change.is_given) column = change.value;
  };
  apply_text(changes.username, user.username);
  apply_text(changes.primary_email, user.primary_email);
  apply_text(changes.primary_phone, user.primary_phone);
  apply_text(changes.name, user.name);
  apply_text(changes.avatar, user.avatar);
  if (changes.custom_data) user.custom_data = *changes.custom_data;
  if (changes.profile) user.profile = *changes.profile;
}

api::Outcome<std::optional<UserPassword>> parse_imported_password(
    const std::optional<Text<0, 256>>& digest, const std::optional<PasswordAlgorithm>& name
) {
  using Parsed = std::optional<UserPassword>;
  if (!digest || digest->empty()) return Parsed();
  if (!name) return RequestError{.code = "user.password_algorithm_required"};
  const auto algorithm = crypto::parse_password_algorithm(*name);
  if (!algorithm) return RequestError{.code = "password.unsupported_encryption_method"};
  if (const auto problem = crypto::find_hash_problem(*algorithm, *digest))
    return to_error(*problem, *name);
  return Parsed(UserPassword{.hash = *digest, .algorithm = *name});
}

RequestError to_user_error(const storage::Conflict& conflict) {
  const auto identifier = storage::conflicting_identifier(conflict);
  if (!identifier) return no_such_user();
  return unprocessable("user." + std::string(to_string(*identifier)) + "_already_in_use");
}

RequestError no_such_user() {
  return not_found();
}

}  // namespace daemun::management
