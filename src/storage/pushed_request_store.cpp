#include "storage/pushed_request_store.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "storage/pushed_request_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = pushed_request_store_sql;

std::string row_id_of(const std::string& id) {
  return to_base64url(crypto::sha256(id));
}

}  // namespace

Task<std::optional<PushedRequest>> PushedRequestStore::find(std::string id) const {
  const auto row_id = row_id_of(id);
  Query query{sql::find, {tenant_, row_id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  const auto sealed = parse_base64url(row.text("parameters"));
  if (!sealed) throw std::runtime_error("a pushed request is not sealed");
  const auto parameters = vault_.open(place_of(row_id), *sealed);
  co_return PushedRequest{
      .id = std::move(id),
      .client_id = row.id<ApplicationId>("client_id"),
      .parameters = std::string(parameters.reveal()),
      .expires_at = row.time("expires_at"),
      .used_at = row.optional_time("used_at"),
  };
}

Statement PushedRequestStore::insert(const PushedRequest& request) const {
  const auto row_id = row_id_of(request.id);
  auto sealed = to_base64url(vault_.seal(place_of(row_id), Secret(request.parameters)));
  return Statement{
      sql::insert,
      {tenant_, row_id, request.client_id, std::move(sealed), request.expires_at},
      RowCount::exactly(1)};
}

Statement PushedRequestStore::use(const std::string& id, TimePoint now) const {
  return Statement{sql::use, {tenant_, row_id_of(id), now}, RowCount::exactly(1)};
}

Statement PushedRequestStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{sql::remove_expired, {tenant, before}};
}

std::string PushedRequestStore::place_of(const std::string& row_id) const {
  return "pushed_requests/" + tenant_.value() + "/" + row_id;
}

}  // namespace daemun::storage
