// A user's sessions, and the grants that applications have of the user, as the APIs list them.
#ifndef DAEMUN_API_USER_SESSION_H
#define DAEMUN_API_USER_SESSION_H

#include "domain/grant.h"
#include "domain/session.h"
#include "domain/session_revocation.h"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/described.h"
#include "api/request_error.h"
#include "api/verification_record.h"

namespace daemun::api {

struct SessionAuthorization {
  std::optional<std::string> sid{};
  std::optional<std::string> grant_id{};
  std::optional<bool> persists_logout{};
};
BOOST_DESCRIBE_STRUCT(SessionAuthorization, (), (sid, grant_id, persists_logout))

struct SessionPayload {
  Number<> exp{};
  Number<> iat{};
  std::string jti{};
  std::string uid{};
  Word<"Session"> kind{};
  Number<> login_ts{};
  std::string account_id{};
  // By client.
  std::optional<Raw<std::map<std::string, SessionAuthorization>>> authorizations{};
};
BOOST_DESCRIBE_STRUCT(
    SessionPayload, (), (exp, iat, jti, uid, kind, login_ts, account_id, authorizations)
)

struct LastSubmission {
  DialogueEvent interaction_event{};
  std::string user_id{};
  std::vector<Raw<VerificationRecord>> verification_records{};
  std::optional<std::map<std::string, std::string>> sign_in_context{};
};
BOOST_DESCRIBE_STRUCT(
    LastSubmission, (), (interaction_event, user_id, verification_records, sign_in_context)
)

// Logto's members. The data submitted at the sign-in is in the audit log, not in the session.
struct SessionView {
  SessionPayload payload{};
  Nullable<LastSubmission> last_submission{};
  Nullable<std::string> client_id{};
  Nullable<std::string> account_id{};
  Number<> expires_at{};
};
BOOST_DESCRIBE_STRUCT(
    SessionView, (), (payload, last_submission, client_id, account_id, expires_at)
)

struct GrantedScopes {
  std::string scope{};  // words
};
BOOST_DESCRIBE_STRUCT(GrantedScopes, (), (scope))

struct GrantPayload {
  Number<> exp{};
  Number<> iat{};
  std::string jti{};
  Word<"Grant"> kind{};
  std::string client_id{};
  std::string account_id{};
  // What the application may see and do; absent: nothing.
  std::optional<GrantedScopes> openid{};
  std::optional<std::map<std::string, std::string>> resources{};  // indicator -> words
};
BOOST_DESCRIBE_STRUCT(
    GrantPayload, (), (exp, iat, jti, kind, client_id, account_id, openid, resources)
)

struct ApplicationName {
  std::string id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(ApplicationName, (), (id, name))

struct GrantView {
  std::string id{};
  GrantPayload payload{};
  Number<> expires_at{};
  ApplicationName application{};
};
BOOST_DESCRIBE_STRUCT(GrantView, (), (id, payload, expires_at, application))

struct Grants {
  std::vector<GrantView> grants{};
};
BOOST_DESCRIBE_STRUCT(Grants, (), (grants))

// The grants of sessions' clients. Of several, newest first, the newest counts. Borrows.
class SessionGrants {
 public:
  // As storage lists them: with session_id, client_id and id.
  template <typename ListedGrants>
  explicit SessionGrants(const ListedGrants& grants) {
    for (const auto& grant : grants) {
      if (grant.session_id)
        ids_.emplace(Place(grant.session_id->value(), grant.client_id.value()), &grant.id);
    }
  }
  // Null: none.
  const GrantId* find(const SessionClient& client) const;

 private:
  using Place = std::pair<std::string_view, std::string_view>;
  std::map<Place, const GrantId*> ids_;
};

// In the order of the sessions. `clients` may hold more than theirs.
std::vector<SessionView> to_session_views(
    const std::vector<Session>& sessions,
    const std::vector<SessionClient>& clients,
    const SessionGrants& grants
);

std::optional<GrantedScopes> to_openid(const std::vector<std::string>& scopes);
std::optional<std::map<std::string, std::string>> to_resources(const ResourceScopes& scopes);

// `grant` as storage lists it.
template <typename ListedGrant>
GrantView to_view(const ListedGrant& grant, const UserId& user) {
  return {
      .id = grant.id.value(),
      .payload =
          {.exp = to_unix_seconds(grant.expires_at),
           .iat = to_unix_seconds(grant.created_at),
           .jti = grant.id.value(),
           .kind = std::string("Grant"),
           .client_id = grant.client_id.value(),
           .account_id = user.value(),
           .openid = to_openid(grant.scopes),
           .resources = to_resources(grant.resource_scopes)},
      .expires_at = to_unix_ms(grant.expires_at),
      .application = {.id = grant.client_id.value(), .name = grant.application_name},
  };
}

// `app_type`: of the query; only the grants of such applications. Errors: 400 guard.invalid_input.
template <typename ListedGrants>
Outcome<Grants> to_grants(
    const ListedGrants& grants, const UserId& user, std::optional<std::string_view> app_type
) {
  if (app_type && *app_type != "firstParty" && *app_type != "thirdParty")
    return invalid_input("query.appType must be firstParty or thirdParty");
  Grants view;
  for (const auto& grant : grants) {
    if (app_type && grant.is_third_party != (*app_type == "thirdParty")) continue;
    view.grants.push_back(to_view(grant, user));
  }
  return view;
}

// `word`: revokeGrantsTarget of a call that ends a session. Errors: 400 guard.invalid_input.
Outcome<GrantsToRevoke> parse_grants_to_revoke(std::optional<std::string_view> word);

}  // namespace daemun::api

#endif
