#include "experience/pages/asset_files.h"

#include <optional>
#include <string>
#include <utility>

namespace daemun::experience {

Task<http::Response> AssetFiles::show(http::Request request) {
  const auto name = std::string(request.path_parameter("name"));
  std::optional<UserAsset> asset;
  if (auto id = parse_user_asset_name(name)) asset = co_await assets_.find(*std::move(id));
  if (!asset || !name.ends_with("." + asset->type)) {
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
