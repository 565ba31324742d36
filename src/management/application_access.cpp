// Who may use an application: /applications/{applicationId}/access-control.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/application_access_store.h"
#include "storage/application_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

const std::string rules_shape =
    "{userIds: string<1..>[], userRoleIds: string<1..>[], organizationIds: string<1..>[], "
    "organizationRoleRules: {organizationId: string<1..>, organizationRoleIds: string<1..>[]}[]}";

template <typename SomeId>
std::vector<SomeId> ids_of(const json::object& body, std::string_view name) {
  std::vector<SomeId> ids;
  for (auto& text : find_strings(body, name))
    ids.emplace_back(std::move(text));
  return ids;
}

template <typename SomeId>
json::array to_json(const std::vector<SomeId>& ids) {
  json::array array;
  for (const auto& id : ids)
    array.emplace_back(id.value());
  return array;
}

json::object to_json(const ApplicationAccessRules& rules) {
  json::array organization_roles;
  for (const auto& rule : rules.organization_roles) {
    organization_roles.push_back(json::object{
        {"organizationId", rule.organization.value()}, {"organizationRoleIds", to_json(rule.roles)}}
    );
  }
  return {
      {"userIds", to_json(rules.users)},
      {"userRoleIds", to_json(rules.user_roles)},
      {"organizationIds", to_json(rules.organizations)},
      {"organizationRoleRules", std::move(organization_roles)},
  };
}

// Errors: 400 guard.invalid_input.
api::Outcome<ApplicationAccessRules> parse_rules(const json::object& body) {
  ApplicationAccessRules rules{
      .users = ids_of<UserId>(body, "userIds"),
      .user_roles = ids_of<RoleId>(body, "userRoleIds"),
      .organizations = ids_of<OrganizationId>(body, "organizationIds"),
      .organization_roles = {},
  };
  for (const auto& item : *find_array(body, "organizationRoleRules")) {
    const auto& rule = item.as_object();
    OrganizationRoleRule parsed{
        .organization = OrganizationId(*string_of(rule, "organizationId")),
        .roles = ids_of<OrganizationRoleId>(rule, "organizationRoleIds"),
    };
    // It would let in nobody, and look as if it did.
    if (parsed.roles.empty())
      return api::invalid_input("body.organizationRoleRules: organizationRoleIds is empty");
    rules.organization_roles.push_back(std::move(parsed));
  }
  if (count_rules(rules) > max_access_rules) {
    return api::invalid_input(
        "an application has at most " + std::to_string(max_access_rules) + " access rules"
    );
  }
  return rules;
}

class ApplicationAccess {
 public:
  explicit ApplicationAccess(const Dependencies& dependencies)
      : dependencies_(dependencies),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        rules_(dependencies.database, dependencies.tenant) {}

  Answer show(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto application = co_await applications_.find_record(id);
    if (!application) co_return no_such("applications", id.value());
    const auto rules = co_await rules_.list_rules(id);
    co_return Reply{.body = to_json(rules)};
  }

  Answer replace(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto rules = parse_rules(call.body);
    if (!rules) co_return rules.error();
    storage::Plan plan;
    plan.add(applications_.lock(id));
    plan.add(rules_.replace_rules(id, *rules, dependencies_.random));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return co_await show(std::move(call));
    if (committed.error().statement == 0) co_return no_such("applications", id.value());
    co_return unprocessable("entity.relation_foreign_key_not_found");
  }

 private:
  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationAccessStore rules_;
};

}  // namespace

Operations nouns::application_access(const Dependencies& dependencies) {
  const auto noun = std::make_shared<ApplicationAccess>(dependencies);
  using http::Method;
  const std::string path = "/applications/{applicationId}/access-control";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "Show the access rules of an application",
       .reply = parse_shape(rules_shape),
       .refusals = {404},
       .handler = handled_by(noun, &ApplicationAccess::show)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the access rules of an application",
       .body = parse_shape(rules_shape),
       .reply = parse_shape(rules_shape),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationAccess::replace)},
  };
}

}  // namespace daemun::management
