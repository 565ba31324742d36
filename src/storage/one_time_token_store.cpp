#include "storage/one_time_token_store.h"

#include "crypto/digest.h"
#include "storage/one_time_token_store_sql.h"
#include "storage/organization_member_store_sql.h"
#include "storage/user_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = one_time_token_store_sql;

}  // namespace

Task<OneTimeTokenStore::ListPage> OneTimeTokenStore::list_page(Filter filter, Window window) const {
  const auto select = [&](std::string_view what) {
    QueryBuilder query(database_.engine(), what, sql::all, {tenant_});
    if (filter.email) query.add("and email = $?", *filter.email);
    if (filter.status) {
      query
          .add(
              "and case when status = 'active' and expires_at <= $? then 'expired' else status "
              "end",
              filter.now
          )
          .add("= $?", to_string(*filter.status));
    }
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(sql::columns);
  queries.push_back(std::move(page_query.add("order by created_at desc, id").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ListPage page;
  for (const auto& row : rows[0])
    page.tokens.push_back(token_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::optional<OneTimeToken>> OneTimeTokenStore::find(OneTimeTokenId id) const {
  return find_one(Query{sql::find, {tenant_, id}});
}

Task<std::optional<OneTimeToken>> OneTimeTokenStore::find_by_value(Secret value) const {
  return find_one(Query{sql::find_by_value, {tenant_, Bytes{crypto::sha256(value.reveal())}}});
}

Task<std::optional<OneTimeToken>> OneTimeTokenStore::find_one(Query query) const {
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return token_of(rows.front());
}

OneTimeToken OneTimeTokenStore::token_of(const Row& row) const {
  const auto id = row.id<OneTimeTokenId>("id");
  auto context = parse_json_object(row.text("context"));
  const auto status = parse_one_time_token_status(row.text("status"));
  if (!context || !status) throw std::runtime_error("a stored one-time token is malformed");
  return OneTimeToken{
      .id = id,
      .email = row.text("email"),
      .value = vault_.open(place_of(id), row.bytes("value")),
      .context = *std::move(context),
      .status = *status,
      .created_at = row.time("created_at"),
      .expires_at = row.time("expires_at"),
  };
}

std::string OneTimeTokenStore::place_of(const OneTimeTokenId& id) const {
  return "one_time_tokens/" + tenant_.value() + "/" + id.value();
}

Statement OneTimeTokenStore::insert(const OneTimeToken& token) const {
  return Statement{
      sql::insert,
      {tenant_,
       token.id,
       token.email,
       Bytes{vault_.seal(place_of(token.id), token.value)},
       Bytes{crypto::sha256(token.value.reveal())},
       json::serialize(token.context),
       to_string(token.status),
       token.created_at,
       token.expires_at},
      RowCount::exactly(1)};
}

Statement OneTimeTokenStore::consume(const OneTimeTokenId& id, TimePoint now) const {
  return Statement{sql::consume, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement OneTimeTokenStore::update_status(
    const OneTimeTokenId& id, OneTimeTokenStatus from, OneTimeTokenStatus to
) const {
  return Statement{
      sql::update_status, {tenant_, id, to_string(from), to_string(to)}, RowCount::exactly(1)};
}

Statement OneTimeTokenStore::remove(const OneTimeTokenId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

Plan OneTimeTokenStore::join(const UserId& user, const std::vector<OrganizationId>& organizations)
    const {
  Plan plan;
  for (const auto& id : organizations) {
    plan.add(Statement{organization_member_store_sql::join, {tenant_, id, user}});
    plan.add(Statement{organization_member_store_sql::join_roles, {tenant_, id, user}});
  }
  return plan;
}

Plan OneTimeTokenStore::give_roles(const UserId& user, const std::vector<RoleId>& roles) const {
  Plan plan;
  for (const auto& id : roles)
    plan.add(Statement{user_store_sql::give_role, {tenant_, id, user}});
  return plan;
}

}  // namespace daemun::storage
