// Rotating a tenant's signing keys: the rules of domain/key_rotation.h, read from and written to
// the database. Administrators make new keys, jobs promote those whose time has come.
#ifndef DAEMUN_STORAGE_KEY_ROTATION_H
#define DAEMUN_STORAGE_KEY_ROTATION_H

#include "base/clock.h"
#include "base/task.h"
#include "domain/key_rotation.h"
#include "storage/tenant_store.h"

namespace daemun::storage {

// The new key as it is stored. Throws Unavailable when others rotate at the same time, again and
// again.
Task<SigningKey> rotate_signing_key(
    Database& database, TenantStore tenants, SigningKey new_key, Seconds grace
);

// True when a key was promoted.
Task<bool> promote_signing_keys(Database& database, TenantStore tenants, TimePoint now);

}  // namespace daemun::storage

#endif
