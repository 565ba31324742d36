#include "storage/saml_sign_in_store.h"

#include "base/encoding.h"
#include "base/secret.h"
#include "crypto/digest.h"
#include "storage/saml_sign_in_store_sql.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = saml_sign_in_store_sql;

// Neither part can be moved into the other.
std::string hash_assertion(const SeenAssertion& assertion) {
  return to_base64url(crypto::sha256(crypto::sha256(assertion.issuer) + assertion.id));
}

SamlConnector connector_of(const Row& row) {
  if (auto company = row.optional_text("sso_connector_id"))
    return SsoConnectorId(*std::move(company));
  return row.id<ConnectorId>("connector_id");
}

template <typename Id>
std::optional<std::string> id_of(const SamlConnector& connector) {
  const auto* id = std::get_if<Id>(&connector);
  if (id == nullptr) return std::nullopt;
  return id->value();
}

}  // namespace

std::string hash_saml_secret(const std::string& secret) {
  return to_base64url(crypto::sha256(secret));
}

bool is_code_of(const SamlVisit& visit, const std::string& code) {
  return visit.account && equals_in_constant_time(visit.code_hash, crypto::sha256(code));
}

Task<std::optional<SamlVisit>> SamlSignInStore::find_visit(std::string id) const {
  Query query{sql::find_visit, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return SamlVisit{
      .id = std::move(id),
      .connector = connector_of(row),
      .request_id = row.text("request_id"),
      .redirect_uri = row.text("redirect_uri"),
      .state = row.text("state"),
      .account = row.optional_text("account"),
      .code_hash = row.optional_bytes("code_hash").value_or(""),
      .expires_at = row.time("expires_at"),
  };
}

Statement SamlSignInStore::insert_visit(const SamlVisit& visit) const {
  return Statement{
      sql::insert_visit,
      {tenant_,
       visit.id,
       id_of<SsoConnectorId>(visit.connector),
       id_of<ConnectorId>(visit.connector),
       visit.request_id,
       visit.redirect_uri,
       visit.state,
       visit.expires_at},
      RowCount::exactly(1)};
}

Statement SamlSignInStore::answer_visit(const std::string& id, const SamlAnswer& answer) const {
  return Statement{
      sql::answer_visit,
      {tenant_, id, Bytes{crypto::sha256(answer.code)}, answer.account},
      RowCount::exactly(1)};
}

Statement SamlSignInStore::use_visit(const std::string& id, const std::string& code) const {
  return Statement{
      sql::use_visit, {tenant_, id, Bytes{crypto::sha256(code)}}, RowCount::exactly(1)};
}

Statement SamlSignInStore::end_visit(const std::string& id) const {
  return Statement{sql::end_visit, {tenant_, id}};
}

Statement SamlSignInStore::remember(const SeenAssertion& assertion) const {
  return Statement{
      sql::remember,
      {tenant_, hash_assertion(assertion), assertion.expires_at},
      RowCount::exactly(1)};
}

Task<std::optional<SamlIdpSession>> SamlSignInStore::find_session(std::string id) const {
  Query query{sql::find_session, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return SamlIdpSession{
      .id = std::move(id),
      .connector_id = row.id<SsoConnectorId>("sso_connector_id"),
      .account = row.text("account"),
      .expires_at = row.time("expires_at"),
  };
}

Statement SamlSignInStore::insert_session(const SamlIdpSession& session) const {
  return Statement{
      sql::insert_session,
      {tenant_, session.id, session.connector_id, session.account, session.expires_at},
      RowCount::exactly(1)};
}

Statement SamlSignInStore::use_session(const std::string& id) const {
  return Statement{sql::use_session, {tenant_, id}, RowCount::exactly(1)};
}

Plan SamlSignInStore::remove_expired(const TenantId& tenant, TimePoint before) {
  Plan plan;
  plan.add(Statement{sql::remove_expired_visits, {tenant, before}})
      .add(Statement{sql::remove_expired_assertions, {tenant, before}})
      .add(Statement{sql::remove_expired_sessions, {tenant, before}});
  return plan;
}

}  // namespace daemun::storage
