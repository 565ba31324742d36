// One-time tokens, for links in mails: /one-time-tokens.
#ifndef DAEMUN_MANAGEMENT_ONE_TIME_TOKENS_H
#define DAEMUN_MANAGEMENT_ONE_TIME_TOKENS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/one_time_token_store.h"

#include <vector>

namespace daemun::management {

class OneTimeTokens {
 public:
  // Keeps a reference.
  explicit OneTimeTokens(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer verify(Call call);
  Answer show(Call call);
  Answer remove(Call call);
  Answer update_status(Call call);

  json::object to_json(const OneTimeToken& token) const;

  const Dependencies& dependencies_;
  storage::OneTimeTokenStore tokens_;
};

}  // namespace daemun::management

#endif
