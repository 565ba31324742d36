// POST /my-account/user-assets/avatar: a picture for the account. The account keeps its old one
// until PATCH /my-account names the new one's address.
#include "crypto/random.h"
#include "storage/log_store.h"
#include "storage/user_asset_store.h"

#include <memory>
#include <utility>

#include "account/change.h"
#include "account/change_limit.h"
#include "account/nouns.h"
#include "api/bucket_picture.h"
#include "api/file_form.h"
#include "api/sent_picture.h"

namespace daemun::account {
namespace {

using enum Check::MissingScope;

struct AvatarUrl {
  std::string url{};
};
BOOST_DESCRIBE_STRUCT(AvatarUrl, (), (url))

class Avatars {
 public:
  explicit Avatars(const Dependencies& dependencies) : dependencies_(dependencies) {}

  Answer upload(Call call) {
    const auto counted = co_await count_change(&dependencies_, &call);
    if (!counted) co_return counted.error();
    auto asset = co_await api::remake_sent_picture(
        *dependencies_.uploads, call.request, uploads::avatar_rules
    );
    if (!asset) co_return asset.error();
    const auto& endpoint = dependencies_.endpoint;
    const User& user = call.caller.user;
    asset->id = UserAssetId(crypto::random_id(dependencies_.random, user_asset_id_length));
    asset->created_at = dependencies_.clock.now();
    const auto kept =
        co_await api::move_to_bucket(dependencies_.bucket, dependencies_.tenant, &*asset);
    if (!kept) co_return kept.error();
    const storage::UserAssetStore assets(dependencies_.database, dependencies_.tenant);
    const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
    const auto used = find_user_asset(endpoint, user.avatar.value_or(""));
    auto plan = assets.put_avatar(*asset, user.id, used);
    plan.add(logs.insert(make_audit_event(dependencies_, call)));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return api::conflict();
    co_return reply_of(AvatarUrl{.url = to_url(endpoint, *asset)});
  }

 private:
  const Dependencies& dependencies_;
};

}  // namespace

Operations nouns::avatars(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Avatars>(dependencies);
  auto upload = handled_by(noun, &Avatars::upload);
  upload.body = api::file_form();
  return {
      {.method = http::Method::post,
       .path = "/my-account/user-assets/avatar",
       .summary = "Upload a picture for the account",
       .checks = {scope("profile", unauthorized), first_party, editable("avatar")},
       .reply = api::shape_of<AvatarUrl>(),
       .refusals = {415, 429},
       .audit_key = "Account.Avatar.Upload",
       .handler = std::move(upload)},
  };
}

}  // namespace daemun::account
