#include "account/operation.h"

namespace daemun::account {

api::Endpoint describe(const Operation& operation) {
  api::Endpoint endpoint{
      .method = operation.method,
      .path = "/api" + operation.path,
      .summary = operation.summary,
      .status = operation.status,
      .query = operation.query,
      .body = operation.handler.body,
      .reply = operation.reply,
      .refusals = {400},
  };
  if (operation.access == Operation::Access::token)
    endpoint.refusals.insert(endpoint.refusals.end(), {401, 403});
  const auto& more = operation.refusals;
  endpoint.refusals.insert(endpoint.refusals.end(), more.begin(), more.end());
  return endpoint;
}

}  // namespace daemun::account
