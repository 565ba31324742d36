// What users may consent to for a third-party application:
// /applications/{applicationId}/user-consent-scopes.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_CONSENT_H
#define DAEMUN_MANAGEMENT_APPLICATION_CONSENT_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_consent_store.h"
#include "storage/application_store.h"

#include <vector>

namespace daemun::management {

class ApplicationConsent {
 public:
  // Keeps a reference.
  explicit ApplicationConsent(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer add(Call call);
  Answer remove(Call call);

  // Errors: 404, 400 application.third_party_application_only.
  Task<api::Outcome<storage::ApplicationRecord>> find_third_party(ApplicationId id);

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationConsentStore scopes_;
};

}  // namespace daemun::management

#endif
