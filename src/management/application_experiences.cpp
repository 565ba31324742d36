// What the sign-in pages of one application show instead of the tenant's:
// /applications/{applicationId}/sign-in-experience.
#include "management/answers.h"
#include "management/application_json.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/application_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

const std::string color_shape =
    "{primaryColor?: string<color>, isDarkModeEnabled?: boolean, darkPrimaryColor?: "
    "string<color>}";
const std::string branding_shape =
    "{logoUrl?: string<url>, darkLogoUrl?: string<url>, favicon?: string<url>, darkFavicon?: "
    "string<url>}";
const std::string legal_url = "(string<url 0..2048>|null | string<empty>)";
const std::string experience_shape =
    "{tenantId: string<0..21>, applicationId: string<1..21>, color: " + color_shape +
    ", branding: " + branding_shape +
    ", customCss: string|null, termsOfUseUrl: string<0..2048>|null, privacyPolicyUrl: "
    "string<0..2048>|null, displayName: string<0..256>|null}";
const std::string update_shape =
    "{color?: " + color_shape + ", branding?: " + branding_shape +
    ", customCss?: string|null, displayName?: string<0..256>|null, termsOfUseUrl: " + legal_url +
    ", privacyPolicyUrl: " + legal_url + "}";

json::object to_json(
    const TenantId& tenant, const ApplicationId& application, const ApplicationExperience& shown
) {
  return {
      {"tenantId", tenant.value()},
      {"applicationId", application.value()},
      {"color", parse_stored(shown.color)},
      {"branding", parse_stored(shown.branding)},
      {"customCss", to_value(shown.custom_css)},
      {"termsOfUseUrl", to_value(shown.terms_of_use_url)},
      {"privacyPolicyUrl", to_value(shown.privacy_policy_url)},
      {"displayName", to_value(shown.display_name)},
  };
}

std::optional<std::string> object_of(const json::object& body, std::string_view name) {
  const auto* object = find_object(body, name);
  return object == nullptr ? std::nullopt : std::optional(json::serialize(*object));
}

storage::ExperienceChanges::Text change_of(const json::object& body, std::string_view name) {
  return {.is_set = body.contains(name), .value = string_of(body, name)};
}

class ApplicationExperiences {
 public:
  explicit ApplicationExperiences(const Dependencies& dependencies)
      : dependencies_(dependencies),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer show(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto shown = co_await applications_.find_experience(id);
    if (!shown) co_return no_such("application_sign_in_experiences", id.value());
    co_return Reply{.body = to_json(dependencies_.tenant, id, *shown)};
  }

  Answer update(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto kept = keep_described(*call.operation->body, call.body);
    const auto& body = kept.get_object();
    const auto known = co_await applications_.find_experience(id);
    const storage::ExperienceChanges changes{
        .color = object_of(body, "color"),
        .branding = object_of(body, "branding"),
        .custom_css = change_of(body, "customCss"),
        .terms_of_use_url = change_of(body, "termsOfUseUrl"),
        .privacy_policy_url = change_of(body, "privacyPolicyUrl"),
        .display_name = change_of(body, "displayName"),
    };
    storage::Plan plan;
    plan.add(applications_.upsert_experience(id, changes));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("applications", id.value());
    const auto shown = co_await applications_.find_experience(id);
    if (!shown) co_return no_such("applications", id.value());
    Reply reply{.body = to_json(dependencies_.tenant, id, *shown)};
    if (!known) reply.status = 201;
    co_return reply;
  }

 private:
  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
};

}  // namespace

Operations nouns::application_experiences(const Dependencies& dependencies) {
  const auto noun = std::make_shared<ApplicationExperiences>(dependencies);
  using http::Method;
  const std::string path = "/applications/{applicationId}/sign-in-experience";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "Show the sign-in experience of an application",
       .reply = parse_shape(experience_shape),
       .refusals = {404},
       .handler = handled_by(noun, &ApplicationExperiences::show)},
      {.method = Method::put,
       .path = path,
       .summary = "Create (201) or update the sign-in experience of an application",
       .body = parse_shape(update_shape),
       .reply = parse_shape(experience_shape),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationExperiences::update)},
  };
}

}  // namespace daemun::management
