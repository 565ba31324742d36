// The application that the account center signs in as. It is in no administrator's list and made in
// code (oidc/client.h); grants and sessions refer to applications, so it has a row as well.
#ifndef DAEMUN_STORAGE_ACCOUNT_CENTER_SEED_H
#define DAEMUN_STORAGE_ACCOUNT_CENTER_SEED_H

#include "storage/seed.h"

namespace daemun::storage {

// True if the row was missing. With it, the admin tenant gets settings that open the account center
// to administrators.
Task<bool> seed_account_center(SeedContext context, TenantId tenant);

}  // namespace daemun::storage

#endif
