// The console's rows in the admin tenant: its application, both Management APIs and /me as
// resources, and the role of administrators.
#ifndef DAEMUN_STORAGE_CONSOLE_SEED_H
#define DAEMUN_STORAGE_CONSOLE_SEED_H

#include "storage/seed.h"

namespace daemun::storage {

// Adds what is missing, also to a database from before there was a console; the application's
// addresses follow the endpoint. The tenant must be there. True when something was written.
Task<bool> seed_console(SeedContext context);

}  // namespace daemun::storage

#endif
