#include "storage/application_access_store.h"

#include "base/json.h"

#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace daemun::storage {
namespace {

constexpr std::size_t rule_id_length = 21;

constexpr Sql list_sql{
    "select user_id, role_id, organization_id, organization_role_id from application_access_rules "
    "where tenant_id = $1 and application_id = $2 "
    "order by user_id, role_id, organization_id, organization_role_id"};
constexpr Sql facts_sql{
    "select exists (select 1 from application_access_rules a where a.tenant_id = $1 "
    "and a.application_id = $2 and a.user_id = $3), "
    "exists (select 1 from users_roles u join application_access_rules a "
    "on a.tenant_id = u.tenant_id and a.role_id = u.role_id "
    "where u.tenant_id = $1 and u.user_id = $3 and a.application_id = $2), "
    "exists (select 1 from organization_users u join application_access_rules a "
    "on a.tenant_id = u.tenant_id and a.organization_id = u.organization_id "
    "where u.tenant_id = $1 and u.user_id = $3 and a.application_id = $2 "
    "and a.organization_role_id is null), "
    "exists (select 1 from organization_role_users u join application_access_rules a "
    "on a.tenant_id = u.tenant_id and a.organization_id = u.organization_id "
    "and a.organization_role_id = u.organization_role_id "
    "where u.tenant_id = $1 and u.user_id = $3 and a.application_id = $2)"};
constexpr Sql remove_sql{
    "delete from application_access_rules where tenant_id = $1 and application_id = $2"};
// A rule that names a role of machines is left out, and so the number of rows tells.
#define DAEMUN_FOR_USERS                                                               \
  "where (r.role_id is null or exists (select 1 from roles o where o.tenant_id = $1 "  \
  "and o.id = r.role_id and o.type = 'User')) and (r.organization_role_id is null or " \
  "exists (select 1 from organization_roles o where o.tenant_id = $1 "                 \
  "and o.id = r.organization_role_id and o.type = 'User'))"
#define DAEMUN_INSERT                                                                       \
  "insert into application_access_rules (tenant_id, application_id, id, user_id, role_id, " \
  "organization_id, organization_role_id) "                                                 \
  "select $1, $2, r.id, r.user_id, r.role_id, r.organization_id, r.organization_role_id from "
constexpr Sql insert_sql{
    DAEMUN_INSERT
    "(select value ->> '$.id' as id, value ->> '$.user_id' as user_id, value ->> '$.role_id' as "
    "role_id, value ->> '$.organization_id' as organization_id, value ->> "
    "'$.organization_role_id' as organization_role_id from json_each($3)) r " DAEMUN_FOR_USERS,
    DAEMUN_INSERT
    "json_to_recordset($3::json) as r(id text, user_id text, role_id text, organization_id text, "
    "organization_role_id text) " DAEMUN_FOR_USERS};
#undef DAEMUN_INSERT
#undef DAEMUN_FOR_USERS

// Adds to the last rule of the list, whose rows come together.
void add_organization_role(
    std::vector<OrganizationRoleRule>& rules, OrganizationId organization, OrganizationRoleId role
) {
  if (rules.empty() || rules.back().organization != organization)
    rules.push_back({.organization = std::move(organization), .roles = {}});
  rules.back().roles.push_back(std::move(role));
}

// Collects rules as JSON rows, each once.
class RuleRows {
 public:
  explicit RuleRows(crypto::Random& random) : random_(random) {}

  // The column and its value; an organization's role has a second pair.
  void add(
      std::string_view column,
      const std::string& value,
      std::string_view column2 = "",
      const std::string& value2 = ""
  ) {
    if (!seen_.emplace(column, value, value2).second) return;
    json::object row{{"id", crypto::random_id(random_, rule_id_length)}, {column, value}};
    if (!column2.empty()) row[column2] = value2;
    rows_.push_back(std::move(row));
  }

  std::size_t size() const { return rows_.size(); }
  std::string text() const { return json::serialize(rows_); }

 private:
  crypto::Random& random_;
  std::set<std::tuple<std::string, std::string, std::string>> seen_;
  json::array rows_;
};

}  // namespace

Task<ApplicationAccessRules> ApplicationAccessStore::list_rules(ApplicationId application) const {
  Query query{list_sql, {tenant_, application}};
  const auto rows = co_await database_.read(std::move(query));
  ApplicationAccessRules rules;
  for (const auto& row : rows) {
    if (!row.is_null(0)) {
      rules.users.push_back(row.id<UserId>(0));
    } else if (!row.is_null(1)) {
      rules.user_roles.push_back(row.id<RoleId>(1));
    } else if (row.is_null(3)) {
      rules.organizations.push_back(row.id<OrganizationId>(2));
    } else {
      add_organization_role(
          rules.organization_roles, row.id<OrganizationId>(2), row.id<OrganizationRoleId>(3)
      );
    }
  }
  co_return rules;
}

Task<ApplicationAccessFacts> ApplicationAccessStore::find_facts(
    ApplicationId application, UserId user
) const {
  Query query{facts_sql, {tenant_, application, user}};
  const auto rows = co_await database_.read(std::move(query));
  const Row& row = rows.front();
  co_return ApplicationAccessFacts{
      .is_named = row.boolean(0),
      .holds_named_role = row.boolean(1),
      .is_member_of_named_organization = row.boolean(2),
      .holds_named_organization_role = row.boolean(3),
  };
}

Plan ApplicationAccessStore::replace_rules(
    const ApplicationId& application, const ApplicationAccessRules& rules, crypto::Random& random
) const {
  RuleRows rows(random);
  for (const auto& user : rules.users)
    rows.add("user_id", user.value());
  for (const auto& role : rules.user_roles)
    rows.add("role_id", role.value());
  for (const auto& organization : rules.organizations)
    rows.add("organization_id", organization.value());
  for (const auto& rule : rules.organization_roles) {
    for (const auto& role : rule.roles)
      rows.add("organization_id", rule.organization.value(), "organization_role_id", role.value());
  }
  Plan plan;
  plan.add(Statement{remove_sql, {tenant_, application}});
  plan.add(Statement{
      insert_sql, {tenant_, application, rows.text()}, RowCount::exactly(rows.size())});
  return plan;
}

}  // namespace daemun::storage
