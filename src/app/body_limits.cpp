#include "app/body_limits.h"

#include "experience/single_sign_on.h"
#include "management/operation.h"
#include "management/tenant_file.h"
#include "management/upload_nouns.h"

#include "uploads/archive.h"
#include "uploads/picture.h"

namespace daemun::app {

std::vector<http::BodyLimit> body_limits() {
  const std::size_t usual = http::Limits{}.body_bytes;
  // The form around a file; and a file that is a little too long is told so by the API.
  constexpr std::size_t form_bytes = 64 * 1024;
  return {
      {"/api/experience/user-assets/avatar", uploads::avatar_rules.max_sent_bytes + form_bytes},
      {"/api/my-account/user-assets/avatar", uploads::avatar_rules.max_sent_bytes + form_bytes},
      {"/api/my-account/user-assets/avatar/", uploads::avatar_rules.max_sent_bytes + form_bytes},
      {management::custom_ui_path, uploads::ArchiveLimits{}.packed_bytes + form_bytes},
      {"/api/user-assets", uploads::logo_rules.max_sent_bytes + form_bytes},
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
