// Sessions and what each of them has let applications have.
#ifndef DAEMUN_STORAGE_SESSION_STORE_H
#define DAEMUN_STORAGE_SESSION_STORE_H

#include "domain/session.h"
#include "storage/database.h"

#include <optional>
#include <string_view>
#include <vector>

namespace daemun::storage {

class SessionStore {
 public:
  SessionStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Also expired ones: the caller compares times and secrets.
  Task<std::optional<Session>> find(SessionId id) const;
  Task<std::vector<SessionClient>> list_clients(SessionId id) const;
  // Newest first, without expired ones.
  Task<std::vector<Session>> list_of_user(UserId user, TimePoint now) const;
  Task<std::vector<SessionClient>> list_clients_of_user(UserId user) const;

  Statement insert(const Session& session) const;
  // After a re-authentication of the same user: secret, time and method of the sign-in, and expiry;
  // exactly one row.
  Statement update(const Session& session) const;
  // The browser was given the cookie under another name.
  Statement rename_cookie(const SessionId& id, std::string_view name) const;
  // A later expiry; exactly one row.
  Statement renew(const SessionId& id, TimePoint renewed_at, TimePoint expires_at) const;
  Statement remove(const SessionId& id) const;
  // All except one. An empty id keeps none.
  Statement remove_others_of_user(const UserId& user, const SessionId& kept) const;
  // Inserts, or replaces what the client may have (its sid stays).
  Statement upsert_client(const SessionClient& client) const;

  Statement remove_client(const SessionId& session, const ApplicationId& client) const;

  // At most 1,000 rows.
  Statement remove_expired(TimePoint before) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
