// Pictures that people have sent. Who may have how many is decided here, with the insertion.
#ifndef DAEMUN_STORAGE_USER_ASSET_STORE_H
#define DAEMUN_STORAGE_USER_ASSET_STORE_H

#include "base/id.h"
#include "domain/user.h"
#include "domain/user_asset.h"
#include "storage/database.h"

#include <optional>
#include <string>

namespace daemun::storage {

inline constexpr std::int64_t max_logos = 1'000;
// Of registrations that have not ended; the oldest give way.
inline constexpr std::int64_t max_waiting_avatars = 1'000;

class UserAssetStore {
 public:
  UserAssetStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<UserAsset>> find(UserAssetId id) const;

  // A conflict (row_count) when there are `max_logos`.
  Statement insert_logo(const UserAsset& asset) const;
  // Exactly one row; a conflict (row_count) when there is no such logo. Avatars go with their user.
  Statement remove_logo(const UserAssetId& id) const;

  // Instead of all avatars of that user but `used`, the one that the account names now. A conflict
  // (foreign_key) when the user is gone.
  Plan put_avatar(
      const UserAsset& asset, const UserId& user, const std::optional<UserAssetId>& used
  ) const;

  // All avatars of that user but `used`. Any number of rows.
  Statement remove_avatars(const UserId& user, const std::optional<UserAssetId>& used) const;

  // For every change of an account: the pictures that it no longer shows. Empty when its avatar
  // stays.
  Plan remove_former_avatar(const std::string& endpoint, const User& before, const User& after)
      const;

  // Instead of the avatar that was sent in that registration before. It goes with the dialogue
  // unless a user adopts it. A conflict (foreign_key) when the dialogue is gone.
  Plan put_waiting_avatar(const UserAsset& asset, const InteractionId& interaction) const;
  // The user who is made in that registration. Any number of rows: the asset may be somebody
  // else's, or gone.
  Statement adopt(const UserAssetId& id, const InteractionId& interaction, const UserId& user)
      const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
