// Everything that serves one tenant, wired once: settings, protocol, sign-in, and the table of its
// URLs.
#ifndef DAEMUN_APP_TENANT_H
#define DAEMUN_APP_TENANT_H

#include "app/tenant_file/tenant_file_thread.h"
#include "base/clock.h"
#include "crypto/password_pool.h"
#include "crypto/random.h"
#include "crypto/work_pool.h"
#include "domain/member_permissions.h"
#include "domain/place_headers.h"
#include "experience/avatar_upload.h"
#include "experience/consent_api.h"
#include "experience/dependencies.h"
#include "experience/endpoints.h"
#include "experience/experience_api.h"
#include "experience/mail_links.h"
#include "experience/pages/account_pages.h"
#include "experience/pages/asset_files.h"
#include "experience/pages/pages.h"
#include "experience/provider_logout.h"
#include "experience/single_sign_on.h"
#include "experience/well_known_api.h"
#include "http/router.h"
#include "management/management_api.h"
#include "net/http_task.h"
#include "oidc/authorize.h"
#include "oidc/dependencies.h"
#include "oidc/device_authorization.h"
#include "oidc/device_verification.h"
#include "oidc/discovery.h"
#include "oidc/end_session.h"
#include "oidc/introspect.h"
#include "oidc/jwks.h"
#include "oidc/key_ring.h"
#include "oidc/opaque_token.h"
#include "oidc/par.h"
#include "oidc/revoke.h"
#include "oidc/token.h"
#include "oidc/userinfo.h"
#include "storage/database.h"
#include "storage/journal.h"
#include "storage/settings.h"
#include "storage/vault.h"

#include <memory>
#include <string>

#include "account/account_api.h"
#include "messages/messenger.h"
#include "sso/documents.h"
#include "uploads/bucket.h"

namespace daemun::app {

// For files that are sent: one at a time, so that the memory for pictures is bounded.
std::shared_ptr<crypto::WorkPool> make_upload_pool();

// The machines that the tenants share.
struct Machines {
  storage::Database& database;
  const storage::Vault& vault;
  const Clock& clock;
  crypto::Random& random;
  crypto::PasswordPool& passwords;
  net::TaskHttpClient& http;
  const messages::Equipment& messages;
  Seconds signing_key_grace{0};  // PRIVATE_KEY_ROTATION_GRACE_PERIOD
  DisposableDomains disposable_domains = DisposableDomains::embedded();
  PlaceSources places{};
  std::shared_ptr<crypto::WorkPool> uploads = make_upload_pool();
  uploads::Bucket* bucket = nullptr;
  MemberPermissions member_permissions{};
};

class Tenant {
 public:
  // `endpoint` has no trailing slash. Machines of the tenant itself may call its Management API;
  // `administration` is the tenant whose people and machines may as well, null for none.
  Tenant(
      const Machines& machines, TenantId id, std::string endpoint, Tenant* administration = nullptr
  );
  Tenant(const Tenant&) = delete;
  Tenant& operator=(const Tenant&) = delete;

  std::shared_ptr<crypto::WorkPool> uploads;
  storage::Settings settings;
  storage::Journal journal;
  storage::TenantContext context;
  messages::Messenger messenger;
  sso::Documents sso_documents;
  oidc::Dependencies oidc_dependencies;
  experience::Dependencies experience_dependencies;
  oidc::KeyRings key_rings;
  oidc::OpaqueTokens opaque_tokens;

  oidc::AuthorizationEndpoint authorization;
  oidc::PushedAuthorizationRequestEndpoint pushed_authorization_request;
  oidc::DeviceAuthorizationEndpoint device_authorization;
  oidc::DeviceVerification device_verification;
  oidc::TokenEndpoint token;
  oidc::Userinfo userinfo;
  oidc::Introspection introspection;
  oidc::RevocationEndpoint revocation;
  oidc::EndSession end_session;
  oidc::Discovery discovery;
  oidc::Jwks jwks;

  experience::ExperienceApi experience_api;
  experience::ConsentApi consent_api;
  experience::WellKnownApi well_known_api;
  experience::Pages pages;
  experience::AccountPages account_pages;
  experience::AssetFiles asset_files;
  experience::AvatarUpload avatar_upload;
  experience::MailLinks mail_links;
  experience::SingleSignOn single_sign_on;
  experience::ProviderLogout provider_logout;
  account::AccountApi account_api;
  std::unique_ptr<account::AccountApi> me;  // of the admin tenant; null in others
  experience::Endpoints page_endpoints;

  TenantFileThread tenant_files;
  management::ManagementApi management;
};

}  // namespace daemun::app

#endif
