#include "api/bucket_picture.h"

#include <utility>

namespace daemun::api {

uploads::BucketPicture to_bucket_picture(const TenantId& tenant, const UserAsset& asset) {
  return {.tenant = tenant.value(), .id = asset.id.value(), .type = asset.type};
}

Task<Outcome<void>> move_to_bucket(uploads::Bucket* bucket, TenantId tenant, UserAsset* asset) {
  if (bucket == nullptr) co_return Outcome<void>();
  auto picture = to_bucket_picture(tenant, *asset);
  auto bytes = std::exchange(asset->bytes, {});
  const bool is_there = co_await bucket->put(std::move(picture), std::move(bytes));
  if (!is_there) co_return RequestError{.code = "storage.upload_error", .status = 500};
  co_return Outcome<void>();
}

}  // namespace daemun::api
