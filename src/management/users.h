// Users: /users and what is of one user alone. Their passwords, roles, sessions, identities and
// personal access tokens have files of their own.
#ifndef DAEMUN_MANAGEMENT_USERS_H
#define DAEMUN_MANAGEMENT_USERS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "management/user_view.h"
#include "storage/session_end.h"
#include "storage/user_list_store.h"
#include "storage/user_store.h"

#include <vector>

namespace daemun::management {

class Users {
 public:
  // Keeps a reference.
  explicit Users(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer update(Call call);
  Answer remove(Call call);
  Answer suspend(Call call);
  Answer show_custom_data(Call call);
  Answer update_custom_data(Call call);
  Answer update_profile(Call call);

  // Merges the member of the body, which is an object, into the document.
  Answer merge(Call call, storage::UserDocument document);

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
  storage::SessionEnd session_end_;
};

}  // namespace daemun::management

#endif
