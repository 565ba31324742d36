#include "storage/session_store.h"

#include "base/text.h"
#include "domain/interaction.h"
#include "storage/session_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = session_store_sql;

Session session_of(const Row& row) {
  return Session{
      .id = row.id<SessionId>("id"),
      .secret_hash = row.bytes("secret_hash"),
      .cookie_name = row.optional_text("cookie_name"),
      .user_id = row.id<UserId>("user_id"),
      .is_user_suspended = row.boolean("is_suspended"),
      .signed_in_at = row.time("signed_in_at"),
      .amr = split_words(row.text("amr")),
      .context = {.ip = row.text("sign_in_ip"), .user_agent = row.text("sign_in_user_agent")},
      .created_at = row.time("created_at"),
      .renewed_at = row.time("renewed_at"),
      .expires_at = row.time("expires_at"),
  };
}

std::vector<SessionClient> clients_of(const Rows& rows) {
  std::vector<SessionClient> clients;
  for (const auto& row : rows) {
    clients.push_back(SessionClient{
        .session_id = row.id<SessionId>("session_id"),
        .client_id = row.id<ApplicationId>("client_id"),
        .sid = row.text("sid"),
        .scopes = split_words(row.text("scopes")),
        .resource_scopes = parse_resource_scopes(row.text("resource_scopes")),
    });
  }
  return clients;
}

}  // namespace

Task<std::optional<Session>> SessionStore::find(SessionId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return session_of(rows.front());
}

Task<std::vector<Session>> SessionStore::list_of_user(UserId user, TimePoint now) const {
  Query query{sql::list_of_user, {tenant_, user, now}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Session> sessions;
  for (const auto& row : rows)
    sessions.push_back(session_of(row));
  co_return sessions;
}

Task<std::vector<SessionClient>> SessionStore::list_clients(SessionId id) const {
  Query query{sql::list_clients, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  co_return clients_of(rows);
}

Task<std::vector<SessionClient>> SessionStore::list_clients_of_user(UserId user) const {
  Query query{sql::list_clients_of_user, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  co_return clients_of(rows);
}

Statement SessionStore::insert(const Session& session) const {
  return Statement{
      sql::insert,
      {tenant_,
       session.id,
       Bytes{session.secret_hash},
       session.user_id,
       session.signed_in_at,
       join(session.amr),
       session.created_at,
       session.renewed_at,
       session.expires_at,
       session.cookie_name,
       session.context.ip,
       session.context.user_agent},
      RowCount::exactly(1)};
}

Statement SessionStore::renew(const SessionId& id, TimePoint renewed_at, TimePoint expires_at)
    const {
  return Statement{sql::renew, {tenant_, id, renewed_at, expires_at}, RowCount::exactly(1)};
}

Statement SessionStore::rename_cookie(const SessionId& id, std::string_view name) const {
  return Statement{sql::rename_cookie, {tenant_, id, name}, RowCount::exactly(1)};
}

Statement SessionStore::remove(const SessionId& id) const {
  return Statement{sql::remove, {tenant_, id}};
}

Statement SessionStore::remove_others_of_user(const UserId& user, const SessionId& kept) const {
  return Statement{sql::remove_others_of_user, {tenant_, user, kept}};
}

Statement SessionStore::update(const Session& session) const {
  return Statement{
      sql::update,
      {tenant_,
       session.id,
       Bytes{session.secret_hash},
       session.signed_in_at,
       join(session.amr),
       session.renewed_at,
       session.expires_at,
       session.cookie_name,
       session.context.ip,
       session.context.user_agent},
      RowCount::exactly(1)};
}

Statement SessionStore::upsert_client(const SessionClient& client) const {
  return Statement{
      sql::upsert_client,
      {tenant_,
       client.session_id,
       client.client_id,
       client.sid,
       join(client.scopes),
       to_json_text(client.resource_scopes)},
      RowCount::exactly(1)};
}

Statement SessionStore::remove_client(const SessionId& session, const ApplicationId& client) const {
  return Statement{sql::remove_client, {tenant_, session, client}};
}

Statement SessionStore::remove_expired(TimePoint before) const {
  return Statement{sql::remove_expired, {tenant_, before}};
}

}  // namespace daemun::storage
