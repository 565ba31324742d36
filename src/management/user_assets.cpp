// Logos of the tenant, its applications and its organizations: /user-assets. What is sent is
// written anew; Logto stores it as it came.
#include "crypto/random.h"
#include "domain/user_asset.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/upload_nouns.h"
#include "storage/user_asset_store.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "api/bucket_picture.h"
#include "api/file_form.h"
#include "api/picture_service.h"
#include "api/sent_picture.h"

namespace daemun::management {
namespace {

struct AssetUrl {
  std::string url{};
};
BOOST_DESCRIBE_STRUCT(AssetUrl, (), (url))

class UserAssets {
 public:
  UserAssets(const Dependencies& dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket)
      : dependencies_(dependencies),
        pool_(pool),
        bucket_(bucket),
        assets_(dependencies.database, dependencies.tenant) {}

  Answer show_service(Call) { co_return reply_of(api::to_picture_service(uploads::logo_rules)); }

  Answer upload(Call call) {
    const auto file = api::parse_file_form(call.request);
    if (!file) co_return file.error();
    // The declared type is checked as in Logto; what counts is the content.
    const auto& types = api::sent_picture_types;
    if (std::find(types.begin(), types.end(), file->content_type) == types.end())
      co_return api::wrong_file_type();
    auto asset =
        co_await api::remake_sent_picture(pool_, std::move(call.request), uploads::logo_rules);
    if (!asset) co_return asset.error();
    asset->id = UserAssetId(crypto::random_id(dependencies_.random, user_asset_id_length));
    asset->created_at = dependencies_.clock.now();
    const auto kept = co_await api::move_to_bucket(bucket_, dependencies_.tenant, &*asset);
    if (!kept) co_return kept.error();
    storage::Plan plan;
    plan.add(assets_.insert_logo(*asset));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) {
      api::RequestError error{.code = "storage.upload_error", .status = 422};
      error.details = "the tenant has as many logos as it may have";
      co_return error;
    }
    co_return reply_of(AssetUrl{.url = to_url(dependencies_.endpoint, *asset)});
  }

  Answer remove(Call call) {
    auto removal = assets_.remove_logo(UserAssetId(call.path_parameter("id")));
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  const Dependencies& dependencies_;
  crypto::WorkPool& pool_;
  uploads::Bucket* bucket_;
  storage::UserAssetStore assets_;
};

}  // namespace

Operations nouns::user_assets(
    const Dependencies& dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket
) {
  const auto noun = std::make_shared<UserAssets>(dependencies, pool, bucket);
  using http::Method;
  auto upload = handled_by(noun, &UserAssets::upload);
  upload.body = api::file_form();
  return {
      {.method = Method::get,
       .path = "/user-assets/service-status",
       .summary = "Show which pictures can be uploaded",
       .reply = shape_of<api::PictureService>(),
       .handler = handled_by(noun, &UserAssets::show_service)},
      {.method = Method::post,
       .path = "/user-assets",
       .summary = "Upload a logo",
       .reply = shape_of<AssetUrl>(),
       .refusals = {415, 422},
       .handler = std::move(upload)},
      {.method = Method::delete_,
       .path = "/user-assets/{id}",
       .summary = "Delete an uploaded logo",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &UserAssets::remove)},
  };
}

Operations list_upload_operations(
    const Dependencies& dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket
) {
  auto rows = nouns::user_assets(dependencies, pool, bucket);
  auto more = nouns::custom_ui(dependencies, pool);
  rows.insert(
      rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
  );
  return rows;
}

}  // namespace daemun::management
