// Sign-ins by SAML between the provider and the dialogue. A response comes with a form of another
// site, and so without the dialogue's cookie: the RelayState leads to the visit that it answers,
// and a fresh code leads the browser that brought it back to the dialogue. Rows have hashes: who
// reads the tables can answer no visit, and end none.
#ifndef DAEMUN_STORAGE_SAML_SIGN_IN_STORE_H
#define DAEMUN_STORAGE_SAML_SIGN_IN_STORE_H

#include "base/clock.h"
#include "domain/connector.h"
#include "domain/sso_connector.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <variant>

namespace daemun::storage {

// The name of a visit by its RelayState, and of a session by its cookie.
std::string hash_saml_secret(const std::string& secret);

// Of a company, or a connector beside them that signs people in.
using SamlConnector = std::variant<SsoConnectorId, ConnectorId>;

struct SamlVisit {
  std::string id{};  // hash_saml_secret
  SamlConnector connector{};
  std::string request_id{};
  std::string redirect_uri{};
  std::string state{};
  std::optional<std::string> account{};  // JSON; nothing: no answer yet
  std::string code_hash{};               // empty: likewise
  TimePoint expires_at{};
};
// Whether the browser comes with the code of the answer.
bool is_code_of(const SamlVisit& visit, const std::string& code);

struct SamlAnswer {
  std::string code{};
  std::string account{};
};

struct SeenAssertion {
  std::string issuer{};
  std::string id{};
  TimePoint expires_at{};
};

// A sign-in that the provider has begun.
struct SamlIdpSession {
  std::string id{};  // hash_saml_secret
  SsoConnectorId connector_id{};
  std::string account{};
  TimePoint expires_at{};
};

class SamlSignInStore {
 public:
  SamlSignInStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Also expired ones: the caller compares times.
  Task<std::optional<SamlVisit>> find_visit(std::string id) const;
  // A conflict (foreign_key) when there is no such connector.
  Statement insert_visit(const SamlVisit& visit) const;
  // Hits one row the first time, none afterwards.
  Statement answer_visit(const std::string& id, const SamlAnswer& answer) const;
  // Hits one row once, for the code of the answer.
  Statement use_visit(const std::string& id, const std::string& code) const;
  // Of a bad answer, which ends it; no answer follows another.
  Statement end_visit(const std::string& id) const;

  // A conflict (unique) when the assertion has been seen.
  Statement remember(const SeenAssertion& assertion) const;

  Task<std::optional<SamlIdpSession>> find_session(std::string id) const;
  Statement insert_session(const SamlIdpSession& session) const;
  // Hits one row once.
  Statement use_session(const std::string& id) const;

  // At most 1,000 rows of each kind.
  static Plan remove_expired(const TenantId& tenant, TimePoint before);

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
