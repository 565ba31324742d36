// The permissions of the organization template: /organization-scopes.
#include "management/answers.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_template_json.h"
#include "management/search.h"
#include "storage/organization_template_store.h"

#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

struct CreateScope {
  Text<1, 128> name{};
  Patch<Text<0, 256>> description{};
};
BOOST_DESCRIBE_STRUCT(CreateScope, (), (name, description))

struct UpdateScope {
  std::optional<Text<1, 128>> name{};
  Patch<Text<0, 256>> description{};
};
BOOST_DESCRIBE_STRUCT(UpdateScope, (), (name, description))

class OrganizationScopes {
 public:
  explicit OrganizationScopes(const Dependencies& dependencies)
      : dependencies_(dependencies), template_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    auto search = parse_simple_search(call.query, {"name"});
    const auto listed = co_await template_.list_scopes(std::move(search), call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const OrganizationScope& scope) {
      return to_view(dependencies_.tenant, scope);
    });
  }

  Answer create(Call call, CreateScope body) {
    const OrganizationScope scope{
        .id = make_id<OrganizationScopeId>(dependencies_.random),
        .name = body.name,
        .description = body.description,
    };
    const auto shown = api::to_json(to_view(dependencies_.tenant, scope));
    storage::Plan plan;
    plan.add(template_.insert_scope(scope));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (!committed) co_return unprocessable("entity.unique_integrity_violation");
    co_return Reply{.body = shown};
  }

  Answer show(Call call) {
    const OrganizationScopeId id(call.path_parameter("id"));
    const auto scope = co_await template_.find_scope(id);
    if (!scope) co_return no_such("organization_scopes", id.value());
    co_return reply_of(to_view(dependencies_.tenant, *scope));
  }

  Answer update(Call call, UpdateScope body) {
    const OrganizationScopeId id(call.path_parameter("id"));
    auto scope = co_await template_.find_scope(id);
    if (!scope) co_return no_such("organization_scopes", id.value());
    const storage::OrganizationScopeChanges changes{
        .name = body.name,
        .sets_description = body.description.is_given,
        .description = body.description,
    };
    scope->name = changes.name.value_or(scope->name);
    if (changes.sets_description) scope->description = changes.description;
    const auto shown = api::to_json(to_view(dependencies_.tenant, *scope));
    storage::Plan plan;
    plan.add(template_.update_scope(id, changes));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (committed) co_return Reply{.body = shown};
    if (is_unique(committed.error())) co_return unprocessable("entity.unique_integrity_violation");
    co_return no_such("organization_scopes", id.value());
  }

  Answer remove(Call call) {
    const OrganizationScopeId id(call.path_parameter("id"));
    return commit_removal(dependencies_, std::move(call), template_.remove_scope(id), not_found());
  }

 private:
  const Dependencies& dependencies_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace

Operations nouns::organization_scopes(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationScopes>(dependencies);
  return crud_rows<OrganizationScopeView>(
      noun,
      {.path = "/organization-scopes",
       .event = "OrganizationScope",
       .list =
           {.summary = "List the permissions of the organization template",
            .paging = Paging::optional,
            .query = {"q"}},
       .create =
           {.summary = "Create a permission of the organization template",
            .status = 201,
            .refusals = {422}},
       .show = {.summary = "Show a permission of the organization template"},
       .update =
           {.summary = "Change a permission of the organization template", .refusals = {404, 422}},
       .remove = {.summary = "Delete a permission of the organization template"}}
  );
}

}  // namespace daemun::management
