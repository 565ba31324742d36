#include "storage/session_store.h"

#include "base/text.h"
#include "domain/interaction.h"

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select s.id, s.secret_hash, s.user_id, u.is_suspended, s.signed_in_at, s.amr, s.created_at, "
    "s.renewed_at, s.expires_at, s.cookie_name from sessions s "
    "join users u on u.tenant_id = s.tenant_id and u.id = s.user_id "
    "where s.tenant_id = $1 and s.id = $2"};
constexpr Sql list_of_user_sql{
    "select s.id, s.secret_hash, s.user_id, u.is_suspended, s.signed_in_at, s.amr, s.created_at, "
    "s.renewed_at, s.expires_at, s.cookie_name from sessions s "
    "join users u on u.tenant_id = s.tenant_id and u.id = s.user_id "
    "where s.tenant_id = $1 and s.user_id = $2 and s.expires_at > $3 "
    "order by s.created_at desc, s.id"};
constexpr Sql list_clients_of_user_sql{
    "select c.session_id, c.client_id, c.sid, c.scopes, c.resource_scopes from sessions s "
    "join session_clients c on c.tenant_id = s.tenant_id and c.session_id = s.id "
    "where s.tenant_id = $1 and s.user_id = $2 order by c.session_id, c.client_id"};
constexpr Sql remove_client_sql{
    "delete from session_clients where tenant_id = $1 and session_id = $2 and client_id = $3"};
constexpr Sql list_clients_sql{
    "select session_id, client_id, sid, scopes, resource_scopes from session_clients "
    "where tenant_id = $1 and session_id = $2 order by client_id"};
constexpr Sql insert_sql{
    "insert into sessions (tenant_id, id, secret_hash, user_id, signed_in_at, amr, created_at, "
    "renewed_at, expires_at, cookie_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr Sql renew_sql{
    "update sessions set renewed_at = $3, expires_at = $4 where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from sessions where tenant_id = $1 and id = $2"};
constexpr Sql remove_others_of_user_sql{
    "delete from sessions where tenant_id = $1 and user_id = $2 and id <> $3"};
constexpr Sql update_sql{
    "update sessions set secret_hash = $3, signed_in_at = $4, amr = $5, renewed_at = $6, "
    "expires_at = $7, cookie_name = $8 where tenant_id = $1 and id = $2"};
constexpr Sql rename_cookie_sql{
    "update sessions set cookie_name = $3 where tenant_id = $1 and id = $2"};
constexpr Sql upsert_client_sql{
    "insert into session_clients (tenant_id, session_id, client_id, sid, scopes, resource_scopes) "
    "values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, session_id, client_id) "
    "do update set scopes = excluded.scopes, resource_scopes = excluded.resource_scopes"};
// A bounded step, so that the writer is never busy for long.
constexpr Sql remove_expired_sql{
    "delete from sessions where tenant_id = $1 and id in "
    "(select id from sessions where tenant_id = $1 and expires_at < $2 limit 1000)"};

Session session_of(const Row& row) {
  return Session{
      .id = row.id<SessionId>(0),
      .secret_hash = row.bytes(1),
      .cookie_name = row.optional_text(9),
      .user_id = row.id<UserId>(2),
      .is_user_suspended = row.boolean(3),
      .signed_in_at = row.time(4),
      .amr = split_words(row.text(5)),
      .created_at = row.time(6),
      .renewed_at = row.time(7),
      .expires_at = row.time(8),
  };
}

std::vector<SessionClient> clients_of(const Rows& rows) {
  std::vector<SessionClient> clients;
  for (const auto& row : rows) {
    clients.push_back(SessionClient{
        .session_id = row.id<SessionId>(0),
        .client_id = row.id<ApplicationId>(1),
        .sid = row.text(2),
        .scopes = split_words(row.text(3)),
        .resource_scopes = parse_resource_scopes(row.text(4)),
    });
  }
  return clients;
}

}  // namespace

Task<std::optional<Session>> SessionStore::find(SessionId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return session_of(rows.front());
}

Task<std::vector<Session>> SessionStore::list_of_user(UserId user, TimePoint now) const {
  Query query{list_of_user_sql, {tenant_, user, now}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Session> sessions;
  for (const auto& row : rows)
    sessions.push_back(session_of(row));
  co_return sessions;
}

Task<std::vector<SessionClient>> SessionStore::list_clients(SessionId id) const {
  Query query{list_clients_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return clients_of(rows);
}

Task<std::vector<SessionClient>> SessionStore::list_clients_of_user(UserId user) const {
  Query query{list_clients_of_user_sql, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return clients_of(rows);
}

Statement SessionStore::insert(const Session& session) const {
  return Statement{
      insert_sql,
      {tenant_,
       session.id,
       Bytes{session.secret_hash},
       session.user_id,
       session.signed_in_at,
       join(session.amr),
       session.created_at,
       session.renewed_at,
       session.expires_at,
       session.cookie_name},
      RowCount::exactly(1)};
}

Statement SessionStore::renew(const SessionId& id, TimePoint renewed_at, TimePoint expires_at)
    const {
  return Statement{renew_sql, {tenant_, id, renewed_at, expires_at}, RowCount::exactly(1)};
}

Statement SessionStore::rename_cookie(const SessionId& id, std::string_view name) const {
  return Statement{rename_cookie_sql, {tenant_, id, name}, RowCount::exactly(1)};
}

Statement SessionStore::remove(const SessionId& id) const {
  return Statement{remove_sql, {tenant_, id}};
}

Statement SessionStore::remove_others_of_user(const UserId& user, const SessionId& kept) const {
  return Statement{remove_others_of_user_sql, {tenant_, user, kept}};
}

Statement SessionStore::update(const Session& session) const {
  return Statement{
      update_sql,
      {tenant_,
       session.id,
       Bytes{session.secret_hash},
       session.signed_in_at,
       join(session.amr),
       session.renewed_at,
       session.expires_at,
       session.cookie_name},
      RowCount::exactly(1)};
}

Statement SessionStore::upsert_client(const SessionClient& client) const {
  return Statement{
      upsert_client_sql,
      {tenant_,
       client.session_id,
       client.client_id,
       client.sid,
       join(client.scopes),
       to_json_text(client.resource_scopes)},
      RowCount::exactly(1)};
}

Statement SessionStore::remove_client(const SessionId& session, const ApplicationId& client) const {
  return Statement{remove_client_sql, {tenant_, session, client}};
}

Statement SessionStore::remove_expired(TimePoint before) const {
  return Statement{remove_expired_sql, {tenant_, before}};
}

}  // namespace daemun::storage
