// Organizations: /organizations.
#include "management/answers.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/search.h"
#include "management/user_json.h"
#include "storage/organization_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

constexpr std::size_t id_length = 12;

// A new organization needs a name, a changed one need not have one.
template <typename Name>
struct OrganizationBody {
  Name name{};
  Patch<Text<0, 256>> description{};
  std::optional<json::object> custom_data{};
  std::optional<bool> is_mfa_required{};
  std::optional<bool> is_trusted_device_allowed{};
  std::optional<PartialColors> color{};
  std::optional<Branding> branding{};
  Patch<std::string> custom_css{};
  BOOST_DESCRIBE_CLASS(
      OrganizationBody,
      (),
      (name,
       description,
       custom_data,
       is_mfa_required,
       is_trusted_device_allowed,
       color,
       branding,
       custom_css),
      (),
      ()
  )
};
using CreateOrganization = OrganizationBody<Text<1, 128>>;
using UpdateOrganization = OrganizationBody<std::optional<Text<1, 128>>>;

struct ListedOrganization : OrganizationView {
  std::optional<Number<>> users_count{};
  std::optional<std::vector<FeaturedUser>> featured_users{};
};
BOOST_DESCRIBE_STRUCT(ListedOrganization, (OrganizationView), (users_count, featured_users))

// The described members of a document, as JSON text: pages read it later.
template <typename T>
std::optional<std::string> text_of(const std::optional<T>& member) {
  if (!member) return std::nullopt;
  return json::serialize(api::to_json(*member));
}

template <typename Name>
storage::OrganizationChanges to_changes(const OrganizationBody<Name>& body) {
  return {
      .name = body.name,
      .sets_description = body.description.is_given,
      .description = body.description,
      .custom_data = text_of(body.custom_data),
      .is_mfa_required = body.is_mfa_required,
      .is_trusted_device_allowed = body.is_trusted_device_allowed,
      .color = text_of(body.color),
      .branding = text_of(body.branding),
      .sets_custom_css = body.custom_css.is_given,
      .custom_css = body.custom_css,
  };
}

OrganizationDetails with_changes(
    OrganizationDetails organization, const storage::OrganizationChanges& changes
) {
  if (changes.name) organization.name = *changes.name;
  if (changes.sets_description) organization.description = changes.description;
  if (changes.custom_data) organization.custom_data = *changes.custom_data;
  if (changes.is_mfa_required) organization.is_mfa_required = *changes.is_mfa_required;
  if (changes.is_trusted_device_allowed)
    organization.is_trusted_device_allowed = *changes.is_trusted_device_allowed;
  if (changes.color) organization.color = *changes.color;
  if (changes.branding) organization.branding = *changes.branding;
  if (changes.sets_custom_css) organization.custom_css = changes.custom_css;
  return organization;
}

class Organizations {
 public:
  explicit Organizations(const Dependencies& dependencies)
      : dependencies_(dependencies), organizations_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    auto search = parse_simple_search(call.query, {"id", "name"});
    const auto listed = co_await organizations_.list(std::move(search), call.window());
    std::vector<storage::OrganizationStore::Featured> featured;
    if (is_yes(call.query.find("showFeatured"))) {
      std::vector<OrganizationId> ids;
      for (const auto& organization : listed.organizations)
        ids.push_back(organization.id);
      featured = co_await organizations_.list_featured(std::move(ids));
    }
    json::array array;
    for (std::size_t i = 0; i < listed.organizations.size(); ++i) {
      ListedOrganization view{to_view(dependencies_.tenant, listed.organizations[i])};
      if (i < featured.size()) {
        view.users_count = featured[i].users_count;
        view.featured_users.emplace();
        for (const auto& user : featured[i].users)
          view.featured_users->push_back({user.id.value(), user.avatar, user.name});
      }
      array.push_back(api::to_json(view));
    }
    co_return Reply{.body = std::move(array), .total = listed.total};
  }

  Answer create(Call call, CreateOrganization body) {
    OrganizationDetails empty;
    empty.id = new_id<OrganizationId>(dependencies_.random, call, id_length);
    empty.created_at = dependencies_.clock.now();
    const auto organization = with_changes(std::move(empty), to_changes(body));
    const auto shown = api::to_json(to_view(dependencies_.tenant, organization));
    storage::Plan plan;
    plan.add(organizations_.insert(organization));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (!committed) co_return unprocessable("entity.unique_integrity_violation");
    co_return Reply{.body = shown};
  }

  Answer show(Call call) {
    const OrganizationId id(call.path_parameter("id"));
    const auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    co_return reply_of(to_view(dependencies_.tenant, *organization));
  }

  Answer update(Call call, UpdateOrganization body) {
    const OrganizationId id(call.path_parameter("id"));
    auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    const auto changes = to_changes(body);
    const auto changed = with_changes(std::move(*organization), changes);
    const auto shown = api::to_json(to_view(dependencies_.tenant, changed));
    storage::Plan plan;
    plan.add(organizations_.update(id, changes));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (!committed) co_return no_such("organizations", id.value());
    co_return Reply{.body = shown};
  }

  Answer remove(Call call) {
    auto removal = organizations_.remove(OrganizationId(call.path_parameter("id")));
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
};

}  // namespace

Operations nouns::organizations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Organizations>(dependencies);
  return crud_rows<OrganizationView>(
      noun,
      {.path = "/organizations",
       .event = "Organization",
       .list =
           {.summary = "List organizations",
            .paging = Paging::always,
            .query = {"q", "showFeatured"},
            .reply = shape_of<std::vector<ListedOrganization>>()},
       .create = {.summary = "Create an organization", .status = 201, .refusals = {422}},
       .show = {.summary = "Show an organization"},
       .update = {.summary = "Change an organization", .refusals = {404, 422}},
       .remove = {.summary = "Delete an organization, with its memberships and invitations"}}
  );
}

}  // namespace daemun::management
