// Pictures that people have sent, served so that they are pictures and nothing else.
#ifndef DAEMUN_EXPERIENCE_PAGES_ASSET_FILES_H
#define DAEMUN_EXPERIENCE_PAGES_ASSET_FILES_H

#include "base/task.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/tenant_context.h"
#include "storage/user_asset_store.h"

#include "uploads/bucket.h"

namespace daemun::experience {

class AssetFiles {
 public:
  explicit AssetFiles(const storage::TenantContext& context, uploads::Bucket* bucket = nullptr)
      : tenant_(context.tenant), bucket_(bucket), assets_(context.database, context.tenant) {}

  // GET /user-assets/{name}. An address has one content for ever. What lies in the bucket is sent
  // there, so that a picture that has been removed is gone at once.
  Task<http::Response> show(http::Request request);

 private:
  const TenantId tenant_;
  const uploads::Bucket* bucket_;
  storage::UserAssetStore assets_;
};

}  // namespace daemun::experience

#endif
