// Pictures that people have sent, served so that they are pictures and nothing else.
#ifndef DAEMUN_EXPERIENCE_PAGES_ASSET_FILES_H
#define DAEMUN_EXPERIENCE_PAGES_ASSET_FILES_H

#include "base/task.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/tenant_context.h"
#include "storage/user_asset_store.h"

namespace daemun::experience {

class AssetFiles {
 public:
  explicit AssetFiles(const storage::TenantContext& context)
      : assets_(context.database, context.tenant) {}

  // GET /user-assets/{name}. An address has one content for ever.
  Task<http::Response> show(http::Request request);

 private:
  storage::UserAssetStore assets_;
};

}  // namespace daemun::experience

#endif
