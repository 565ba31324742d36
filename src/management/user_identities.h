// The social identities of a user, as data, and what the sign-in keeps about a user:
// /users/{userId}/identities, /all-identities and /logto-configs.
#ifndef DAEMUN_MANAGEMENT_USER_IDENTITIES_H
#define DAEMUN_MANAGEMENT_USER_IDENTITIES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/user_list_store.h"
#include "storage/user_store.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::management {

class UserIdentities {
 public:
  // Keeps a reference.
  explicit UserIdentities(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer show(Call call);
  Answer put(Call call);
  Answer remove(Call call);
  Answer show_config(Call call);
  Answer update_config(Call call);

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
};

}  // namespace daemun::management

#endif
