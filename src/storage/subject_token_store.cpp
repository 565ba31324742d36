#include "storage/subject_token_store.h"

#include "crypto/digest.h"
#include "storage/subject_token_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = subject_token_store_sql;

}  // namespace

Task<std::optional<SubjectToken>> SubjectTokenStore::find_by_value(Secret value) const {
  Query query{sql::find, {tenant_, Bytes{crypto::sha256(value.reveal())}}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return SubjectToken{
      .id = row.id<SubjectTokenId>("id"),
      .user_id = row.id<UserId>("user_id"),
      .context = row.text("context"),
      .creator_id = row.text("creator_id"),
      .created_at = row.time("created_at"),
      .expires_at = row.time("expires_at"),
      .consumed_at = row.optional_time("consumed_at"),
  };
}

Statement SubjectTokenStore::insert(const SubjectToken& token, const Secret& value) const {
  return Statement{
      sql::insert,
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
  return Statement{sql::consume, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement SubjectTokenStore::remove_expired(TimePoint before) const {
  return Statement{sql::remove_expired, {tenant_, before}};
}

}  // namespace daemun::storage
