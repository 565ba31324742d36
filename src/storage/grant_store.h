// Grants: reading them with what decides their life, and the one-time acts on them. Each act is one
// conditional UPDATE, so that the database is the judge of "once".
#ifndef DAEMUN_STORAGE_GRANT_STORE_H
#define DAEMUN_STORAGE_GRANT_STORE_H

#include "domain/grant.h"
#include "storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// A grant as its user and administrators see it.
struct ListedGrant {
  GrantId id{};
  ApplicationId client_id{};
  std::string application_name{};
  bool is_third_party = false;
  std::optional<SessionId> session_id{};
  std::vector<std::string> scopes{};
  ResourceScopes resource_scopes{};
  TimePoint created_at{};
  TimePoint expires_at{};
};

class GrantStore {
 public:
  GrantStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<GrantFacts>> find(GrantId id) const;
  // Those that the user gave and that still stand, newest first.
  Task<std::vector<ListedGrant>> list_alive_of_user(UserId user, TimePoint now) const;

  Statement insert(const Grant& grant) const;

  // Hits one row when the (device) code is unredeemed and the grant not revoked; starts the refresh
  // chain when the grant has one. Writes redeemed_at, refresh and expires_at of `grant`.
  Statement redeem_code(const Grant& grant) const;

  // Hits one row when `replaced` is still the newest generation and the grant is not revoked.
  // Writes refresh of `grant`, which must have a refresh chain, and expires_at if it is later.
  Statement rotate_refresh_token(const Grant& grant, std::int64_t replaced) const;

  // A token was made that lives until then. Any number of rows: a later end stays.
  Statement extend(const GrantId& id, TimePoint expires_at) const;

  // Any number of rows: revoking twice is no conflict.
  Statement revoke(const GrantId& id, TimePoint now) const;
  // The console's too, which asks for a refresh token and is part of the sign-in all the same.
  Statement revoke_session_bound(const SessionId& session, TimePoint now) const;
  // Those that outlive the session as well.
  enum class Clients { all, first_party };
  Statement revoke_of_session(const SessionId& session, Clients clients, TimePoint now) const;
  Statement revoke_other_clients_of_session(
      const SessionId& session, const ApplicationId& kept, TimePoint now
  ) const;
  // All except those of one session. An empty id keeps none.
  Statement revoke_others_of_user(const UserId& user, const SessionId& kept, TimePoint now) const;
  // Revokes the user's oldest grants with this client beyond `keep`, not counting expired ones and
  // those that the user did not give.
  Statement revoke_oldest(const UserId& user, const ApplicationId& client, int keep, TimePoint now)
      const;

  // At most 1,000 rows.
  Statement remove_expired(TimePoint before) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
