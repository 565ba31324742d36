// A tenant as a YAML file: what reads and writes it is made of the whole API, and therefore no part
// of it. The app has it.
#ifndef DAEMUN_MANAGEMENT_TENANT_FILES_H
#define DAEMUN_MANAGEMENT_TENANT_FILES_H

#include "base/json.h"
#include "base/result.h"
#include "base/task.h"

#include <string>

namespace daemun::management {

class ManagementApi;

struct TenantFileInput {
  std::string yaml{};
  bool dry_run = false;  // only says what would change
  bool prune = false;    // removes what the file's sections lack
};

class TenantFiles {
 public:
  virtual ~TenantFiles() = default;

  // `with_secrets`: application secrets, webhook keys and password hashes as well.
  virtual Task<std::string> make(ManagementApi& api, bool with_secrets) = 0;
  // {changes, made, failures} in the shape of tenant_file.cpp. The error is what is wrong with the
  // file, for the person who has written it.
  virtual Task<Result<json::object, std::string>> apply(
      ManagementApi& api, TenantFileInput input
  ) = 0;
};

}  // namespace daemun::management

#endif
