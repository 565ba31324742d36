#include "storage/user_sso_identity_store.h"

#include "storage/list_parameter.h"
#include "storage/user_sso_identity_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = user_sso_identity_store_sql;

constexpr JsonLimits stored_limits{.max_bytes = 1024 * 1024, .max_depth = 64};

json::object detail_of(const std::string& text) {
  auto parsed = parse_json_object(text, stored_limits);
  if (!parsed) throw std::runtime_error("the detail of an enterprise identity is not JSON");
  return *std::move(parsed);
}

SsoIdentity identity_of(const Row& row) {
  return SsoIdentity{
      .id = row.id<SsoIdentityId>("id"),
      .user_id = row.id<UserId>("user_id"),
      .connector_id = row.id<SsoConnectorId>("sso_connector_id"),
      .issuer = row.text("issuer"),
      .identity_id = row.text("identity_id"),
      .detail = detail_of(row.text("detail")),
      .created_at = row.time("created_at"),
      .updated_at = row.time("updated_at"),
  };
}

std::vector<SsoIdentity> identities_of(const Rows& rows) {
  std::vector<SsoIdentity> identities;
  for (const auto& row : rows)
    identities.push_back(identity_of(row));
  return identities;
}

}  // namespace

Task<std::vector<SsoIdentity>> UserSsoIdentityStore::list(UserId user) const {
  Query query{sql::list, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return identities_of(rows);
}

Task<std::vector<SsoIdentity>> UserSsoIdentityStore::list_all(std::vector<UserId> users) const {
  Query query{sql::list_all, {tenant_, ListParameter(users).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  co_return identities_of(rows);
}

Task<std::optional<SsoIdentity>> UserSsoIdentityStore::find(SsoAccount account) const {
  Query query{sql::find, {tenant_, account.issuer, account.id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return identity_of(rows.front());
}

Statement UserSsoIdentityStore::insert(const SsoIdentity& identity) const {
  return Statement{
      sql::insert,
      {tenant_,
       identity.id,
       identity.user_id,
       identity.connector_id,
       identity.issuer,
       identity.identity_id,
       json::serialize(identity.detail),
       identity.created_at},
      RowCount::exactly(1)};
}

Statement UserSsoIdentityStore::refresh(
    const UserId& user, const SsoAccount& account, const json::object& detail, TimePoint now
) const {
  return Statement{
      sql::refresh,
      {tenant_, user, account.issuer, account.id, json::serialize(detail), now},
      RowCount::exactly(1)};
}

Statement UserSsoIdentityStore::remove_of_other_issuers(
    const UserId& user, const SsoConnectorId& connector, const std::string& issuer
) const {
  return Statement{sql::remove_of_other_issuers, {tenant_, user, connector, issuer}};
}

Statement UserSsoIdentityStore::remove(const UserId& user, const SsoConnectorId& connector) const {
  return Statement{sql::remove, {tenant_, user, connector}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
