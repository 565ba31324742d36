// Everything that the Management API of a tenant uses from outside. All of it outlives the
// server's loops.
#ifndef DAEMUN_MANAGEMENT_DEPENDENCIES_H
#define DAEMUN_MANAGEMENT_DEPENDENCIES_H

#include "base/clock.h"
#include "base/id.h"
#include "base/task.h"
#include "crypto/password_pool.h"
#include "crypto/random.h"
#include "domain/place_headers.h"
#include "jose/jwks.h"
#include "management/tenant_files.h"
#include "net/http_task.h"
#include "storage/database.h"
#include "storage/settings.h"
#include "storage/vault.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace daemun::messages {
class Messenger;
}
namespace daemun::sso {
class Documents;
}

namespace daemun::management {

// An issuer whose tokens open the API: the tenant itself (its machines) or the admin tenant.
struct TrustedIssuer {
  std::string issuer;
  std::function<Task<std::shared_ptr<const jose::KeySet>>()> load_keys;
  TenantId tenant;  // whose users the tokens are about
};

struct Dependencies {
  storage::Database& database;
  storage::Settings& settings;
  const storage::Vault& vault;
  const Clock& clock;
  crypto::Random& random;
  net::TaskHttpClient& http;
  crypto::PasswordPool& passwords;
  TenantId tenant;
  std::string endpoint;  // "http://localhost:3001", without a slash at its end
  std::vector<TrustedIssuer> issuers;
  TenantFiles& tenant_files;
  const messages::Messenger& messenger;
  sso::Documents& sso_documents;
  Seconds signing_key_grace{0};  // how long a new signing key is published before it signs
  PlaceSources places{};         // what the adaptive rules of sign-ins look at

  // The audience of the tokens: fixed, whatever the host is called.
  std::string audience() const { return "https://" + tenant.value() + ".logto.app/api"; }
};

}  // namespace daemun::management

#endif
