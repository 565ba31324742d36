#include "domain/user_asset.h"

#include <algorithm>

namespace daemun {

std::string to_url(const std::string& endpoint, const UserAsset& asset) {
  return endpoint + std::string(user_assets_path) + asset.id.value() + "." + asset.type;
}

std::optional<UserAssetId> find_user_asset(const std::string& endpoint, std::string_view url) {
  if (!url.starts_with(endpoint)) return std::nullopt;
  url.remove_prefix(endpoint.size());
  if (!url.starts_with(user_assets_path)) return std::nullopt;
  return parse_user_asset_name(url.substr(user_assets_path.size()));
}

std::optional<UserAssetId> parse_user_asset_name(std::string_view name) {
  const auto id = name.substr(0, user_asset_id_length);
  const auto end = name.substr(id.size());
  const bool is_id =
      id.size() == user_asset_id_length && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
      });
  if (!is_id || (end != ".png" && end != ".jpg")) return std::nullopt;
  return UserAssetId(std::string(id));
}

}  // namespace daemun
