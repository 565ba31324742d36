#include "storage/subject_token_store.h"

#include "crypto/digest.h"

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select id, user_id, context, creator_id, created_at, expires_at, consumed_at "
    "from subject_tokens where tenant_id = $1 and value_hash = $2"};
constexpr Sql insert_sql{
    "insert into subject_tokens (tenant_id, id, value_hash, user_id, context, creator_id, "
    "created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr Sql consume_sql{
    "update subject_tokens set consumed_at = $3 "
    "where tenant_id = $1 and id = $2 and consumed_at is null and expires_at > $3"};
// A bounded step, so that the writer is never busy for long.
constexpr Sql remove_expired_sql{
    "delete from subject_tokens where tenant_id = $1 and id in "
    "(select id from subject_tokens where tenant_id = $1 and expires_at < $2 limit 1000)"};

}  // namespace

Task<std::optional<SubjectToken>> SubjectTokenStore::find_by_value(Secret value) const {
  Query query{find_sql, {tenant_, Bytes{crypto::sha256(value.reveal())}}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return SubjectToken{
      .id = row.id<SubjectTokenId>(0),
      .user_id = row.id<UserId>(1),
      .context = row.text(2),
      .creator_id = row.text(3),
      .created_at = row.time(4),
      .expires_at = row.time(5),
      .consumed_at = row.optional_time(6),
  };
}

Statement SubjectTokenStore::insert(const SubjectToken& token, const Secret& value) const {
  return Statement{
      insert_sql,
      {tenant_,
       token.id,
       Bytes{crypto::sha256(value.reveal())},
       token.user_id,
       token.context,
       token.creator_id,
       token.created_at,
       token.expires_at},
      RowCount::exactly(1)};
}

Statement SubjectTokenStore::consume(const SubjectTokenId& id, TimePoint now) const {
  return Statement{consume_sql, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement SubjectTokenStore::remove_expired(TimePoint before) const {
  return Statement{remove_expired_sql, {tenant_, before}};
}

}  // namespace daemun::storage
