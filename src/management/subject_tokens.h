// Subject tokens, with which a machine acts as a user: /subject-tokens.
#ifndef DAEMUN_MANAGEMENT_SUBJECT_TOKENS_H
#define DAEMUN_MANAGEMENT_SUBJECT_TOKENS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/subject_token_store.h"

#include <vector>

namespace daemun::management {

class SubjectTokens {
 public:
  // Keeps a reference.
  explicit SubjectTokens(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer create(Call call);

  const Dependencies& dependencies_;
  storage::SubjectTokenStore tokens_;
};

}  // namespace daemun::management

#endif
