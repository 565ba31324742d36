// Organizations of an application: its own, and those that a user has opened to it:
// /applications/{id}/organizations and /applications/{id}/users/{userId}/consent-organizations.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "storage/application_organization_store.h"
#include "storage/application_store.h"
#include "storage/user_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using Store = storage::ApplicationOrganizationStore;

struct OrganizationIds {
  Ids organization_ids{};
};
BOOST_DESCRIBE_STRUCT(OrganizationIds, (), (organization_ids))

struct ConsentedOrganizations {
  std::vector<OrganizationView> organizations{};
};
BOOST_DESCRIBE_STRUCT(ConsentedOrganizations, (), (organizations))

class ApplicationOrganizations {
 public:
  explicit ApplicationOrganizations(const Dependencies& dependencies)
      : dependencies_(dependencies),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        organizations_(dependencies.database, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto application = co_await applications_.find_record(id);
    if (!application) co_return no_such("applications", id.value());
    const auto listed = co_await organizations_.list_memberships(id, call.window());
    co_return list_reply(listed.memberships, listed.total, [&](const Store::Membership& one) {
      return HeldOrganization{to_view(dependencies_.tenant, one.organization), to_view(one.roles)};
    });
  }

  Answer list_consented(Call call) {
    const auto subject = co_await find_subject(call);
    if (!subject) co_return subject.error();
    const auto listed =
        co_await organizations_.list_consented(subject->application, subject->user, call.window());
    ConsentedOrganizations view;
    for (const auto& organization : listed.organizations)
      view.organizations.push_back(to_view(dependencies_.tenant, organization));
    co_return Reply{.body = api::to_json(view), .total = listed.total};
  }

  Answer consent(Call call, OrganizationIds body) {
    const auto subject = co_await find_subject(call);
    if (!subject) co_return subject.error();
    storage::Plan plan;
    plan.add(organizations_.insert_consented(
        subject->application, subject->user, to_ids<OrganizationId>(body.organization_ids)
    ));
    co_return co_await commit_consent(std::move(call), std::move(plan));
  }

  Answer replace_consented(Call call, OrganizationIds body) {
    const auto subject = co_await find_subject(call);
    if (!subject) co_return subject.error();
    const auto wanted = to_ids<OrganizationId>(body.organization_ids);
    storage::Plan plan;
    plan.add(applications_.lock(subject->application));
    plan.add(organizations_.remove_other_consented(subject->application, subject->user, wanted));
    plan.add(organizations_.insert_consented(subject->application, subject->user, wanted));
    co_return co_await commit_consent(std::move(call), std::move(plan));
  }

  Answer remove_consented(Call call) {
    const auto subject = co_await find_subject(call);
    if (!subject) co_return subject.error();
    const OrganizationId organization(call.path_parameter("organizationId"));
    auto removal =
        organizations_.remove_consented(subject->application, subject->user, organization);
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

 private:
  // The application and user that the path names. Errors: 404, and 400
  // application.third_party_application_only.
  struct Subject {
    ApplicationId application{};
    UserId user{};
  };

  Task<api::Outcome<Subject>> find_subject(Call call) {
    Subject subject{
        .application = ApplicationId(call.path_parameter("id")),
        .user = UserId(call.path_parameter("userId")),
    };
    const auto application = co_await applications_.find_record(subject.application);
    if (!application) co_return no_such("applications", subject.application.value());
    if (!application->is_third_party)
      co_return unprocessable("application.third_party_application_only");
    const auto user = co_await users_.find(subject.user);
    if (!user) co_return not_found();
    co_return subject;
  }

  Answer commit_consent(Call call, storage::Plan plan) {
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    if (is_foreign_key(committed.error()))
      co_return unprocessable("organization.require_membership");
    co_return api::conflict();
  }

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationOrganizationStore organizations_;
  storage::UserStore users_;
};

}  // namespace

Operations nouns::application_organizations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<ApplicationOrganizations>(dependencies);
  using http::Method;
  const std::string consented = "/applications/{id}/users/{userId}/consent-organizations";
  return {
      {.method = Method::get,
       .path = "/applications/{id}/organizations",
       .summary = "List the organizations that an application belongs to",
       .paging = Paging::optional,
       .reply = shape_of<std::vector<HeldOrganization>>(),
       .refusals = {404},
       .handler = handled_by(noun, &ApplicationOrganizations::list)},
      {.method = Method::get,
       .path = consented,
       .summary = "List the organizations of a user's consent to a third-party application",
       .paging = Paging::always,
       .reply = shape_of<ConsentedOrganizations>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationOrganizations::list_consented)},
      {.method = Method::post,
       .path = consented,
       .summary = "Add organizations to a user's consent to a third-party application",
       .status = 201,
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationOrganizations::consent)},
      {.method = Method::put,
       .path = consented,
       .summary = "Replace the organizations of a user's consent to a third-party application",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationOrganizations::replace_consented)},
      {.method = Method::delete_,
       .path = consented + "/{organizationId}",
       .summary = "Remove an organization from a user's consent to a third-party application",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationOrganizations::remove_consented)},
  };
}

}  // namespace daemun::management
