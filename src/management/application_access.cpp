// The users and roles that may use an application: /applications/{applicationId}/access-control.
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

struct RoleRule {
  Text<1> organization_id{};
  Ids organization_role_ids{};
};
BOOST_DESCRIBE_STRUCT(RoleRule, (), (organization_id, organization_role_ids))

struct AccessRules {
  Ids user_ids{};
  Ids user_role_ids{};
  Ids organization_ids{};
  std::vector<RoleRule> organization_role_rules{};
};
BOOST_DESCRIBE_STRUCT(
    AccessRules, (), (user_ids, user_role_ids, organization_ids, organization_role_rules)
)

AccessRules to_view(const ApplicationAccessRules& rules) {
  AccessRules view{
      .user_ids = to_texts(rules.users),
      .user_role_ids = to_texts(rules.user_roles),
      .organization_ids = to_texts(rules.organizations),
      .organization_role_rules = {},
  };
  for (const auto& rule : rules.organization_roles)
    view.organization_role_rules.push_back({rule.organization.value(), to_texts(rule.roles)});
  return view;
}

// Errors: 400 guard.invalid_input.
api::Outcome<ApplicationAccessRules> parse_rules(const AccessRules& body) {
  ApplicationAccessRules rules{
      .users = to_ids<UserId>(body.user_ids),
      .user_roles = to_ids<RoleId>(body.user_role_ids),
      .organizations = to_ids<OrganizationId>(body.organization_ids),
      .organization_roles = {},
  };
  for (const auto& rule : body.organization_role_rules) {
    OrganizationRoleRule parsed{
        .organization = OrganizationId(rule.organization_id),
        .roles = to_ids<OrganizationRoleId>(rule.organization_role_ids),
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
    co_return reply_of(to_view(rules));
  }

  Answer replace(Call call, AccessRules body) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto rules = parse_rules(body);
    if (!rules) co_return rules.error();
    storage::Plan plan;
    plan.add(applications_.lock(id));
    plan.add(rules_.replace_rules(id, *rules, dependencies_.random));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
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
       .reply = shape_of<AccessRules>(),
       .refusals = {404},
       .handler = handled_by(noun, &ApplicationAccess::show)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the access rules of an application",
       .reply = shape_of<AccessRules>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationAccess::replace)},
  };
}

}  // namespace daemun::management
