// The Management API of a tenant, called by this process itself.
#ifndef DAEMUN_APP_TENANT_FILE_LOCAL_API_H
#define DAEMUN_APP_TENANT_FILE_LOCAL_API_H

#include "base/json.h"
#include "base/task.h"
#include "http/request.h"
#include "management/management_api.h"

#include <stdexcept>
#include <string>

namespace daemun::app {

// A refusal: "POST /roles answers 422 role.name_in_use: …".
struct ApiRefusal : std::runtime_error {
  ApiRefusal(int answer, const std::string& text) : std::runtime_error(text), status(answer) {}

  int status = 0;
};

class LocalApi {
 public:
  explicit LocalApi(management::ManagementApi& api) : api_(api) {}

  // `path` is below /api, with its query. Throws ApiRefusal.
  Task<json::value> get(std::string path);
  // Every page of a list.
  Task<json::array> list(std::string path);
  Task<json::value> send(http::Method method, std::string path, json::object body);
  Task<void> remove(std::string path);

 private:
  Task<http::Response> call(http::Method method, std::string path, std::string body);

  management::ManagementApi& api_;
};

}  // namespace daemun::app

#endif
