#include "storage/bucket_picture_store.h"

#include "storage/bucket_picture_store_sql.h"

#include <utility>

namespace daemun::storage {

namespace sql = bucket_picture_store_sql;

Statement BucketPictureStore::insert(const BucketPictureRow& picture) const {
  return Statement{
      sql::insert,
      {picture.tenant, picture.id, picture.type, picture.created_at},
      RowCount::exactly(1)};
}

Task<std::vector<BucketPictureRow>> BucketPictureStore::list_unnamed(TimePoint before) const {
  Query query{sql::list_unnamed, {before}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<BucketPictureRow> pictures;
  for (const auto& row : rows) {
    pictures.push_back(BucketPictureRow{
        .tenant = row.id<TenantId>("tenant_id"),
        .id = row.id<UserAssetId>("id"),
        .type = row.text("type"),
        .created_at = row.time("created_at"),
    });
  }
  co_return pictures;
}

Statement BucketPictureStore::remove(const BucketPictureRow& picture) const {
  return Statement{sql::remove, {picture.tenant, picture.id}};
}

}  // namespace daemun::storage
