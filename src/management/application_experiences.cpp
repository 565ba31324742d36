// Settings of the sign-in pages for one application, which replace the tenant's:
// /applications/{applicationId}/sign-in-experience.
#include "management/answers.h"
#include "management/application_json.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "storage/application_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using LegalUrl = Nullable<OrEmpty<Text<0, 2048, TextFormat::url>>>;

struct ExperienceView {
  Text<0, 21> tenant_id{};
  Text<1, 21> application_id{};
  Raw<PartialColors> color{};
  Raw<Branding> branding{};
  Nullable<std::string> custom_css{};
  Nullable<Text<0, 2048>> terms_of_use_url{};
  Nullable<Text<0, 2048>> privacy_policy_url{};
  Nullable<Text<0, 256>> display_name{};
};
BOOST_DESCRIBE_STRUCT(
    ExperienceView,
    (),
    (tenant_id,
     application_id,
     color,
     branding,
     custom_css,
     terms_of_use_url,
     privacy_policy_url,
     display_name)
)

struct UpdateExperience {
  std::optional<PartialColors> color{};
  std::optional<Branding> branding{};
  Patch<std::string> custom_css{};
  Patch<Text<0, 256>> display_name{};
  LegalUrl terms_of_use_url{};
  LegalUrl privacy_policy_url{};
};
BOOST_DESCRIBE_STRUCT(
    UpdateExperience,
    (),
    (color, branding, custom_css, display_name, terms_of_use_url, privacy_policy_url)
)

ExperienceView to_view(
    const TenantId& tenant, const ApplicationId& application, const ApplicationExperience& shown
) {
  return {
      .tenant_id = tenant.value(),
      .application_id = application.value(),
      .color = {parse_stored(shown.color)},
      .branding = {parse_stored(shown.branding)},
      .custom_css = shown.custom_css,
      .terms_of_use_url = shown.terms_of_use_url,
      .privacy_policy_url = shown.privacy_policy_url,
      .display_name = shown.display_name,
  };
}

template <typename T>
std::optional<std::string> text_of(const std::optional<T>& member) {
  if (!member) return std::nullopt;
  return json::serialize(api::to_json(*member));
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
    co_return reply_of(to_view(dependencies_.tenant, id, *shown));
  }

  Answer update(Call call, UpdateExperience body) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto known = co_await applications_.find_experience(id);
    const storage::ExperienceChanges changes{
        .color = text_of(body.color),
        .branding = text_of(body.branding),
        .custom_css = {.is_set = body.custom_css.is_given, .value = body.custom_css},
        .terms_of_use_url = {.is_set = true, .value = body.terms_of_use_url},
        .privacy_policy_url = {.is_set = true, .value = body.privacy_policy_url},
        .display_name = {.is_set = body.display_name.is_given, .value = body.display_name},
    };
    storage::Plan plan;
    plan.add(applications_.upsert_experience(id, changes));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("applications", id.value());
    const auto shown = co_await applications_.find_experience(id);
    if (!shown) co_return no_such("applications", id.value());
    auto reply = reply_of(to_view(dependencies_.tenant, id, *shown));
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
       .reply = shape_of<ExperienceView>(),
       .refusals = {404},
       .handler = handled_by(noun, &ApplicationExperiences::show)},
      {.method = Method::put,
       .path = path,
       .summary = "Create (201) or update the sign-in experience of an application",
       .reply = shape_of<ExperienceView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationExperiences::update)},
  };
}

}  // namespace daemun::management
