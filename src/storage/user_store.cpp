#include "storage/user_store.h"

#include "base/json.h"
#include "base/text.h"
#include "crypto/password_work.h"

namespace daemun::storage {
namespace {

#define DAEMUN_USER_COLUMNS                                                          \
  "id, username, primary_email, primary_phone, name, avatar, profile, custom_data, " \
  "identities, application_id, is_suspended, last_sign_in_at, created_at, updated_at"
constexpr std::size_t user_column_count = 14;
// Of a tenant that ignores the case of user names: the name in lower case, which is unique. Read in
// the statement that writes the name, for another process may have changed the setting. PostgreSQL
// has to hold the setting until the name is committed: whoever changes it fills the keys of the
// names that it sees.
#define DAEMUN_USERNAME_KEY(lower, lock)                       \
  "(select case when e.ignores_username_case then cast(" lower \
  " as text) end from "                                        \
  "sign_in_experiences e where e.tenant_id = $1" lock ")"
#define DAEMUN_SETTING_LOCK " for share of e"

constexpr Sql find_sql{
    "select " DAEMUN_USER_COLUMNS
    ", password_hash, password_algorithm, is_password_expired, password_updated_at "
    "from users "
    "where tenant_id = $1 and id = $2"};
constexpr Sql find_by_username_sql{
    "select " DAEMUN_USER_COLUMNS
    ", password_hash, password_algorithm, is_password_expired, password_updated_at "
    "from users "
    "where tenant_id = $1 and (username = $2 or username_key = $3) "
    "order by case when username = $2 then 0 else 1 end limit 1"};
constexpr Sql find_by_email_sql{
    "select " DAEMUN_USER_COLUMNS
    ", password_hash, password_algorithm, is_password_expired, password_updated_at "
    "from users "
    "where tenant_id = $1 and primary_email = $2"};
constexpr Sql find_by_phone_sql{
    "select " DAEMUN_USER_COLUMNS
    ", password_hash, password_algorithm, is_password_expired, password_updated_at "
    "from users "
    "where tenant_id = $1 and primary_phone = $2"};
constexpr Sql list_sql{"select " DAEMUN_USER_COLUMNS
                       " from users where tenant_id = $1 "
                       "order by created_at desc, id desc limit $2 offset $3"};

#define DAEMUN_INSERT_USER(lock)                                                            \
  "insert into users (tenant_id, " DAEMUN_USER_COLUMNS                                      \
  ", password_hash, password_algorithm, password_updated_at, password_work, username_key) " \
  "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "                   \
  "$15, $16, $17, $18, $19, " DAEMUN_USERNAME_KEY("$20", lock) ")"
constexpr Sql insert_sql{DAEMUN_INSERT_USER(""), DAEMUN_INSERT_USER(DAEMUN_SETTING_LOCK)};
#undef DAEMUN_INSERT_USER
#undef DAEMUN_USER_COLUMNS

#define DAEMUN_CHANGE_USER(lock)                                                 \
  "update users set username = case when $3 then $4 else username end, "         \
  "primary_email = case when $5 then $6 else primary_email end, "                \
  "primary_phone = case when $7 then $8 else primary_phone end, "                \
  "name = case when $9 then $10 else name end, "                                 \
  "avatar = case when $11 then $12 else avatar end, "                            \
  "custom_data = coalesce($13, custom_data), profile = coalesce($14, profile), " \
  "updated_at = $15, username_key = case when $3 then " DAEMUN_USERNAME_KEY(     \
      "$16", lock                                                                \
  ) " else username_key end where tenant_id = $1 and id = $2"
#define DAEMUN_UNCHANGED_AT_SIGN_IN                                                        \
  " and not is_suspended and username is not distinct from $17 "                           \
  "and primary_email is not distinct from $18 and primary_phone is not distinct from $19 " \
  "and custom_data = $20 and profile = $21"
constexpr Sql change_sql{DAEMUN_CHANGE_USER(""), DAEMUN_CHANGE_USER(DAEMUN_SETTING_LOCK)};
constexpr Sql change_at_sign_in_sql{
    DAEMUN_CHANGE_USER("") DAEMUN_UNCHANGED_AT_SIGN_IN,
    DAEMUN_CHANGE_USER(DAEMUN_SETTING_LOCK) DAEMUN_UNCHANGED_AT_SIGN_IN};
#undef DAEMUN_UNCHANGED_AT_SIGN_IN
#undef DAEMUN_CHANGE_USER
constexpr Sql replace_profile_sql{
    "update users set profile = $4, updated_at = $5 "
    "where tenant_id = $1 and id = $2 and profile = $3"};
constexpr Sql replace_custom_data_sql{
    "update users set custom_data = $4, updated_at = $5 "
    "where tenant_id = $1 and id = $2 and custom_data = $3"};
constexpr Sql replace_identities_sql{
    "update users set identities = $4, updated_at = $5 "
    "where tenant_id = $1 and id = $2 and identities = $3"};
constexpr Sql replace_logto_config_sql{
    "update users set logto_config = $4, updated_at = $5 "
    "where tenant_id = $1 and id = $2 and logto_config = $3"};
constexpr Sql logto_config_sql{"select logto_config from users where tenant_id = $1 and id = $2"};
constexpr Sql put_identity_sql{
    "insert into user_identities (tenant_id, user_id, target, identity_id) values ($1, $2, $3, $4) "
    "on conflict (tenant_id, user_id, target) do update set identity_id = excluded.identity_id"};
constexpr Sql remove_identity_sql{
    "delete from user_identities where tenant_id = $1 and user_id = $2 and target = $3"};
constexpr Sql add_to_count_sql{
    "insert into tenant_counters as c (tenant_id, name, value) values ($1, 'users', $2) "
    "on conflict (tenant_id, name) do update set value = c.value + excluded.value"};
constexpr Sql update_password_sql{
    "update users set password_hash = $3, password_algorithm = $4, password_updated_at = $5, "
    "is_password_expired = false, updated_at = $5, password_work = $6 where tenant_id = $1 and id "
    "= $2"};
constexpr Sql add_password_sql{
    "update users set password_hash = $3, password_algorithm = $4, password_updated_at = $5, "
    "updated_at = $5, password_work = $6 where tenant_id = $1 and id = $2 and password_hash is "
    "null"};
constexpr Sql require_password_sql{
    "update users set password_updated_at = $3 "
    "where tenant_id = $1 and id = $2 and password_updated_at = $3"};
// From one to the next greater one, each by the index: there are few, and many users.
constexpr Sql list_password_work_sql{
    "with recursive works (work) as ("
    "select min(password_work) from users where tenant_id = $1 and password_work is not null "
    "union all "
    "select (select min(u.password_work) from users u "
    "where u.tenant_id = $1 and u.password_work > works.work) "
    "from works where works.work is not null) "
    "select work from works where work is not null limit 16"};
constexpr Sql update_password_expiration_sql{
    "update users set is_password_expired = $3, updated_at = $4 where tenant_id = $1 and id = $2"};
constexpr Sql renew_hash_sql{
    "update users set password_hash = $4, password_algorithm = $5, password_work = $6 "
    "where tenant_id = $1 and id = $2 and password_hash = $3"};
constexpr Sql update_last_sign_in_sql{
    "update users set last_sign_in_at = $3 where tenant_id = $1 and id = $2 and not is_suspended"};
constexpr Sql update_suspension_sql{
    "update users set is_suspended = $3, updated_at = $4 where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from users where tenant_id = $1 and id = $2"};
constexpr Sql assign_role_sql{
    "insert into users_roles (tenant_id, user_id, role_id) values ($1, $2, $3) on conflict do "
    "nothing"};
constexpr Sql assign_default_roles_sql{
    "insert into users_roles (tenant_id, user_id, role_id) "
    "select r.tenant_id, u.id, r.id from roles r join users u on u.tenant_id = r.tenant_id "
    "where r.tenant_id = $1 and u.id = $2 and r.is_default and r.type = 'User' on conflict do "
    "nothing"};

#undef DAEMUN_SETTING_LOCK
#undef DAEMUN_USERNAME_KEY

std::optional<std::string> lower_of(const std::optional<std::string>& username) {
  return username ? std::optional(to_lower_ascii(*username)) : std::nullopt;
}

const Sql& replace_sql_for(UserDocument document) {
  switch (document) {
    case UserDocument::profile:
      return replace_profile_sql;
    case UserDocument::custom_data:
      return replace_custom_data_sql;
    case UserDocument::identities:
      return replace_identities_sql;
    case UserDocument::logto_config:
      return replace_logto_config_sql;
  }
  return replace_profile_sql;
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
      return find_by_username_sql;
    case IdentifierType::email:
      return find_by_email_sql;
    case IdentifierType::phone:
      return find_by_phone_sql;
  }
  return find_by_username_sql;
}

std::optional<std::string> work_of(const UserPassword& password) {
  const auto algorithm = crypto::parse_password_algorithm(password.algorithm);
  return algorithm ? crypto::find_password_work(*algorithm, password.hash) : std::nullopt;
}

std::optional<UserStore::WithPassword> with_password_of(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  UserStore::WithPassword found{
      .user = user_of(row, 0),
      .password = std::nullopt,
      .is_password_expired = row.boolean(user_column_count + 2),
      .password_updated_at = row.optional_time(user_column_count + 3),
  };
  if (!row.is_null(user_column_count)) {
    found.password = UserPassword{
        .hash = row.text(user_column_count),
        .algorithm = row.optional_text(user_column_count + 1).value_or("Argon2id"),
    };
  }
  return found;
}

}  // namespace

User user_of(const Row& row, std::size_t first) {
  return User{
      .id = row.id<UserId>(first),
      .username = row.optional_text(first + 1),
      .primary_email = row.optional_text(first + 2),
      .primary_phone = row.optional_text(first + 3),
      .name = row.optional_text(first + 4),
      .avatar = row.optional_text(first + 5),
      .profile = row.text(first + 6),
      .custom_data = row.text(first + 7),
      .identities = row.text(first + 8),
      .application_id = row.optional_id<ApplicationId>(first + 9),
      .is_suspended = row.boolean(first + 10),
      .last_sign_in_at = row.optional_time(first + 11),
      .created_at = row.time(first + 12),
      .updated_at = row.time(first + 13),
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
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return with_password_of(rows);
}

Task<std::vector<std::string>> UserStore::list_password_work() const {
  Query query{list_password_work_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<std::string> works;
  for (const auto& row : rows)
    works.push_back(row.text(0));
  co_return works;
}

Task<std::vector<User>> UserStore::list(std::size_t limit, std::size_t offset) const {
  Query query{
      list_sql, {tenant_, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<User> users;
  for (const auto& row : rows)
    users.push_back(user_of(row, 0));
  co_return users;
}

Task<std::optional<std::string>> UserStore::find_logto_config(UserId id) const {
  Query query{logto_config_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text(0);
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
  plan.add(Statement{insert_sql, std::move(parameters), RowCount::exactly(1)});
  for (const auto& [target, identity] : parse_identities(user.identities))
    plan.add(put_identity(user.id, target, identity));
  // Last, for the row is everybody's: the shorter it is locked the better.
  plan.add(Statement{add_to_count_sql, {tenant_, 1}, RowCount::exactly(1)});
  return plan;
}

Statement UserStore::update(const UserId& id, const UserChanges& changes, TimePoint now) const {
  return Statement{
      change_sql,
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
  statement.sql = change_at_sign_in_sql;
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
  return Statement{put_identity_sql, {tenant_, id, target, identity}, RowCount::exactly(1)};
}

Statement UserStore::remove_identity(const UserId& id, std::string_view target) const {
  return Statement{remove_identity_sql, {tenant_, id, target}};
}

Statement UserStore::require_password_of(const UserId& id, TimePoint updated_at) const {
  return Statement{require_password_sql, {tenant_, id, updated_at}, RowCount::exactly(1)};
}

Statement UserStore::update_password_expiration(const UserId& id, bool is_expired, TimePoint now)
    const {
  return Statement{
      update_password_expiration_sql, {tenant_, id, is_expired, now}, RowCount::exactly(1)};
}

Statement UserStore::renew_hash(
    const UserId& id, const UserPassword& before, const UserPassword& renewed
) const {
  return Statement{
      renew_hash_sql,
      {tenant_, id, before.hash, renewed.hash, renewed.algorithm, work_of(renewed)}};
}

Statement UserStore::update_password(const UserId& id, const UserPassword& password, TimePoint now)
    const {
  return Statement{
      update_password_sql,
      {tenant_, id, password.hash, password.algorithm, now, work_of(password)},
      RowCount::exactly(1)};
}

Statement UserStore::add_password(const UserId& id, const UserPassword& password, TimePoint now)
    const {
  return Statement{
      add_password_sql,
      {tenant_, id, password.hash, password.algorithm, now, work_of(password)},
      RowCount::exactly(1)};
}

Statement UserStore::update_last_sign_in(const UserId& id, TimePoint now) const {
  return Statement{update_last_sign_in_sql, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement UserStore::update_suspension(const UserId& id, bool is_suspended, TimePoint now) const {
  return Statement{update_suspension_sql, {tenant_, id, is_suspended, now}, RowCount::exactly(1)};
}

Plan UserStore::remove(const UserId& id) const {
  Plan plan;
  plan.add(Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)})
      .add(Statement{add_to_count_sql, {tenant_, -1}, RowCount::exactly(1)});
  return plan;
}

Statement UserStore::assign_role(const UserId& user, const RoleId& role) const {
  return Statement{assign_role_sql, {tenant_, user, role}};
}

Statement UserStore::assign_default_roles(const UserId& user) const {
  return Statement{assign_default_roles_sql, {tenant_, user}};
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
