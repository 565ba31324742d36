// Pictures that lie in a bucket instead of the database. Their assets have no bytes.
#ifndef DAEMUN_API_BUCKET_PICTURE_H
#define DAEMUN_API_BUCKET_PICTURE_H

#include "base/id.h"
#include "base/task.h"
#include "domain/user_asset.h"

#include "api/request_error.h"
#include "uploads/bucket.h"

namespace daemun::api {

uploads::BucketPicture to_bucket_picture(const TenantId& tenant, const UserAsset& asset);

// Before the asset, which has an id by now, is stored. Null: there is no bucket, and nothing
// happens. Errors: 500 storage.upload_error. `asset` outlives the task.
Task<Outcome<void>> move_to_bucket(uploads::Bucket* bucket, TenantId tenant, UserAsset* asset);

}  // namespace daemun::api

#endif
