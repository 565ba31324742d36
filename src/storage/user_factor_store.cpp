#include "storage/user_factor_store.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "storage/list_parameter.h"
#include "storage/user_factor_store_sql.h"
#include "storage/user_store_sql.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = user_factor_store_sql;

Passkey passkey_of(const Row& row) {
  return Passkey{
      .credential_id = row.bytes("credential_id"),
      .public_key = row.bytes("public_key"),
      .sign_count = row.integer("sign_count"),
      .transports = split_words(row.text("transports")),
      .is_backup_eligible = row.boolean("is_backup_eligible"),
      .is_backed_up = row.boolean("is_backed_up"),
      .rp_id = row.text("rp_id"),
      .agent = row.text("agent")};
}

}  // namespace

std::string UserFactorStore::place_of(const UserId& user, std::string_view id) const {
  return "user_factors/" + tenant_.value() + "/" + user.value() + "/" + std::string(id);
}

UserFactor UserFactorStore::factor_of(const Row& row) const {
  const auto type = parse_factor(row.text("type"));
  if (!type) throw std::runtime_error("a stored factor is of an unknown type");
  UserFactor factor{
      .id = row.text("id"),
      .user_id = row.id<UserId>("user_id"),
      .type = *type,
      .name = row.optional_text("name"),
      .created_at = row.time("created_at"),
      .last_used_at = row.optional_time("last_used_at"),
      .unused_codes = row.integer("unused_codes")};
  if (*type == Factor::totp) {
    factor.totp_secret = vault_.open(place_of(factor.user_id, factor.id), row.bytes("secret"));
    factor.last_used_step = row.optional_integer("last_used_step");
  }
  if (*type == Factor::web_authn) factor.passkey = passkey_of(row);
  return factor;
}

Task<std::vector<UserFactor>> UserFactorStore::list(UserId user) const {
  Query query{sql::list, {tenant_, std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<UserFactor> factors;
  for (const auto& row : rows)
    factors.push_back(factor_of(row));
  co_return factors;
}

Task<std::optional<UserFactor>> UserFactorStore::find_passkey(std::string credential_id) const {
  Query query{sql::find_passkey, {tenant_, Bytes{std::move(credential_id)}}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return factor_of(rows.front());
}

Task<bool> UserFactorStore::has_unused_code(std::string factor_id, std::string hash) const {
  Query query{sql::unused_code, {tenant_, std::move(factor_id), Bytes{std::move(hash)}}};
  const auto rows = co_await database_.read(std::move(query));
  co_return !rows.empty();
}

Task<std::int64_t> UserFactorStore::count_people_without(
    Factor address, std::vector<Factor> others, std::string rp_id
) const {
  std::vector<std::string> stored;
  for (const auto factor : others) {
    if (factor == Factor::totp || factor == Factor::web_authn)
      stored.emplace_back(to_string(factor));
  }
  const bool is_email = address == Factor::email_verification_code;
  const auto other = is_email ? Factor::phone_verification_code : Factor::email_verification_code;
  const bool counts_other = std::find(others.begin(), others.end(), other) != others.end();
  Query query{
      is_email ? sql::count_with_email_only : sql::count_with_phone_only,
      {tenant_,
       ListParameter(stored).to_text(),
       counts_other,
       max_counted_people,
       std::move(rp_id)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("people");
}

Statement UserFactorStore::insert_row(const UserFactor& factor) const {
  std::vector<SqlValue> parameters{
      tenant_, factor.id, factor.user_id, to_string(factor.type), factor.name, factor.created_at};
  const auto& passkey = factor.passkey;
  switch (factor.type) {
    case Factor::totp:
      parameters.emplace_back(Bytes{
          vault_.seal(place_of(factor.user_id, factor.id), factor.totp_secret)});
      parameters.emplace_back(factor.last_used_step);
      break;
    case Factor::web_authn:
      parameters.resize(8);
      parameters.insert(
          parameters.end(),
          {Bytes{passkey.credential_id},
           Bytes{passkey.public_key},
           passkey.sign_count,
           join(passkey.transports),
           passkey.is_backup_eligible,
           passkey.is_backed_up,
           passkey.rp_id,
           passkey.agent}
      );
      break;
    case Factor::backup_code:
      break;
    case Factor::email_verification_code:
    case Factor::phone_verification_code:
      throw std::logic_error("a factor that is an address of the account has no row");
  }
  parameters.resize(16);
  return Statement{sql::insert, std::move(parameters), RowCount::exactly(1)};
}

Plan UserFactorStore::insert(const UserFactor& factor) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, factor.user_id}, RowCount::exactly(1)})
      .add(insert_row(factor));
  return plan;
}

Plan UserFactorStore::replace_backup_codes(
    const UserFactor& set, const std::vector<std::string>& hashes
) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, set.user_id}, RowCount::exactly(1)})
      .add(Statement{sql::remove_backup_codes, {tenant_, set.user_id}})
      .add(insert_row(set));
  std::int64_t place = 0;
  for (const auto& hash : hashes) {
    plan.add(Statement{
        sql::insert_backup_code, {tenant_, set.id, place++, Bytes{hash}}, RowCount::exactly(1)});
  }
  return plan;
}

std::string UserFactorStore::hash_backup_code(std::string_view factor_id, std::string_view code)
    const {
  const auto key = vault_.derive("backup codes/" + tenant_.value());
  return crypto::hmac_sha256(key.reveal(), std::string(factor_id) + "/" + std::string(code));
}

Statement UserFactorStore::use_totp_step(const UserFactor& factor, std::int64_t step, TimePoint now)
    const {
  return Statement{
      sql::use_totp_step, {tenant_, factor.user_id, factor.id, step, now}, RowCount::exactly(1)};
}

Plan UserFactorStore::use_backup_code(const UserFactor& set, std::string_view hash, TimePoint now)
    const {
  Plan plan;
  plan.add(Statement{
               sql::use_backup_codes, {tenant_, set.user_id, set.id, now}, RowCount::exactly(1)})
      .add(Statement{
          sql::use_backup_code,
          {tenant_, set.id, Bytes{std::string(hash)}, now},
          RowCount::exactly(1)});
  return plan;
}

Statement UserFactorStore::use_passkey(const UserFactor& factor, const PasskeyUse& use) const {
  return Statement{
      sql::use_passkey,
      {tenant_,
       factor.user_id,
       factor.id,
       use.sign_count_before,
       use.sign_count,
       use.is_backed_up,
       use.now},
      RowCount::exactly(1)};
}

Statement UserFactorStore::require_factor(const UserId& user, std::string_view id) const {
  return Statement{sql::require_factor, {tenant_, user, id}, RowCount::exactly(1)};
}

Statement UserFactorStore::remove(const UserId& user, std::string_view id) const {
  return Statement{sql::remove, {tenant_, user, id}, RowCount::exactly(1)};
}

Statement UserFactorStore::remove_all(const UserId& user) const {
  return Statement{sql::remove_all, {tenant_, user}};
}

bool is_second_of_kind(const Conflict& conflict) {
  return conflict.reason == Conflict::Reason::unique &&
         conflict.constraint.find("credential") == std::string::npos;
}

}  // namespace daemun::storage
