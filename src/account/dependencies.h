// Everything that the parts of this module use from outside, one set for each tenant. People prove
// the same facts by the same methods as in the sign-in dialogue, so its dependencies are here too.
#ifndef DAEMUN_ACCOUNT_DEPENDENCIES_H
#define DAEMUN_ACCOUNT_DEPENDENCIES_H

#include "base/task_pause.h"
#include "crypto/work_pool.h"
#include "domain/member_permissions.h"
#include "experience/dependencies.h"

#include <memory>

#include "uploads/bucket.h"

namespace daemun::account {

struct Dependencies : experience::Dependencies {
  Task<void> (*pause)(Milliseconds) = pause_for;
  std::shared_ptr<crypto::WorkPool> uploads{};  // for files that are sent
  uploads::Bucket* bucket = nullptr;            // of pictures; null: they are in the database
  MemberPermissions member_permissions{};
};

}  // namespace daemun::account

#endif
