#include "storage/administrator_store.h"

#include "domain/administration.h"

namespace daemun::storage {
namespace {

// A row of logto_configs.
constexpr std::string_view setup_key = "daemun.consoleSetup";

// Who holds the role named $2 in the tenant $1 and may sign in.
#define DAEMUN_ADMINISTRATORS                                                                   \
  "select 1 from roles r join users_roles x on x.tenant_id = r.tenant_id and x.role_id = r.id " \
  "join users u on u.tenant_id = x.tenant_id and u.id = x.user_id "                             \
  "where r.tenant_id = $1 and r.name = $2 and u.is_suspended = false"

// Of these, who can: with a password that has not expired and one of the identifiers that count.
#define DAEMUN_WHO_CAN(username, email, phone)                              \
  DAEMUN_ADMINISTRATORS                                                     \
  " and u.password_hash is not null and u.is_password_expired = false and " \
  "((" username                                                             \
  " and u.username is not null) or "                                        \
  "(" email                                                                 \
  " and u.primary_email is not null) or "                                   \
  "(" phone " and u.primary_phone is not null))"

constexpr Sql has_one_sql{"select exists (" DAEMUN_ADMINISTRATORS ")"};

// The role's row stands for all who hold it: whoever has changed it comes first. The second
// statement sees what the first has waited for, which one statement would not on PostgreSQL.
constexpr Sql lock_sql{"update roles set name = name where tenant_id = $1 and name = $2"};
constexpr Sql keep_one_without_sql{
    "update roles set name = name where tenant_id = $1 and name = $2 and "
    "(exists (" DAEMUN_WHO_CAN(
        "$4", "$5", "$6"
    ) " and u.id <> $3) or "
      "exists (" DAEMUN_WHO_CAN(
          "$7", "$8", "$9"
      ) " and u.id = $3) or "
        "not exists (" DAEMUN_WHO_CAN("$4", "$5", "$6") " and u.id = $3))"};
constexpr Sql keep_one_under_sql{
    "update roles set name = name where tenant_id = $1 and name = $2 and "
    "(exists (" DAEMUN_WHO_CAN(
        "$6", "$7", "$8"
    ) ") or "
      "not exists (" DAEMUN_WHO_CAN("$3", "$4", "$5") "))"};
constexpr std::size_t guard_statements = 2;

constexpr Sql find_setup_sql{
    "select value from logto_configs where tenant_id = $1 and key = $3 and "
    "not exists (" DAEMUN_ADMINISTRATORS ")"};
constexpr Sql open_setup_sql{
    "insert into logto_configs (tenant_id, key, value) select $1, $3, $4 where "
    "not exists (" DAEMUN_ADMINISTRATORS ") on conflict do nothing"};
constexpr Sql pass_setup_sql{
    "delete from logto_configs where tenant_id = $1 and key = $3 and value = $4 and "
    "not exists (" DAEMUN_ADMINISTRATORS ")"};
constexpr Sql close_setup_sql{"delete from logto_configs where tenant_id = $1 and key = $2"};

Plan after_lock(Statement statement) {
  Plan plan;
  plan.add(Statement{lock_sql, {administration_tenant, administrator_role}, RowCount::exactly(1)});
  plan.add(std::move(statement));
  return plan;
}

#undef DAEMUN_WHO_CAN
#undef DAEMUN_ADMINISTRATORS

}  // namespace

AdministratorStore::AdministratorStore(Database& database) : database_(database) {}

Task<bool> AdministratorStore::has_one() const {
  Query query{has_one_sql, {administration_tenant, administrator_role}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().boolean(0);
}

Plan AdministratorStore::keep_one(
    const UserId& user, const SignInIdentifiers& settings, const SignInIdentifiers& after
) const {
  return after_lock(Statement{
      keep_one_without_sql,
      {administration_tenant,
       administrator_role,
       user,
       settings.username,
       settings.email,
       settings.phone,
       settings.username && after.username,
       settings.email && after.email,
       settings.phone && after.phone},
      RowCount::exactly(1)});
}

Plan AdministratorStore::keep_one(const SignInIdentifiers& before, const SignInIdentifiers& after)
    const {
  return after_lock(Statement{
      keep_one_under_sql,
      {administration_tenant,
       administrator_role,
       before.username,
       before.email,
       before.phone,
       after.username,
       after.email,
       after.phone},
      RowCount::exactly(1)});
}

bool AdministratorStore::is_last(const Conflict& conflict) {
  return conflict.reason == Conflict::Reason::row_count && conflict.statement < guard_statements;
}

Task<std::optional<std::string>> AdministratorStore::find_setup_id() const {
  Query query{find_setup_sql, {administration_tenant, administrator_role, setup_key}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text(0);
}

Statement AdministratorStore::open_setup(const std::string& id) const {
  return Statement{open_setup_sql, {administration_tenant, administrator_role, setup_key, id}};
}

Statement AdministratorStore::pass_setup(const std::string& id) const {
  return Statement{
      pass_setup_sql,
      {administration_tenant, administrator_role, setup_key, id},
      RowCount::exactly(1)};
}

Statement AdministratorStore::close_setup() const {
  return Statement{close_setup_sql, {administration_tenant, setup_key}};
}

}  // namespace daemun::storage
