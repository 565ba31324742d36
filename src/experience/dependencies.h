// What every part of the sign-in dialogue works with, one set a tenant. All of it outlives the
// server's loops.
#ifndef DAEMUN_EXPERIENCE_DEPENDENCIES_H
#define DAEMUN_EXPERIENCE_DEPENDENCIES_H

#include "base/clock.h"
#include "base/id.h"
#include "crypto/password_pool.h"
#include "crypto/random.h"
#include "http/client.h"
#include "storage/database.h"
#include "storage/settings.h"
#include "storage/vault.h"

#include <string>

namespace daemun::experience {

struct Dependencies {
  storage::Database& database;
  storage::Settings& settings;
  const storage::Vault& vault;
  const Clock& clock;
  crypto::Random& random;
  crypto::PasswordPool& passwords;
  http::HttpClient& http;
  TenantId tenant;
  std::string endpoint;  // "http://localhost:3001", without a slash at its end
};

}  // namespace daemun::experience

#endif
