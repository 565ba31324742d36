// The tenant's own domains, as data: /domains. Logto has a provider who verifies them and serves
// their certificates; here that is the operator's, who finds in `dnsRecords` what to set. So a
// domain stays PendingVerification.
#ifndef DAEMUN_MANAGEMENT_DOMAINS_H
#define DAEMUN_MANAGEMENT_DOMAINS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/domain_store.h"

#include <vector>

namespace daemun::management {

class Domains {
 public:
  explicit Domains(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer clean_up(Call call);
  Answer show(Call call);
  Answer remove(Call call);
  Answer show_verification_files(Call call);
  Answer set_verification_files(Call call);

  const Dependencies& dependencies_;
  storage::DomainStore domains_;
};

}  // namespace daemun::management

#endif
