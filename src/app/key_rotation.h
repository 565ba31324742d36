// Rotating a tenant's signing keys: the rules of domain/key_rotation.h, read from and written to
// the database. The command line makes new keys, jobs promote those whose time has come.
#ifndef DAEMUN_APP_KEY_ROTATION_H
#define DAEMUN_APP_KEY_ROTATION_H

#include "base/clock.h"
#include "base/task.h"
#include "crypto/signing_key.h"
#include "domain/key_rotation.h"
#include "storage/tenant_store.h"

#include <optional>

namespace daemun::app {

// The new key as it is stored. Throws std::runtime_error when someone else rotates at the same
// time.
Task<SigningKey> rotate_signing_key(
    storage::Database& database, storage::TenantStore tenants, SigningKey new_key, Seconds grace
);

// True when a key was promoted.
Task<bool> promote_signing_keys(
    storage::Database& database, storage::TenantStore tenants, TimePoint now
);

}  // namespace daemun::app

#endif
