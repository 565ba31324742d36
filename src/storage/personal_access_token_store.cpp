#include "storage/personal_access_token_store.h"

#include "crypto/digest.h"
#include "storage/personal_access_token_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = personal_access_token_store_sql;

}  // namespace

// Without the name: that can change.
std::string PersonalAccessTokenStore::place_of(const UserId& user) const {
  return "personal_access_tokens/" + tenant_.value() + "/" + user.value();
}

PersonalAccessToken PersonalAccessTokenStore::token_of(const Row& row, const UserId& user) const {
  return PersonalAccessToken{
      .user_id = user,
      .name = row.text("name"),
      .value = vault_.open(place_of(user), row.bytes("value")),
      .created_at = row.time("created_at"),
      .expires_at = row.optional_time("expires_at"),
  };
}

Task<std::vector<PersonalAccessToken>> PersonalAccessTokenStore::list(UserId user) const {
  Query query{sql::list, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<PersonalAccessToken> tokens;
  for (const auto& row : rows)
    tokens.push_back(token_of(row, user));
  co_return tokens;
}

Task<std::optional<PersonalAccessToken>> PersonalAccessTokenStore::find(
    UserId user, std::string name
) const {
  Query query{sql::find, {tenant_, user, std::move(name)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return token_of(rows.front(), user);
}

Task<std::optional<PersonalAccessTokenStore::Found>> PersonalAccessTokenStore::find_by_value(
    Secret value
) const {
  Query query{sql::find_by_value, {tenant_, Bytes{crypto::sha256(value.reveal())}}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return Found{
      .user_id = row.id<UserId>("user_id"),
      .name = row.text("name"),
      .expires_at = row.optional_time("expires_at")};
}

Statement PersonalAccessTokenStore::insert(const PersonalAccessToken& token) const {
  return Statement{
      sql::insert,
      {tenant_,
       token.user_id,
       token.name,
       Bytes{vault_.seal(place_of(token.user_id), token.value)},
       Bytes{crypto::sha256(token.value.reveal())},
       token.created_at,
       token.expires_at},
      RowCount::exactly(1)};
}

Statement PersonalAccessTokenStore::rename(
    const UserId& user, std::string_view name, std::string_view new_name
) const {
  return Statement{sql::rename, {tenant_, user, name, new_name}, RowCount::exactly(1)};
}

Statement PersonalAccessTokenStore::remove(const UserId& user, std::string_view name) const {
  return Statement{sql::remove, {tenant_, user, name}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
