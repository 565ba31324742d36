#include "management/user_view.h"

#include "management/answers.h"

#include <utility>

namespace daemun::management {
namespace {

constexpr std::size_t usual_size = 512;  // of one user's text

json::array identities_of(const UserId& user, const UserExtras& extras) {
  json::array identities;
  for (const auto& identity : extras.sso_identities) {
    if (identity.user_id == user)
      identities.push_back(api::to_json(to_members(extras.tenant, identity)));
  }
  return identities;
}

void add_listed_members(
    JsonWriter& writer, const storage::ListedUser& user, const UserExtras& extras
) {
  add_members(writer, user.user);
  writer.add_bool("hasPassword", user.has_password);
  if (extras.has_sso_identities)
    writer.add_raw("ssoIdentities", json::serialize(identities_of(user.user.id, extras)));
  if (extras.has_password_hash && user.password) {
    writer.add("passwordDigest", user.password->hash)
        .add("passwordAlgorithm", user.password->algorithm);
  } else if (extras.has_password_hash) {
    writer.add_null("passwordDigest").add_null("passwordAlgorithm");
  }
}

}  // namespace

UserExtras parse_user_extras(const http::Form& query) {
  return UserExtras{
      .has_sso_identities = is_yes(query.find("includeSsoIdentities")),
      .has_password_hash = is_yes(query.find("includePasswordHash"))};
}

std::string to_json_text(const storage::ListedUser& user, const UserExtras& extras) {
  JsonWriter writer;
  add_listed_members(writer, user, extras);
  return std::move(writer).take();
}

std::string to_json_text(const std::vector<storage::ListedUser>& users, const UserExtras& extras) {
  std::string text = "[";
  text.reserve(users.size() * usual_size);
  for (const auto& user : users) {
    if (text.size() > 1) text += ',';
    JsonWriter writer(std::move(text));
    add_listed_members(writer, user, extras);
    text = std::move(writer).take();
  }
  text += ']';
  return text;
}

json::value to_json(const storage::ListedUser& user) {
  return json::parse(to_json_text(user));
}

}  // namespace daemun::management
