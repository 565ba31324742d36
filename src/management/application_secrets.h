// The secrets of confidential applications: /applications/{id}/secrets.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_SECRETS_H
#define DAEMUN_MANAGEMENT_APPLICATION_SECRETS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_store.h"

#include <string>
#include <vector>

namespace daemun::management {

class ApplicationSecrets {
 public:
  // Keeps a reference.
  explicit ApplicationSecrets(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  using StoredSecret = storage::ApplicationStore::StoredSecret;

  Answer list(Call call);
  Answer create(Call call);
  Answer rename(Call call);
  Answer remove(Call call);

  json::object to_json(const ApplicationId& application, const StoredSecret& secret) const;

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
};

}  // namespace daemun::management

#endif
