#include "storage/verification_code_store.h"

#include "crypto/hmac.h"
#include "storage/verification_code_store_sql.h"

#include <stdexcept>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = verification_code_store_sql;

}  // namespace

Task<std::optional<VerificationCode>> VerificationCodeStore::find(
    std::string scope, IdentifierType type
) const {
  Query query{sql::find, {tenant_, scope, to_string(type)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const auto& row = rows.front();
  const auto usage = parse_template_type(row.text("usage_type"));
  if (!usage) throw std::runtime_error("a stored verification code is malformed");
  co_return VerificationCode{
      .id = row.text("id"),
      .scope = std::move(scope),
      .identifier = {.type = type, .value = row.text("identifier")},
      .usage = *usage,
      .hash = row.bytes("code_hash"),
      .tries = row.integer("tries"),
      .created_at = row.time("created_at"),
      .consumed_at = row.optional_time("consumed_at"),
  };
}

Statement VerificationCodeStore::put(const VerificationCode& code, const Secret& value) const {
  return Statement{
      sql::put,
      {tenant_,
       code.scope,
       to_string(code.identifier.type),
       code.id,
       code.identifier.value,
       to_string(code.usage),
       Bytes{hash(code.id, value)},
       code.created_at},
      RowCount::exactly(1)};
}

Task<std::string> VerificationCodeStore::compare(VerificationCode code, CodeAttempt attempt) const {
  const auto& policy = attempt.policy;
  const auto problem = verification_code_problem(code, attempt.recipient, policy, attempt.now);
  if (!problem.empty()) co_return std::string(problem);
  Plan plan;
  plan.add(take_try(code, policy.max_tries));
  const auto taken = co_await database_.commit(std::move(plan));
  if (!taken) {
    const auto now_there = co_await find(code.scope, code.identifier.type);
    const bool is_same = now_there && now_there->id == code.id && !now_there->consumed_at;
    co_return is_same ? "verification_code.exceed_max_try" : "verification_code.not_found";
  }
  const bool is_right = equals_in_constant_time(code.hash, hash(code.id, attempt.value));
  co_return is_right ? "" : "verification_code.code_mismatch";
}

Statement VerificationCodeStore::take_try(const VerificationCode& code, std::int64_t max_tries)
    const {
  return Statement{
      sql::take_try,
      {tenant_, code.scope, to_string(code.identifier.type), code.id, max_tries},
      RowCount::exactly(1)};
}

Statement VerificationCodeStore::consume(const VerificationCode& code, TimePoint now) const {
  return Statement{
      sql::consume,
      {tenant_, code.scope, to_string(code.identifier.type), code.id, now},
      RowCount::exactly(1)};
}

Statement VerificationCodeStore::remove_expired(const TenantId& tenant, TimePoint now) {
  return Statement{sql::remove_expired, {tenant, now - max_verification_code_lifetime}};
}

std::string VerificationCodeStore::hash(const std::string& id, const Secret& value) const {
  const auto key = vault_.derive("verification codes/" + tenant_.value());
  return crypto::hmac_sha256(key.reveal(), id + "/" + value.reveal());
}

}  // namespace daemun::storage
