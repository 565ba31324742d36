// How users sign in and what the pages look like: /sign-in-exp.
#ifndef DAEMUN_MANAGEMENT_SIGN_IN_EXPERIENCE_H
#define DAEMUN_MANAGEMENT_SIGN_IN_EXPERIENCE_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/experience_store.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"
#include "storage/username_conflicts.h"

#include <vector>

namespace daemun::management {

class SignInExperiences {
 public:
  // Keeps a reference.
  explicit SignInExperiences(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer show(Call call);
  Answer update(Call call);
  Answer check_password(Call call);
  Answer show_username_conflicts(Call call);

  Answer refuse_ignoring_case();
  Task<json::object> list_username_conflicts(std::int64_t limit);
  Task<api::Outcome<void>> check(json::object changes, json::object after);
  json::object to_json(const json::object& document) const;

  const Dependencies& dependencies_;
  storage::TenantStore tenants_;
  storage::ExperienceStore experience_;
  storage::UserStore users_;
  storage::UsernameConflictStore username_conflicts_;
};

}  // namespace daemun::management

#endif
