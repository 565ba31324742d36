// What lies in the bucket of pictures, or may lie there: so that it can be removed when nothing
// names it any longer, however that came about.
#ifndef DAEMUN_STORAGE_BUCKET_PICTURE_STORE_H
#define DAEMUN_STORAGE_BUCKET_PICTURE_STORE_H

#include "base/clock.h"
#include "base/id.h"
#include "domain/user_asset.h"
#include "storage/database.h"

#include <string>
#include <vector>

namespace daemun::storage {

struct BucketPictureRow {
  TenantId tenant{};
  UserAssetId id{};
  std::string type{};
  TimePoint created_at{};
};

// Of all tenants, those that are gone as well.
class BucketPictureStore {
 public:
  explicit BucketPictureStore(Database& database) : database_(database) {}

  Statement insert(const BucketPictureRow& picture) const;
  // At most 100 that are older and that no asset names, oldest first.
  Task<std::vector<BucketPictureRow>> list_unnamed(TimePoint before) const;
  // Any number of rows.
  Statement remove(const BucketPictureRow& picture) const;

 private:
  Database& database_;
};

}  // namespace daemun::storage

#endif
