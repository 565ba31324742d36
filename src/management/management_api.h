// The Management API of a tenant: every operation, and what happens before and after its handler.
#ifndef DAEMUN_MANAGEMENT_MANAGEMENT_API_H
#define DAEMUN_MANAGEMENT_MANAGEMENT_API_H

#include "crypto/work_pool.h"
#include "http/lazy_document.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"
#include "management/dependencies.h"
#include "management/operation.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "uploads/bucket.h"

namespace daemun::management {

class ManagementApi {
 public:
  // `pool` does the work on files that are sent. Pictures go into `bucket`; null: the database.
  // Both outlive the object.
  ManagementApi(
      Dependencies dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket = nullptr
  );
  ManagementApi(const ManagementApi&) = delete;
  ManagementApi& operator=(const ManagementApi&) = delete;

  // Valid as long as the object.
  std::vector<http::Route> routes();
  const Operations& operations() const { return operations_; }
  // The document of /api/swagger.json.
  const std::string& openapi() const { return openapi_.text(); }

  // A call of this process itself (Call::Origin::operator_): no token is asked for. 404 and 405 as
  // the door has them.
  Task<http::Response> run(http::Request request);

 private:
  Task<http::Response> answer(http::Request request, const Operation* operation);
  // `caller`: whose token it is; nothing for a call of this process.
  Task<http::Response> handle(
      http::Request request, const Operation* operation, std::optional<Caller> caller
  );
  Task<http::Response> show_openapi(http::Request request);

  Dependencies dependencies_;
  Operations operations_;
  http::Router own_router_;
  http::LazyDocument openapi_;
};

}  // namespace daemun::management

#endif
