// What a user's scripts sign in with: /users/{userId}/personal-access-tokens. A name that does not
// fit into a path goes into the body.
#ifndef DAEMUN_MANAGEMENT_PERSONAL_ACCESS_TOKENS_H
#define DAEMUN_MANAGEMENT_PERSONAL_ACCESS_TOKENS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/personal_access_token_store.h"
#include "storage/user_list_store.h"

#include <string>
#include <vector>

namespace daemun::management {

class PersonalAccessTokens {
 public:
  // Keeps a reference.
  explicit PersonalAccessTokens(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer rename_of_body(Call call);
  Answer rename_of_path(Call call);
  Answer remove_of_body(Call call);
  Answer remove_of_path(Call call);

  Answer rename(Call call, std::string name);
  Answer remove(Call call, std::string name);

  const Dependencies& dependencies_;
  storage::UserListStore users_;
  storage::PersonalAccessTokenStore tokens_;
};

}  // namespace daemun::management

#endif
