#include "storage/bucket_picture_store.h"

#include "storage/test_stores.h"
#include "storage/user_asset_store.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

}  // namespace

TEST_CASE("BucketPictureStore lists what no asset names any longer, and what has not come to one") {
  for_each_engine([](Stores& stores) {
    const BucketPictureStore pictures(stores.database);
    const UserAssetStore assets(stores.database, stores.tenant);
    const auto a_picture = [&](const char* id, TimePoint at) {
      return BucketPictureRow{
          .tenant = stores.tenant, .id = UserAssetId(id), .type = "png", .created_at = at};
    };
    const auto names = [&](TimePoint before) {
      std::string ids;
      for (const auto& one : run_task(pictures.list_unnamed(before)))
        ids += one.id.value() + " ";
      return ids;
    };
    stores.run(pictures.insert(a_picture("named", now)));
    stores.run(pictures.insert(a_picture("lost", now)));
    stores.run(pictures.insert(a_picture("young", now + Seconds(600))));
    CHECK(stores.conflict(pictures.insert(a_picture("lost", now))) == Conflict::Reason::unique);
    stores.run(assets.insert_logo({.id = UserAssetId("named"), .type = "png", .created_at = now}));
    CHECK(names(now).empty());
    CHECK(names(now + Seconds(1)) == "lost ");
    stores.run(assets.remove_logo(UserAssetId("named")));
    CHECK(names(now + Seconds(1)) == "lost named ");
    stores.run(pictures.remove(a_picture("lost", now)));
    CHECK(names(now + Seconds(601)) == "named young ");
  });
}

}  // namespace daemun::storage
