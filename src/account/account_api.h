// The Account API of a tenant: every operation with which people, through an app or the account
// centre, look after their own account, and what happens before and after its handler. /me of the
// admin tenant is the same with another table.
#ifndef DAEMUN_ACCOUNT_ACCOUNT_API_H
#define DAEMUN_ACCOUNT_ACCOUNT_API_H

#include "http/request.h"
#include "http/response.h"
#include "http/router.h"

#include <vector>

#include "account/access.h"
#include "account/dependencies.h"
#include "account/operation.h"
#include "account/surface.h"
#include "api/endpoint.h"

namespace daemun::account {

class AccountApi {
 public:
  AccountApi(Dependencies dependencies, TokenReaders readers, Surface surface = account_surface());
  AccountApi(const AccountApi&) = delete;
  AccountApi& operator=(const AccountApi&) = delete;

  // Each with and without a slash at its end, as Logto's router takes them, and where any page may
  // call with a token (none with a cookie), with the preflights of other origins. Valid as long as
  // the object.
  std::vector<http::Route> routes();
  const Operations& operations() const { return operations_; }
  // For the OpenAPI document.
  std::vector<api::Endpoint> endpoints() const;

 private:
  Task<http::Response> answer(http::Request request, const Operation* operation);
  // Once. `request` outlives the task.
  Answer attempt(const http::Request* request, const Operation* operation);
  // Errors: 400 account_center.not_enabled.
  Task<api::Outcome<json::object>> load_fields();

  Dependencies dependencies_;
  TokenReaders readers_;
  Surface surface_;
  Operations operations_;
};

}  // namespace daemun::account

#endif
