// The nouns that take files. Their work is done on a pool.
#ifndef DAEMUN_MANAGEMENT_UPLOAD_NOUNS_H
#define DAEMUN_MANAGEMENT_UPLOAD_NOUNS_H

#include "crypto/work_pool.h"
#include "management/dependencies.h"
#include "management/operation.h"

#include <string_view>

#include "uploads/bucket.h"

namespace daemun::management {

inline constexpr std::string_view custom_ui_path = "/api/sign-in-exp/default/custom-ui-assets";

// All rows. They keep references to the arguments. `bucket`: of pictures; null: they are in the
// database.
Operations list_upload_operations(
    const Dependencies& dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket
);

namespace nouns {

Operations custom_ui(const Dependencies& dependencies, crypto::WorkPool& pool);
Operations user_assets(
    const Dependencies& dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket
);

}  // namespace nouns

}  // namespace daemun::management

#endif
