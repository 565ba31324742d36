// Enterprise connectors and identities for tests, written to the database as they are.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_SSO_CONNECTORS_H
#define DAEMUN_TESTS_FLOWS_HARNESS_SSO_CONNECTORS_H

#include "storage/sso_connector_store.h"
#include "storage/user_sso_identity_store.h"

#include <string>
#include <utility>

#include "flows/harness/server.h"

namespace daemun::flows {

inline SsoConnector a_sso_connector(const std::string& id, std::string provider = "OIDC") {
  return SsoConnector{
      .id = SsoConnectorId(id),
      .provider_name = std::move(provider),
      .connector_name = id,
      .config =
          {{"clientId", "daemun"},
           {"clientSecret", "hush"},
           {"issuer", "https://idp.example"},
           {"trustUnverifiedEmail", false}},
      .domains = {id + ".example"},
      .created_at = from_unix_ms(1'800'000'000'000)};
}

inline void insert(Server& server, const SsoConnector& connector) {
  const storage::SsoConnectorStore store(*server.database, server.vault, server.tenant);
  server.commit(store.insert(connector));
}

// The account "sub-<user>" of the connector.
inline void add_sso_identity(
    Server& server, const std::string& user, const SsoConnector& connector
) {
  const storage::UserSsoIdentityStore store(*server.database, server.tenant);
  server.commit(store.insert(
      {.id = SsoIdentityId("identity-" + user + "-" + connector.id.value()),
       .user_id = UserId(user),
       .connector_id = connector.id,
       .issuer = "https://" + connector.id.value() + ".example",
       .identity_id = "sub-" + user,
       .detail = {{"name", "Mina"}},
       .created_at = from_unix_ms(1'800'000'000'000)}
  ));
}

}  // namespace daemun::flows

#endif
