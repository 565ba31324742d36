#include "storage/one_time_token_store.h"

#include "crypto/digest.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

#define DAEMUN_TOKEN_COLUMNS "id, email, value, context, status, created_at, expires_at"
constexpr Sql find_sql{"select " DAEMUN_TOKEN_COLUMNS
                       " from one_time_tokens where tenant_id = $1 and id = $2"};
constexpr Sql find_by_value_sql{"select " DAEMUN_TOKEN_COLUMNS
                                " from one_time_tokens where tenant_id = $1 and value_hash = $2"};
constexpr std::string_view columns = DAEMUN_TOKEN_COLUMNS;
#undef DAEMUN_TOKEN_COLUMNS
constexpr Sql insert_sql{
    "insert into one_time_tokens (tenant_id, id, email, value, value_hash, context, status, "
    "created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr Sql consume_sql{
    "update one_time_tokens set status = 'consumed' "
    "where tenant_id = $1 and id = $2 and status = 'active' and expires_at > $3"};
constexpr Sql update_status_sql{
    "update one_time_tokens set status = $4 where tenant_id = $1 and id = $2 and status = $3"};
constexpr Sql join_sql{
    "insert into organization_users (tenant_id, organization_id, user_id) "
    "select tenant_id, id, $3 from organizations where tenant_id = $1 and id = $2 "
    "on conflict do nothing"};
constexpr Sql join_roles_sql{
    "insert into organization_role_users (tenant_id, organization_id, organization_role_id, "
    "user_id) "
    "select j.tenant_id, j.organization_id, r.id, $3 from organization_jit_roles j "
    "join organization_roles r on r.tenant_id = j.tenant_id and r.id = j.organization_role_id "
    "  and r.type = 'User' "
    "where j.tenant_id = $1 and j.organization_id = $2 on conflict do nothing"};
constexpr Sql give_role_sql{
    "insert into users_roles (tenant_id, user_id, role_id) "
    "select tenant_id, $3, id from roles where tenant_id = $1 and id = $2 and type = 'User' "
    "on conflict do nothing"};
constexpr Sql remove_sql{"delete from one_time_tokens where tenant_id = $1 and id = $2"};

}  // namespace

Task<OneTimeTokenStore::ListPage> OneTimeTokenStore::list_page(Filter filter, Window window) const {
  const auto select = [&](std::string_view what) {
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(what) + " from one_time_tokens where tenant_id = $1",
        {tenant_}
    );
    if (filter.email) query.add(" and email = $?", *filter.email);
    if (filter.status) {
      query
          .add(
              " and case when status = 'active' and expires_at <= $? then 'expired' else status "
              "end",
              filter.now
          )
          .add(" = $?", to_string(*filter.status));
    }
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(columns);
  queries.push_back(std::move(page_query.add(" order by created_at desc, id").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ListPage page;
  for (const auto& row : rows[0])
    page.tokens.push_back(token_of(row));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::optional<OneTimeToken>> OneTimeTokenStore::find(OneTimeTokenId id) const {
  return find_one(Query{find_sql, {tenant_, id}});
}

Task<std::optional<OneTimeToken>> OneTimeTokenStore::find_by_value(Secret value) const {
  return find_one(Query{find_by_value_sql, {tenant_, Bytes{crypto::sha256(value.reveal())}}});
}

Task<std::optional<OneTimeToken>> OneTimeTokenStore::find_one(Query query) const {
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return token_of(rows.front());
}

OneTimeToken OneTimeTokenStore::token_of(const Row& row) const {
  const auto id = row.id<OneTimeTokenId>(0);
  auto context = parse_json_object(row.text(3));
  const auto status = parse_one_time_token_status(row.text(4));
  if (!context || !status) throw std::runtime_error("a stored one-time token is malformed");
  return OneTimeToken{
      .id = id,
      .email = row.text(1),
      .value = vault_.open(place_of(id), row.bytes(2)),
      .context = *std::move(context),
      .status = *status,
      .created_at = row.time(5),
      .expires_at = row.time(6),
  };
}

std::string OneTimeTokenStore::place_of(const OneTimeTokenId& id) const {
  return "one_time_tokens/" + tenant_.value() + "/" + id.value();
}

Statement OneTimeTokenStore::insert(const OneTimeToken& token) const {
  return Statement{
      insert_sql,
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
  return Statement{consume_sql, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement OneTimeTokenStore::update_status(
    const OneTimeTokenId& id, OneTimeTokenStatus from, OneTimeTokenStatus to
) const {
  return Statement{
      update_status_sql, {tenant_, id, to_string(from), to_string(to)}, RowCount::exactly(1)};
}

Statement OneTimeTokenStore::remove(const OneTimeTokenId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

Plan OneTimeTokenStore::join(const UserId& user, const std::vector<OrganizationId>& organizations)
    const {
  Plan plan;
  for (const auto& id : organizations) {
    plan.add(Statement{join_sql, {tenant_, id, user}});
    plan.add(Statement{join_roles_sql, {tenant_, id, user}});
  }
  return plan;
}

Plan OneTimeTokenStore::give_roles(const UserId& user, const std::vector<RoleId>& roles) const {
  Plan plan;
  for (const auto& id : roles)
    plan.add(Statement{give_role_sql, {tenant_, id, user}});
  return plan;
}

}  // namespace daemun::storage
