#include "storage/session_origin_store.h"

#include "storage/session_origin_store_sql.h"

#include <utility>

namespace daemun::storage {

namespace sql = session_origin_store_sql;

Task<std::optional<SessionOrigin>> SessionOriginStore::find(SessionId session) const {
  Query query{sql::find, {tenant_, std::move(session)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const auto& row = rows.front();
  co_return SessionOrigin{
      .connector_id = SsoConnectorId(row.text("sso_connector_id")),
      .subject = row.text("subject"),
      .sid = row.text("sid"),
      .logout_url = row.text("logout_url")};
}

Task<std::vector<SessionOfUser>> SessionOriginStore::list(EndedAtProvider ended) const {
  std::vector<SessionOfUser> sessions;
  if (ended.sid.empty() && ended.subject.empty()) co_return sessions;
  const bool is_one = !ended.sid.empty();
  Query query{
      is_one ? sql::list_of_session : sql::list_of_subject,
      {tenant_, ended.connector_id, is_one ? ended.sid : ended.subject, ended.at}};
  const auto rows = co_await database_.read(std::move(query));
  for (const auto& row : rows) {
    sessions.push_back(
        {.session_id = SessionId(row.text("session_id")), .user_id = UserId(row.text("user_id"))}
    );
  }
  co_return sessions;
}

Statement SessionOriginStore::upsert(const SessionId& session, const SessionOrigin& origin) const {
  return Statement{
      sql::upsert,
      {tenant_, session, origin.connector_id, origin.subject, origin.sid, origin.logout_url},
      RowCount::exactly(1)};
}

Statement SessionOriginStore::remove(const SessionId& session) const {
  return Statement{sql::remove, {tenant_, session}, RowCount::any()};
}

}  // namespace daemun::storage
