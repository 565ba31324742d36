#include "storage/user_store.h"

#include "base/json.h"
#include "base/text.h"
#include "crypto/password_work.h"
#include "storage/user_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = user_store_sql;

std::optional<std::string> lower_of(const std::optional<std::string>& username) {
  return username ? std::optional(to_lower_ascii(*username)) : std::nullopt;
}

const Sql& replace_sql_for(UserDocument document) {
  switch (document) {
    case UserDocument::profile:
      return sql::replace_profile;
    case UserDocument::custom_data:
      return sql::replace_custom_data;
    case UserDocument::identities:
      return sql::replace_identities;
    case UserDocument::logto_config:
      return sql::replace_logto_config;
  }
  return sql::replace_profile;
}

// Service and account there. Anything that is not Logto's shape has no row.
std::vector<std::pair<std::string, std::string>> parse_identities(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> identities;
  const auto object = parse_json_object(text);
  if (!object) return identities;
  for (const auto& member : *object) {
    const auto* identity = member.value().if_object();
    if (identity == nullptr) continue;
    if (const auto id = find_string(*identity, "userId"))
      identities.emplace_back(std::string(member.key()), std::string(*id));
  }
  return identities;
}

const Sql& find_sql_for(IdentifierType type) {
  switch (type) {
    case IdentifierType::username:
      return sql::find_by_username;
    case IdentifierType::email:
      return sql::find_by_email;
    case IdentifierType::phone:
      return sql::find_by_phone;
  }
  return sql::find_by_username;
}

std::optional<std::string> work_of(const UserPassword& password) {
  const auto algorithm = crypto::parse_password_algorithm(password.algorithm);
  return algorithm ? crypto::find_password_work(*algorithm, password.hash) : std::nullopt;
}

std::optional<UserStore::WithPassword> with_password_of(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  UserStore::WithPassword found{
      .user = user_of(row),
      .password = std::nullopt,
      .is_password_expired = row.boolean("is_password_expired"),
      .password_updated_at = row.optional_time("password_updated_at"),
  };
  if (!row.is_null("password_hash")) {
    found.password = UserPassword{
        .hash = row.text("password_hash"),
        .algorithm = row.optional_text("password_algorithm").value_or("Argon2id"),
    };
  }
  return found;
}

}  // namespace

User user_of(const Row& row) {
  return User{
      .id = row.id<UserId>("id"),
      .username = row.optional_text("username"),
      .primary_email = row.optional_text("primary_email"),
      .primary_phone = row.optional_text("primary_phone"),
      .name = row.optional_text("name"),
      .avatar = row.optional_text("avatar"),
      .profile = row.text("profile"),
      .custom_data = row.text("custom_data"),
      .identities = row.text("identities"),
      .application_id = row.optional_id<ApplicationId>("application_id"),
      .is_suspended = row.boolean("is_suspended"),
      .last_sign_in_at = row.optional_time("last_sign_in_at"),
      .created_at = row.time("created_at"),
      .updated_at = row.time("updated_at"),
  };
}

Task<std::optional<User>> UserStore::find(UserId id) const {
  auto found = co_await find_with_password(std::move(id));
  if (!found) co_return std::nullopt;
  co_return std::move(found->user);
}

Task<std::optional<User>> UserStore::find(Identifier identifier) const {
  auto found = co_await find_with_password(std::move(identifier));
  if (!found) co_return std::nullopt;
  co_return std::move(found->user);
}

Task<std::optional<UserStore::WithPassword>> UserStore::find_with_password(Identifier identifier
) const {
  Query query{find_sql_for(identifier.type), {tenant_, identifier.value}};
  if (identifier.type == IdentifierType::username)
    query.parameters.emplace_back(to_lower_ascii(identifier.value));
  const auto rows = co_await database_.read(std::move(query));
  co_return with_password_of(rows);
}

Task<std::optional<UserStore::WithPassword>> UserStore::find_with_password(UserId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return with_password_of(rows);
}

Task<std::vector<std::string>> UserStore::list_password_work() const {
  Query query{sql::list_password_work, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<std::string> works;
  for (const auto& row : rows)
    works.push_back(row.text("work"));
  co_return works;
}

Task<std::vector<User>> UserStore::list(std::size_t limit, std::size_t offset) const {
  Query query{
      sql::list, {tenant_, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<User> users;
  for (const auto& row : rows)
    users.push_back(user_of(row));
  co_return users;
}

Task<std::optional<std::string>> UserStore::find_logto_config(UserId id) const {
  Query query{sql::logto_config, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text("logto_config");
}

Plan UserStore::insert(const User& user, const std::optional<UserPassword>& password) const {
  std::vector<SqlValue> parameters{
      tenant_,
      user.id,
      user.username,
      user.primary_email,
      user.primary_phone,
      user.name,
      user.avatar,
      user.profile,
      user.custom_data,
      user.identities,
      user.application_id,
      user.is_suspended,
      user.last_sign_in_at,
      user.created_at,
      user.updated_at};
  if (password) {
    parameters.insert(
        parameters.end(), {password->hash, password->algorithm, user.created_at, work_of(*password)}
    );
  } else {
    parameters.resize(19);
  }
  parameters.emplace_back(lower_of(user.username));
  Plan plan;
  plan.add(Statement{sql::insert, std::move(parameters), RowCount::exactly(1)});
  for (const auto& [target, identity] : parse_identities(user.identities))
    plan.add(put_identity(user.id, target, identity));
  // Last, for the row is everybody's: the shorter it is locked the better.
  plan.add(Statement{sql::add_to_count, {tenant_, 1}, RowCount::exactly(1)});
  return plan;
}

Statement UserStore::update(const UserId& id, const UserChanges& changes, TimePoint now) const {
  return Statement{
      sql::change,
      {tenant_,
       id,
       changes.username.is_given,
       changes.username.value,
       changes.primary_email.is_given,
       changes.primary_email.value,
       changes.primary_phone.is_given,
       changes.primary_phone.value,
       changes.name.is_given,
       changes.name.value,
       changes.avatar.is_given,
       changes.avatar.value,
       changes.custom_data,
       changes.profile,
       now,
       lower_of(changes.username.value)},
      RowCount::exactly(1)};
}

Statement UserStore::update_at_sign_in(
    const User& before, const UserChanges& changes, TimePoint now
) const {
  auto statement = update(before.id, changes, now);
  statement.sql = sql::change_at_sign_in;
  auto& parameters = statement.parameters;
  parameters.insert(
      parameters.end(),
      {before.username,
       before.primary_email,
       before.primary_phone,
       before.custom_data,
       before.profile}
  );
  return statement;
}

Statement UserStore::replace(
    const UserId& id, UserDocument document, const UserDocumentChange& change, TimePoint now
) const {
  return Statement{
      replace_sql_for(document),
      {tenant_, id, change.before, change.after, now},
      RowCount::exactly(1)};
}

Statement UserStore::put_identity(
    const UserId& id, std::string_view target, std::string_view identity
) const {
  return Statement{sql::put_identity, {tenant_, id, target, identity}, RowCount::exactly(1)};
}

Statement UserStore::remove_identity(const UserId& id, std::string_view target) const {
  return Statement{sql::remove_identity, {tenant_, id, target}};
}

Statement UserStore::require_proven(const UserId& id, const ProvenAccount& proven) const {
  const auto address_of = [&](IdentifierType type) -> std::optional<std::string> {
    const auto& address = proven.address;
    if (!address || address->type != type) return std::nullopt;
    return address->value;
  };
  return Statement{
      sql::require_proven,
      {tenant_,
       id,
       proven.password_updated_at,
       address_of(IdentifierType::email),
       address_of(IdentifierType::phone)},
      RowCount::exactly(1)};
}

Statement UserStore::update_password_expiration(const UserId& id, bool is_expired, TimePoint now)
    const {
  return Statement{
      sql::update_password_expiration, {tenant_, id, is_expired, now}, RowCount::exactly(1)};
}

Statement UserStore::renew_hash(
    const UserId& id, const UserPassword& before, const UserPassword& renewed
) const {
  return Statement{
      sql::renew_hash,
      {tenant_, id, before.hash, renewed.hash, renewed.algorithm, work_of(renewed)}};
}

Statement UserStore::update_password(const UserId& id, const UserPassword& password, TimePoint now)
    const {
  return Statement{
      sql::update_password,
      {tenant_, id, password.hash, password.algorithm, now, work_of(password)},
      RowCount::exactly(1)};
}

Statement UserStore::add_password(const UserId& id, const UserPassword& password, TimePoint now)
    const {
  return Statement{
      sql::add_password,
      {tenant_, id, password.hash, password.algorithm, now, work_of(password)},
      RowCount::exactly(1)};
}

Statement UserStore::update_last_sign_in(const UserId& id, TimePoint now) const {
  return Statement{sql::update_last_sign_in, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement UserStore::update_suspension(const UserId& id, bool is_suspended, TimePoint now) const {
  return Statement{sql::update_suspension, {tenant_, id, is_suspended, now}, RowCount::exactly(1)};
}

Plan UserStore::remove(const UserId& id) const {
  Plan plan;
  plan.add(Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)})
      .add(Statement{sql::add_to_count, {tenant_, -1}, RowCount::exactly(1)});
  return plan;
}

Statement UserStore::assign_role(const UserId& user, const RoleId& role) const {
  return Statement{sql::assign_role, {tenant_, user, role}};
}

Statement UserStore::assign_default_roles(const UserId& user) const {
  return Statement{sql::assign_default_roles, {tenant_, user}};
}

std::optional<IdentifierType> conflicting_identifier(const Conflict& conflict) {
  if (conflict.reason != Conflict::Reason::unique) return std::nullopt;
  // SQLite names the column ("users.username"), PostgreSQL the index ("users_username").
  if (conflict.constraint.find("username") != std::string::npos) return IdentifierType::username;
  if (conflict.constraint.find("primary_email") != std::string::npos) return IdentifierType::email;
  if (conflict.constraint.find("primary_phone") != std::string::npos) return IdentifierType::phone;
  return std::nullopt;
}

}  // namespace daemun::storage
