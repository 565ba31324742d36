#include "storage/application_access_store.h"

#include "base/json.h"
#include "storage/application_access_store_sql.h"

#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = application_access_store_sql;

constexpr std::size_t rule_id_length = 21;

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
  Query query{sql::list, {tenant_, application}};
  const auto rows = co_await database_.read(std::move(query));
  ApplicationAccessRules rules;
  for (const auto& row : rows) {
    if (!row.is_null("user_id")) {
      rules.users.push_back(row.id<UserId>("user_id"));
    } else if (!row.is_null("role_id")) {
      rules.user_roles.push_back(row.id<RoleId>("role_id"));
    } else if (row.is_null("organization_role_id")) {
      rules.organizations.push_back(row.id<OrganizationId>("organization_id"));
    } else {
      add_organization_role(
          rules.organization_roles,
          row.id<OrganizationId>("organization_id"),
          row.id<OrganizationRoleId>("organization_role_id")
      );
    }
  }
  co_return rules;
}

Task<ApplicationAccessFacts> ApplicationAccessStore::find_facts(
    ApplicationId application, UserId user
) const {
  Query query{sql::facts, {tenant_, application, user}};
  const auto rows = co_await database_.read(std::move(query));
  const Row& row = rows.front();
  co_return ApplicationAccessFacts{
      .is_named = row.boolean("is_named"),
      .holds_named_role = row.boolean("holds_named_role"),
      .is_member_of_named_organization = row.boolean("is_member"),
      .holds_named_organization_role = row.boolean("holds_organization_role"),
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
  plan.add(Statement{sql::remove, {tenant_, application}});
  plan.add(Statement{
      sql::insert, {tenant_, application, rows.text()}, RowCount::exactly(rows.size())});
  return plan;
}

}  // namespace daemun::storage
