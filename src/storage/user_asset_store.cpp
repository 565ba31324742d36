#include "storage/user_asset_store.h"

#include "storage/interaction_row_id.h"
#include "storage/user_asset_store_sql.h"

#include <utility>

namespace daemun::storage {

namespace sql = user_asset_store_sql;

Task<std::optional<UserAsset>> UserAssetStore::find(UserAssetId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const auto& row = rows.front();
  co_return UserAsset{
      .id = std::move(id),
      .type = row.text("type"),
      .bytes = row.bytes("bytes"),
      .created_at = row.time("created_at")};
}

Statement UserAssetStore::insert_logo(const UserAsset& asset) const {
  return Statement{
      sql::insert_logo,
      {tenant_, asset.id, asset.type, Bytes{asset.bytes}, asset.created_at, max_logos},
      RowCount::exactly(1)};
}

Statement UserAssetStore::remove_logo(const UserAssetId& id) const {
  return Statement{sql::remove_logo, {tenant_, id}, RowCount::exactly(1)};
}

Plan UserAssetStore::put_avatar(
    const UserAsset& asset, const UserId& user, const std::optional<UserAssetId>& used
) const {
  Plan plan;
  plan.add(remove_avatars(user, used))
      .add(Statement{
          sql::insert_avatar,
          {tenant_, asset.id, asset.type, Bytes{asset.bytes}, user, asset.created_at},
          RowCount::exactly(1)});
  return plan;
}

Statement UserAssetStore::remove_avatars(const UserId& user, const std::optional<UserAssetId>& used)
    const {
  return Statement{sql::remove_avatars, {tenant_, user, used ? used->value() : std::string()}};
}

Plan UserAssetStore::remove_former_avatar(
    const std::string& endpoint, const User& before, const User& after
) const {
  Plan plan;
  if (before.avatar == after.avatar) return plan;
  const auto used = find_user_asset(endpoint, after.avatar.value_or(""));
  return plan.add(remove_avatars(after.id, used));
}

Plan UserAssetStore::put_waiting_avatar(const UserAsset& asset, const InteractionId& interaction)
    const {
  const auto row = interaction_row_id(interaction);
  Plan plan;
  plan.add(Statement{sql::remove_waiting, {tenant_, row}})
      .add(Statement{
          sql::insert_waiting,
          {tenant_, asset.id, asset.type, Bytes{asset.bytes}, row, asset.created_at},
          RowCount::exactly(1)})
      .add(Statement{sql::remove_oldest_waiting, {tenant_, max_waiting_avatars}});
  return plan;
}

Statement UserAssetStore::adopt(
    const UserAssetId& id, const InteractionId& interaction, const UserId& user
) const {
  return Statement{sql::adopt, {tenant_, id, interaction_row_id(interaction), user}};
}

}  // namespace daemun::storage
