#include "experience/pages/asset_files.h"

#include <optional>
#include <string>
#include <utility>

#include "api/bucket_picture.h"

namespace daemun::experience {

Task<http::Response> AssetFiles::show(http::Request request) {
  const auto name = std::string(request.path_parameter("name"));
  std::optional<UserAsset> asset;
  if (auto id = parse_user_asset_name(name)) asset = co_await assets_.find(*std::move(id));
  const bool is_there = asset && name.ends_with("." + asset->type);
  if (is_there && asset->bytes.empty() && bucket_ != nullptr) {
    http::Response response;
    response.status = 302;
    response.set("Location", bucket_->url_of(api::to_bucket_picture(tenant_, *asset)));
    response.set("Cache-Control", "public, max-age=3600");
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
    co_return response;
  }
  if (!is_there || asset->bytes.empty()) {
    auto response = http::text_response(404, "Not found.\n");
    response.set("Cache-Control", "no-store");
    co_return response;
  }
  http::Response response;
  response.set("Content-Type", asset->type == "png" ? "image/png" : "image/jpeg");
  response.set("Cache-Control", "public, max-age=31536000, immutable");
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  response.set("Content-Disposition", "inline; filename=\"" + name + "\"");
  // For the pages of apps: the claim `picture` leads here.
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  response.body = std::move(asset->bytes);
  co_return response;
}

}  // namespace daemun::experience
