// The nouns that take files. Their work is done on a pool.
#ifndef DAEMUN_MANAGEMENT_UPLOAD_NOUNS_H
#define DAEMUN_MANAGEMENT_UPLOAD_NOUNS_H

#include "crypto/work_pool.h"
#include "management/dependencies.h"
#include "management/operation.h"

namespace daemun::management {

// All rows. They keep references to the arguments.
Operations list_upload_operations(const Dependencies& dependencies, crypto::WorkPool& pool);

namespace nouns {

Operations user_assets(const Dependencies& dependencies, crypto::WorkPool& pool);

}  // namespace nouns

}  // namespace daemun::management

#endif
