// POST /api/experience/user-assets/avatar: the picture of somebody who is about to register. Its
// address goes into the profile afterwards; the account that is made then keeps it.
#ifndef DAEMUN_EXPERIENCE_AVATAR_UPLOAD_H
#define DAEMUN_EXPERIENCE_AVATAR_UPLOAD_H

#include "base/task.h"
#include "crypto/work_pool.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/user_asset_store.h"

#include <string>

#include "api/described.h"
#include "uploads/bucket.h"

namespace daemun::experience {

struct AvatarUrl {
  std::string url{};
};
BOOST_DESCRIBE_STRUCT(AvatarUrl, (), (url))

class AvatarUpload {
 public:
  // `bucket`: of pictures; null: they are in the database.
  AvatarUpload(
      Dependencies dependencies, crypto::WorkPool& pool, uploads::Bucket* bucket = nullptr
  );

  // The avatar that the dialogue has sent before goes. Errors: 403 auth.forbidden, 404
  // session.not_found and session.interaction_not_found, 400
  // session.not_supported_for_forgot_password and session.invalid_interaction_type, those of
  // api::remake_sent_picture.
  Task<http::Response> take(http::Request request);

 private:
  Task<Outcome<AvatarUrl>> upload(http::Request request);

  Dependencies dependencies_;
  crypto::WorkPool& pool_;
  uploads::Bucket* bucket_;
  storage::UserAssetStore assets_;
};

}  // namespace daemun::experience

#endif
