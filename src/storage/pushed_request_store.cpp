#include "storage/pushed_request_store.h"

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select id, client_id, parameters, expires_at, used_at from pushed_requests "
    "where tenant_id = $1 and id = $2"};
constexpr Sql insert_sql{
    "insert into pushed_requests (tenant_id, id, client_id, parameters, expires_at) "
    "values ($1, $2, $3, $4, $5)"};
constexpr Sql use_sql{
    "update pushed_requests set used_at = $3 where tenant_id = $1 and id = $2 and used_at is null"};
// A bounded step, so that the writer is never busy for long.
constexpr Sql remove_expired_sql{
    "delete from pushed_requests where tenant_id = $1 and id in "
    "(select id from pushed_requests where tenant_id = $1 and expires_at < $2 limit 1000)"};

}  // namespace

Task<std::optional<PushedRequest>> PushedRequestStore::find(std::string id) const {
  Query query{find_sql, {tenant_, std::move(id)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return PushedRequest{
      .id = row.text(0),
      .client_id = row.id<ApplicationId>(1),
      .parameters = row.text(2),
      .expires_at = row.time(3),
      .used_at = row.optional_time(4),
  };
}

Statement PushedRequestStore::insert(const PushedRequest& request) const {
  return Statement{
      insert_sql,
      {tenant_, request.id, request.client_id, request.parameters, request.expires_at},
      RowCount::exactly(1)};
}

Statement PushedRequestStore::use(const std::string& id, TimePoint now) const {
  return Statement{use_sql, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement PushedRequestStore::remove_expired(TimePoint before) const {
  return Statement{remove_expired_sql, {tenant_, before}};
}

}  // namespace daemun::storage
