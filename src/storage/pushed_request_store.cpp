#include "storage/pushed_request_store.h"

#include "base/encoding.h"
#include "crypto/digest.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select client_id, parameters, expires_at, used_at from pushed_requests "
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

std::string row_id_of(const std::string& id) {
  return to_base64url(crypto::sha256(id));
}

}  // namespace

Task<std::optional<PushedRequest>> PushedRequestStore::find(std::string id) const {
  const auto row_id = row_id_of(id);
  Query query{find_sql, {tenant_, row_id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  const auto sealed = parse_base64url(row.text(1));
  if (!sealed) throw std::runtime_error("a pushed request is not sealed");
  const auto parameters = vault_.open(place_of(row_id), *sealed);
  co_return PushedRequest{
      .id = std::move(id),
      .client_id = row.id<ApplicationId>(0),
      .parameters = std::string(parameters.reveal()),
      .expires_at = row.time(2),
      .used_at = row.optional_time(3),
  };
}

Statement PushedRequestStore::insert(const PushedRequest& request) const {
  const auto row_id = row_id_of(request.id);
  auto sealed = to_base64url(vault_.seal(place_of(row_id), Secret(request.parameters)));
  return Statement{
      insert_sql,
      {tenant_, row_id, request.client_id, std::move(sealed), request.expires_at},
      RowCount::exactly(1)};
}

Statement PushedRequestStore::use(const std::string& id, TimePoint now) const {
  return Statement{use_sql, {tenant_, row_id_of(id), now}, RowCount::exactly(1)};
}

Statement PushedRequestStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{remove_expired_sql, {tenant, before}};
}

std::string PushedRequestStore::place_of(const std::string& row_id) const {
  return "pushed_requests/" + tenant_.value() + "/" + row_id;
}

}  // namespace daemun::storage
