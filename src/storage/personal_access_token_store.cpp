#include "storage/personal_access_token_store.h"

#include "crypto/digest.h"

namespace daemun::storage {
namespace {

constexpr Sql list_sql{
    "select name, value, created_at, expires_at from personal_access_tokens "
    "where tenant_id = $1 and user_id = $2 order by created_at, name"};
constexpr Sql find_sql{
    "select name, value, created_at, expires_at from personal_access_tokens "
    "where tenant_id = $1 and user_id = $2 and name = $3"};
constexpr Sql find_by_value_sql{
    "select user_id, name, expires_at from personal_access_tokens "
    "where tenant_id = $1 and value_hash = $2"};
constexpr Sql insert_sql{
    "insert into personal_access_tokens (tenant_id, user_id, name, value, value_hash, created_at, "
    "expires_at) values ($1, $2, $3, $4, $5, $6, $7)"};
constexpr Sql rename_sql{
    "update personal_access_tokens set name = $4 "
    "where tenant_id = $1 and user_id = $2 and name = $3"};
constexpr Sql remove_sql{
    "delete from personal_access_tokens where tenant_id = $1 and user_id = $2 and name = $3"};

}  // namespace

// Without the name: that can change.
std::string PersonalAccessTokenStore::place_of(const UserId& user) const {
  return "personal_access_tokens/" + tenant_.value() + "/" + user.value();
}

PersonalAccessToken PersonalAccessTokenStore::token_of(const Row& row, const UserId& user) const {
  return PersonalAccessToken{
      .user_id = user,
      .name = row.text(0),
      .value = vault_.open(place_of(user), row.bytes(1)),
      .created_at = row.time(2),
      .expires_at = row.optional_time(3),
  };
}

Task<std::vector<PersonalAccessToken>> PersonalAccessTokenStore::list(UserId user) const {
  Query query{list_sql, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<PersonalAccessToken> tokens;
  for (const auto& row : rows)
    tokens.push_back(token_of(row, user));
  co_return tokens;
}

Task<std::optional<PersonalAccessToken>> PersonalAccessTokenStore::find(
    UserId user, std::string name
) const {
  Query query{find_sql, {tenant_, user, std::move(name)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return token_of(rows.front(), user);
}

Task<std::optional<PersonalAccessTokenStore::Found>> PersonalAccessTokenStore::find_by_value(
    Secret value
) const {
  Query query{find_by_value_sql, {tenant_, Bytes{crypto::sha256(value.reveal())}}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return Found{
      .user_id = row.id<UserId>(0), .name = row.text(1), .expires_at = row.optional_time(2)};
}

Statement PersonalAccessTokenStore::insert(const PersonalAccessToken& token) const {
  return Statement{
      insert_sql,
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
  return Statement{rename_sql, {tenant_, user, name, new_name}, RowCount::exactly(1)};
}

Statement PersonalAccessTokenStore::remove(const UserId& user, std::string_view name) const {
  return Statement{remove_sql, {tenant_, user, name}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
