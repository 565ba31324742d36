#include "storage/user_identity_lookup.h"

#include "storage/user_store_sql.h"

#include <utility>

namespace daemun::storage {

namespace sql = user_store_sql;

Task<std::optional<UserStore::WithPassword>> UserIdentityLookup::find_owner(ForeignIdentity identity
) const {
  Query query{sql::find_identity, {tenant_, identity.target, identity.id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  auto owner = rows.front().id<UserId>("user_id");
  const UserStore users(database_, tenant_);
  co_return co_await users.find_with_password(std::move(owner));
}

Statement UserIdentityLookup::require(const UserId& user, const ForeignIdentity& identity) const {
  return Statement{
      sql::require_identity, {tenant_, user, identity.target, identity.id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
