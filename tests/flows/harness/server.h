// The whole server as a function, for tests of what crosses modules: a database with nothing but a
// new tenant, a clock that stands still until it is turned, and a network that only writes down
// what is sent.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_SERVER_H
#define DAEMUN_TESTS_FLOWS_HARNESS_SERVER_H

#include "base/clock.h"
#include "crypto/password_pool.h"
#include "crypto/random.h"
#include "crypto/signing_key.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/access_store.h"
#include "storage/application_store.h"
#include "storage/database.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"
#include "storage/organization_template_store.h"
#include "storage/outbox_store.h"
#include "storage/resource_store.h"
#include "storage/role_store.h"
#include "storage/session_store.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"
#include "storage/vault.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "flows/harness/fake_http_client.h"
#include "flows/harness/fake_mail_sender.h"
#include "messages/equipment.h"
#include "uploads/bucket.h"

namespace daemun::app {
class App;
}

namespace daemun::flows {

inline const std::string endpoint = "https://auth.example";
inline const std::string issuer = endpoint + "/oidc";
// Of every user and every confidential application that Server::insert makes.
inline const std::string user_password = "Open, sesame 4711!";
inline const std::string client_secret = "correct-horse-battery-staple";

class Server {
 public:
  // Empties the migrated database.
  explicit Server(const storage::DatabaseConfig& config);
  ~Server();

  // The answer, from whichever thread calls.
  http::Response send(http::Request request);

  // As a server that starts anew, with pictures in that bucket; null: in the database.
  void open_door(uploads::Bucket* bucket = nullptr);

  // Throws on a conflict; drops the caches as the process that changes settings does.
  void commit(storage::Plan plan);
  void commit(storage::Statement statement);

  void insert(const User& user);
  void insert(const Application& application);
  void insert(const Resource& resource);
  void insert(const Organization& organization);
  // A role whose id is its name, with scopes by (indicator, name).
  using ScopeNames = std::vector<std::pair<std::string, std::string>>;
  void insert_role(const std::string& name, RoleType type, const ScopeNames& scopes);
  // A permission of the organization template; its id is its name.
  void insert_organization_scope(const std::string& name);
  void insert_organization_role(
      const std::string& name,
      RoleType type,
      const std::vector<std::string>& organization_scopes,
      const ScopeNames& resource_scopes
  );
  void add_member(
      const std::string& organization, const std::string& user, const std::string& role
  );
  void insert_signing_key(crypto::SignatureAlgorithm algorithm, SigningKeyStatus status);
  // Members of the sign-in experience that differ from a new tenant's.
  void change_sign_in_experience(const json::object& changes);

  Application find_application(const std::string& id);
  GrantFacts find_grant(const GrantId& id);
  // Messages that wait.
  std::vector<storage::OutboxMessage> outbox(std::string_view kind = "backchannel_logout");
  // Sends those that are due through `network`.
  void deliver_logouts();
  void deliver_webhooks();
  // Codes and other messages to people, by connectors, of both tenants.
  void deliver_messages();
  std::vector<storage::LogStore::StoredEvent> audit_log(std::size_t limit = 100);

  FakeClock clock;
  crypto::SystemRandom random;
  FakeHttpClient network;
  FakeMailSender mail;
  messages::Equipment equipment{network, mail};
  const TenantId tenant{"default"};

  // In the order of construction: the door closes first.
  std::unique_ptr<storage::Database> database;
  storage::Vault vault;
  crypto::PasswordPool passwords;
  std::unique_ptr<app::App> door;

  const storage::UserStore users;
  const storage::ApplicationStore applications;
  const storage::ResourceStore resources;
  const storage::RoleStore roles;
  const storage::AccessStore access;
  const storage::OrganizationTemplateStore organization_template;
  const storage::GrantStore grants;
  const storage::SessionStore sessions;
  const storage::TenantStore tenants;
};

// The hash of user_password.
const UserPassword& stored_password();

// The product's engines: SQLite in a file, and PostgreSQL; DAEMUN_TEST_ENGINES narrows them.
void for_each_engine(const std::function<void(Server&)>& body);

// A scope's id in Server::insert(Resource) and the roles.
ScopeId scope_id(const std::string& indicator, const std::string& name);

User a_user(const std::string& username = "alice");
// Its redirect URI is https://<id>.example/callback.
Application an_application(
    const std::string& id = "web", ApplicationType type = ApplicationType::traditional
);
Resource a_resource(const std::string& indicator, const std::vector<std::string>& scopes);
Organization an_organization(const std::string& id);

}  // namespace daemun::flows

#endif
