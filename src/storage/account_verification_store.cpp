#include "storage/account_verification_store.h"

#include "base/json.h"
#include "storage/account_verification_store_sql.h"

#include <stdexcept>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = account_verification_store_sql;

json::object parse_data(const std::string& text) {
  auto data = parse_json_object(text);
  if (!data) throw std::runtime_error("a stored verification is not a JSON object");
  return *std::move(data);
}

}  // namespace

// Moved to another user, kind or purpose it does not open.
std::string AccountVerificationStore::place_of(const AccountVerification& verification) const {
  return json::serialize(json::array{
      "account_verifications",
      tenant_.value(),
      verification.id,
      verification.user_id.value(),
      verification.kind,
      verification.purpose});
}

SqlValue AccountVerificationStore::seal(const AccountVerification& verification) const {
  if (!verification.secret) return std::nullopt;
  return Bytes{vault_.seal(place_of(verification), *verification.secret)};
}

AccountVerification AccountVerificationStore::verification_of(const Row& row) const {
  AccountVerification found{
      .id = row.text("id"),
      .user_id = row.id<UserId>("user_id"),
      .holder = row.text("holder"),
      .kind = row.text("kind"),
      .purpose = row.text("purpose"),
      .data = parse_data(row.text("data"))};
  const auto sealed = row.optional_bytes("sealed_data");
  if (sealed) found.secret = vault_.open(place_of(found), *sealed);
  found.password_updated_at = row.time("password_updated_at");
  found.created_at = row.time("created_at");
  found.expires_at = row.time("expires_at");
  found.verified_at = row.optional_time("verified_at");
  return found;
}

Task<std::optional<AccountVerification>> AccountVerificationStore::find(UserId user, std::string id)
    const {
  Query query{sql::find, {tenant_, std::move(user), std::move(id)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return verification_of(rows.front());
}

Task<std::optional<AccountVerification>> AccountVerificationStore::find_newest(
    UserId user, Kind wanted
) const {
  Query query{
      sql::find_newest,
      {tenant_, std::move(user), std::move(wanted.kind), std::move(wanted.purpose)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return verification_of(rows.front());
}

Plan AccountVerificationStore::insert(const AccountVerification& verification) const {
  Plan plan;
  plan.add(Statement{
               sql::insert,
               {tenant_,
                verification.id,
                verification.user_id,
                verification.kind,
                verification.purpose,
                json::serialize(verification.data),
                seal(verification),
                verification.password_updated_at,
                verification.created_at,
                verification.expires_at,
                verification.verified_at,
                verification.holder}}
  ).add(Statement{sql::keep_newest, {tenant_, verification.user_id, max_account_verifications}});
  return plan;
}

Statement AccountVerificationStore::verify(const AccountVerification& after) const {
  return Statement{
      sql::verify,
      {tenant_,
       after.user_id,
       after.id,
       after.verified_at,
       json::serialize(after.data),
       seal(after)},
      RowCount::exactly(1)};
}

Statement AccountVerificationStore::remove(const UserId& user, const std::string& id) const {
  return Statement{sql::remove, {tenant_, user, id}, RowCount::exactly(1)};
}

Statement AccountVerificationStore::remove_expired(const TenantId& tenant, TimePoint now) {
  return Statement{sql::remove_expired, {tenant, now}};
}

}  // namespace daemun::storage
