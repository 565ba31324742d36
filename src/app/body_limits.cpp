#include "app/body_limits.h"

#include "experience/single_sign_on.h"
#include "management/operation.h"
#include "management/tenant_file.h"

namespace daemun::app {

std::vector<http::BodyLimit> body_limits() {
  const std::size_t usual = http::Limits{}.body_bytes;
  return {
      {management::tenant_file_path, management::max_tenant_file_bytes},
      // Below /api too, but for people who have not signed in.
      {"/api/experience", usual},
      {"/api/experience/", usual},
      {"/api/interaction/", usual},
      {"/api/authn/", experience::max_saml_body_bytes},
      {"/api/console/", usual},
      {"/api/.well-known/", usual},
      {"/api/", management::max_body_bytes},
  };
}

}  // namespace daemun::app
