// Webhooks: /hooks.
#ifndef DAEMUN_MANAGEMENT_HOOKS_H
#define DAEMUN_MANAGEMENT_HOOKS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/hook_store.h"
#include "storage/log_store.h"

#include <vector>

namespace daemun::management {

class Hooks {
 public:
  // Keeps a reference.
  explicit Hooks(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer update(Call call);
  Answer remove(Call call);
  Answer list_logs(Call call);
  Answer renew_signing_key(Call call);
  // Sends made-up events to a configuration that need not be stored.
  Answer try_out(Call call);

  // Commits the plan for the hook that the path names, and shows it.
  Answer change(Call call, storage::Plan plan);
  json::object to_json(const Hook& hook) const;

  const Dependencies& dependencies_;
  storage::HookStore hooks_;
  storage::LogStore logs_;
};

}  // namespace daemun::management

#endif
