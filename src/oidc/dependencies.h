// What the protocol needs of the outside, for one tenant. Built once by app/wire and outlives the
// loops.
#ifndef DAEMUN_OIDC_DEPENDENCIES_H
#define DAEMUN_OIDC_DEPENDENCIES_H

#include "base/clock.h"
#include "base/id.h"
#include "crypto/random.h"
#include "storage/database.h"
#include "storage/journal.h"
#include "storage/settings.h"
#include "storage/vault.h"

#include <string>

namespace daemun::oidc {

struct Dependencies {
  storage::Database& database;
  storage::Settings& settings;
  const storage::Vault& vault;
  const Clock& clock;
  crypto::Random& random;
  TenantId tenant;
  std::string endpoint;  // "https://auth.example.com", without a trailing slash
  storage::Journal& journal;

  // The `iss` of everything that is issued: fixed by configuration, never by a request's Host.
  std::string issuer() const { return endpoint + "/oidc"; }
};

}  // namespace daemun::oidc

#endif
