#include "storage/administrator_store.h"

#include "domain/administration.h"
#include "storage/administrator_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = administrator_store_sql;

// A row of logto_configs.
constexpr std::string_view setup_key = "daemun.consoleSetup";

constexpr std::size_t guard_statements = 2;

Plan after_lock(Statement statement) {
  Plan plan;
  plan.add(Statement{sql::lock, {administration_tenant, administrator_role}, RowCount::exactly(1)});
  plan.add(std::move(statement));
  return plan;
}

}  // namespace

AdministratorStore::AdministratorStore(Database& database) : database_(database) {}

Task<bool> AdministratorStore::has_one() const {
  Query query{sql::has_one, {administration_tenant, administrator_role}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().boolean("has_one");
}

Plan AdministratorStore::keep_one(
    const UserId& user, const SignInIdentifiers& settings, const SignInIdentifiers& after
) const {
  return after_lock(Statement{
      sql::keep_one_without,
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
      sql::keep_one_under,
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
  Query query{sql::find_setup, {administration_tenant, administrator_role, setup_key}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text("value");
}

Statement AdministratorStore::open_setup(const std::string& id) const {
  return Statement{sql::open_setup, {administration_tenant, administrator_role, setup_key, id}};
}

Statement AdministratorStore::pass_setup(const std::string& id) const {
  return Statement{
      sql::pass_setup,
      {administration_tenant, administrator_role, setup_key, id},
      RowCount::exactly(1)};
}

Statement AdministratorStore::close_setup() const {
  return Statement{sql::close_setup, {administration_tenant, setup_key}};
}

}  // namespace daemun::storage
