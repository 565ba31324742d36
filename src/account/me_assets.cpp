// A picture for an administrator's account: /me/user-assets.
#include "account/me_nouns.h"
#include "account/nouns.h"
#include "api/picture_service.h"

namespace daemun::account {
namespace {

Answer show_service(Call) {
  co_return reply_of(api::to_picture_service(uploads::avatar_rules));
}

}  // namespace

Operations nouns::me_assets(const Dependencies& dependencies) {
  using http::Method;
  const std::string upload = "/my-account/user-assets/avatar";
  return {
      {.method = Method::get,
       .path = "/me/user-assets/service-status",
       .summary = "Show which pictures can be uploaded",
       .reply = api::shape_of<api::PictureService>(),
       .handler = {.run = show_service}},
      {.method = Method::post,
       .path = "/me/user-assets",
       .summary = "Upload a picture for the account",
       .audit_key = "Account.Avatar.Upload",
       .handler = handler_of(nouns::avatars(dependencies), Method::post, upload)},
  };
}

}  // namespace daemun::account
