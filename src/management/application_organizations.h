// Organizations of an application: its own, and those that a user has opened to it:
// /applications/{id}/organizations and /applications/{id}/users/{userId}/consent-organizations.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_ORGANIZATIONS_H
#define DAEMUN_MANAGEMENT_APPLICATION_ORGANIZATIONS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_organization_store.h"
#include "storage/application_store.h"
#include "storage/user_store.h"

#include <vector>

namespace daemun::management {

class ApplicationOrganizations {
 public:
  // Keeps a reference.
  explicit ApplicationOrganizations(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer list_consented(Call call);
  Answer consent(Call call);
  Answer replace_consented(Call call);
  Answer remove_consented(Call call);

  // The application and user that the path names. Errors: 404, and 400
  // application.third_party_application_only.
  struct Subject {
    ApplicationId application{};
    UserId user{};
  };
  Task<api::Outcome<Subject>> find_subject(Call call);
  Answer commit_consent(Call call, storage::Plan plan);

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationOrganizationStore organizations_;
  storage::UserStore users_;
};

}  // namespace daemun::management

#endif
