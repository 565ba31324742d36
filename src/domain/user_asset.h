// Pictures that people have sent: logos of the tenant, and avatars.
#ifndef DAEMUN_DOMAIN_USER_ASSET_H
#define DAEMUN_DOMAIN_USER_ASSET_H

#include "base/clock.h"
#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// 26 characters [0-9a-z]: it cannot be guessed.
using UserAssetId = Id<struct UserAssetTag>;
inline constexpr std::size_t user_asset_id_length = 26;

struct UserAsset {
  UserAssetId id{};
  std::string type{};   // "png" or "jpg": the end of its address
  std::string bytes{};  // empty: it lies in the bucket
  TimePoint created_at{};
};

// "/user-assets/<id>.png", below the endpoint of the tenant.
inline constexpr std::string_view user_assets_path = "/user-assets/";
std::string to_url(const std::string& endpoint, const UserAsset& asset);
// The id of an address that to_url has made for this endpoint; nothing for any other address.
std::optional<UserAssetId> find_user_asset(const std::string& endpoint, std::string_view url);
// The same of the last segment: "<id>.png".
std::optional<UserAssetId> parse_user_asset_name(std::string_view name);

}  // namespace daemun

#endif
