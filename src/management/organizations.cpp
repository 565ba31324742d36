// Organizations: /organizations.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/search.h"
#include "storage/organization_store.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

constexpr std::size_t id_length = 12;

const std::string featured_fields =
    ", usersCount?: number, featuredUsers?: {id: string<1..12>, avatar: string<0..2048>|null, "
    "name: string<0..128>|null}[]";
const std::string optional_body_fields =
    "description?: string<0..256>|null, customData?: {}, isMfaRequired?: boolean, "
    "isTrustedDeviceAllowed?: boolean, color?: " +
    organization_color_shape + ", branding?: " + organization_branding_shape +
    ", customCss?: string|null";

// What the shape knows of the member, as JSON text: pages read it later.
std::optional<std::string> part_of(
    const json::object& body, std::string_view name, std::initializer_list<std::string_view> members
) {
  const auto* given = find_object(body, name);
  if (given == nullptr) return std::nullopt;
  json::object part;
  for (const auto member : members) {
    if (const auto* value = given->if_contains(member)) part[member] = *value;
  }
  return json::serialize(part);
}

storage::OrganizationChanges parse_changes(const json::object& body) {
  storage::OrganizationChanges changes{
      .name = string_of(body, "name"),
      .sets_description = body.contains("description"),
      .description = string_of(body, "description"),
      .is_mfa_required = find_bool(body, "isMfaRequired"),
      .is_trusted_device_allowed = find_bool(body, "isTrustedDeviceAllowed"),
      .color = part_of(body, "color", {"primaryColor", "isDarkModeEnabled", "darkPrimaryColor"}),
      .branding = part_of(body, "branding", {"logoUrl", "darkLogoUrl", "favicon", "darkFavicon"}),
      .sets_custom_css = body.contains("customCss"),
      .custom_css = string_of(body, "customCss"),
  };
  if (const auto* data = find_object(body, "customData"))
    changes.custom_data = json::serialize(*data);
  return changes;
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

json::array to_json(const std::vector<storage::OrganizationStore::FeaturedUser>& users) {
  json::array array;
  for (const auto& user : users) {
    array.push_back(json::object{
        {"id", user.id.value()},
        {"avatar", to_value(user.avatar)},
        {"name", to_value(user.name)},
    });
  }
  return array;
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
      auto object = management::to_json(dependencies_.tenant, listed.organizations[i]);
      if (i < featured.size()) {
        object["usersCount"] = featured[i].users_count;
        object["featuredUsers"] = to_json(featured[i].users);
      }
      array.push_back(std::move(object));
    }
    co_return Reply{.body = std::move(array), .total = listed.total};
  }

  Answer create(Call call) {
    OrganizationDetails empty;
    empty.id = new_id<OrganizationId>(dependencies_.random, call, id_length);
    empty.created_at = dependencies_.clock.now();
    const auto organization = with_changes(std::move(empty), parse_changes(call.body));
    const auto body = management::to_json(dependencies_.tenant, organization);
    storage::Plan plan;
    plan.add(organizations_.insert(organization));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan), body);
    if (!committed) co_return unprocessable("entity.unique_integrity_violation");
    co_return Reply{.body = body};
  }

  Answer show(Call call) {
    const OrganizationId id(call.path_parameter("id"));
    const auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    co_return Reply{.body = management::to_json(dependencies_.tenant, *organization)};
  }

  Answer update(Call call) {
    const OrganizationId id(call.path_parameter("id"));
    auto organization = co_await organizations_.find(id);
    if (!organization) co_return no_such("organizations", id.value());
    const auto changes = parse_changes(call.body);
    const auto body =
        management::to_json(dependencies_.tenant, with_changes(std::move(*organization), changes));
    storage::Plan plan;
    plan.add(organizations_.update(id, changes));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan), body);
    if (!committed) co_return no_such("organizations", id.value());
    co_return Reply{.body = body};
  }

  Answer remove(Call call) {
    storage::Plan plan;
    plan.add(organizations_.remove(OrganizationId(call.path_parameter("id"))));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
};

}  // namespace

Operations nouns::organizations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Organizations>(dependencies);
  using http::Method;
  const auto reply = "{" + organization_fields + "}";
  return {
      {.method = Method::get,
       .path = "/organizations",
       .summary = "List organizations",
       .paging = Paging::always,
       .query = {"q", "showFeatured"},
       .reply = parse_shape("{" + organization_fields + featured_fields + "}[]"),
       .handler = handled_by(noun, &Organizations::list)},
      {.method = Method::post,
       .path = "/organizations",
       .summary = "Create an organization",
       .status = 201,
       .body = parse_shape("{name: string<1..128>, " + optional_body_fields + "}"),
       .reply = parse_shape(reply),
       .refusals = {422},
       .event = "Organization.Created",
       .handler = handled_by(noun, &Organizations::create)},
      {.method = Method::get,
       .path = "/organizations/{id}",
       .summary = "Show an organization",
       .reply = parse_shape(reply),
       .refusals = {404},
       .handler = handled_by(noun, &Organizations::show)},
      {.method = Method::patch,
       .path = "/organizations/{id}",
       .summary = "Change an organization",
       .body = parse_shape("{name?: string<1..128>, " + optional_body_fields + "}"),
       .reply = parse_shape(reply),
       .refusals = {404, 422},
       .event = "Organization.Data.Updated",
       .handler = handled_by(noun, &Organizations::update)},
      {.method = Method::delete_,
       .path = "/organizations/{id}",
       .summary = "Delete an organization, with its memberships and invitations",
       .status = 204,
       .refusals = {404},
       .event = "Organization.Deleted",
       .handler = handled_by(noun, &Organizations::remove)},
  };
}

}  // namespace daemun::management
