#include "flows/harness/server.h"

#include "app/app.h"
#include "app/connector_sender.h"
#include "app/logout_sender.h"
#include "app/webhook_sender.h"
#include "crypto/password_hash.h"
#include "domain/account_center.h"
#include "domain/audit_keys.h"
#include "domain/sign_in_experience.h"
#include "storage/migrate.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

namespace daemun::flows {
namespace {

// Keys and hashes are slow to make, and the same ones serve every test.
Secret key_pem(crypto::SignatureAlgorithm algorithm, SigningKeyStatus status) {
  static std::map<std::pair<crypto::SignatureAlgorithm, SigningKeyStatus>, Secret> keys;
  auto [place, is_new] = keys.try_emplace({algorithm, status});
  if (is_new) place->second = crypto::PrivateKey::generate(algorithm).to_pem();
  return place->second;
}

SigningKey make_signing_key(crypto::SignatureAlgorithm algorithm, SigningKeyStatus status) {
  const std::string name(crypto::to_string(algorithm));
  return {
      .id = SigningKeyId(name + "-" + std::string(to_string(status))),
      .algorithm = name,
      .status = status,
      .private_key = key_pem(algorithm, status),
      .created_at = from_unix_seconds(1'700'000'000)};
}

// One database an engine serves all tests of the process: making one takes longer than a test.
const storage::DatabaseConfig& shared_database(test::TestEngine engine) {
  static std::map<test::TestEngine, std::unique_ptr<test::TestDatabase>> databases;
  auto& database = databases[engine];
  if (!database) {
    database = std::make_unique<test::TestDatabase>(engine);
    storage::migrate(database->config());
  }
  return database->config();
}

std::string no_metrics() {
  return "";
}

}  // namespace

const UserPassword& stored_password() {
  static crypto::SystemRandom random;
  static const UserPassword password{
      .hash = crypto::hash_password(Secret(user_password), random), .algorithm = "Argon2id"};
  return password;
}

void Server::open_door(uploads::Bucket* bucket) {
  door.reset();
  door = std::make_unique<app::App>(
      app::Machines{
          .database = *database,
          .vault = vault,
          .clock = clock,
          .random = random,
          .passwords = passwords,
          .http = network,
          .messages = equipment,
          .places = {.headers = {.bot_verified = "x-test-bot-verified"}},
          .bucket = bucket},
      app::AppConfig{.endpoint = endpoint, .admin_endpoint = "https://admin.example"},
      &no_metrics
  );
}

Server::Server(const storage::DatabaseConfig& config)
    : database(storage::open_database(config)),
      vault(Secret(std::string(32, 'v')), random),
      passwords(random, {.threads = 2, .queue = {.line = 1000, .total = 1000}}),
      users(*database, tenant),
      applications(*database, vault, tenant),
      resources(*database, tenant),
      roles(*database, tenant),
      access(*database, tenant),
      organization_template(*database, tenant),
      grants(*database, tenant),
      sessions(*database, tenant),
      tenants(*database, vault, tenant) {
  open_door();
  // A new tenant, in place of the last test's.
  storage::Plan plan;
  plan.add(storage::Statement{{"delete from tenants"}, {}})
      .add(tenants.insert("Default", clock.now()))
      .add(tenants.insert_signing_key(
          make_signing_key(crypto::SignatureAlgorithm::es256, SigningKeyStatus::current)
      ))
      .add(tenants.insert_signing_key(
          make_signing_key(crypto::SignatureAlgorithm::rs256, SigningKeyStatus::current)
      ))
      .add(tenants.insert_cookie_key(
          {.id = CookieKeyId("cookie-key"),
           .value = Secret("of the cookies"),
           .created_at = from_unix_seconds(1'700'000'000)}
      ))
      .add(tenants.upsert_sign_in_experience(json::serialize(make_default_sign_in_experience())))
      .add(tenants.upsert_config(
          "idToken", R"({"enabledExtendedClaims":["roles","organizations","organization_roles"]})"
      ));
  commit(std::move(plan));
}

Server::~Server() = default;

http::Response Server::send(http::Request request) {
  auto response = run_task(door->handle(std::move(request)));
  // Over the wire there is no difference.
  if (response.shared) response.body = response.text();
  response.shared.reset();
  return response;
}

void Server::commit(storage::Plan plan) {
  const auto committed = run_task(database->commit(std::move(plan)));
  if (!committed) throw std::runtime_error("conflict: " + committed.error().constraint);
  door->default_tenant().settings.clear();
}

void Server::commit(storage::Statement statement) {
  storage::Plan plan;
  plan.add(std::move(statement));
  commit(std::move(plan));
}

void Server::insert(const User& user) {
  commit(users.insert(user, stored_password()));
}

void Server::insert(const Application& application) {
  storage::Plan plan;
  plan.add(applications.insert(application));
  if (is_confidential(application.type)) {
    plan.add(applications.insert_secret(
        application.id,
        {.name = "Default secret",
         .value = Secret(client_secret),
         .created_at = clock.now(),
         .expires_at = std::nullopt}
    ));
  }
  for (const auto& scope : application.user_consent_scopes)
    plan.add(applications.insert_consent_scope(application.id, "user", scope));
  for (const auto& scope : application.resource_consent_scopes)
    plan.add(applications.insert_consent_scope(application.id, "resource", scope.value()));
  for (const auto& scope : application.organization_consent_scopes)
    plan.add(applications.insert_consent_scope(application.id, "organization", scope.value()));
  commit(std::move(plan));
}

void Server::insert(const Resource& resource) {
  storage::Plan plan;
  plan.add(resources.insert(resource));
  for (const auto& scope : resource.scopes)
    plan.add(resources.insert_scope(resource.id, scope, clock.now()));
  commit(std::move(plan));
}

void Server::insert(const Organization& organization) {
  commit(access.insert_organization(organization, clock.now()));
}

void Server::insert_role(const std::string& name, RoleType type, const ScopeNames& scopes) {
  const Role role{
      .id = RoleId(name), .name = name, .description = name, .type = type, .is_default = false};
  storage::Plan plan;
  plan.add(roles.insert(role));
  for (const auto& [indicator, scope] : scopes)
    plan.add(roles.assign_scope(role.id, scope_id(indicator, scope)));
  commit(std::move(plan));
}

void Server::insert_organization_scope(const std::string& name) {
  commit(organization_template.insert_scope({.id = OrganizationScopeId(name), .name = name}));
}

void Server::insert_organization_role(
    const std::string& name,
    RoleType type,
    const std::vector<std::string>& organization_scopes,
    const ScopeNames& resource_scopes
) {
  const OrganizationRoleId id(name);
  storage::Plan plan;
  plan.add(organization_template.insert_role({.id = id, .name = name, .type = type}));
  for (const auto& scope : organization_scopes)
    plan.add(organization_template.assign_scope(id, OrganizationScopeId(scope)));
  for (const auto& [indicator, scope] : resource_scopes)
    plan.add(organization_template.assign_resource_scope(id, scope_id(indicator, scope)));
  commit(std::move(plan));
}

void Server::add_member(
    const std::string& organization, const std::string& user, const std::string& role
) {
  const OrganizationId organization_id(organization);
  storage::Plan plan;
  plan.add(access.add_member(organization_id, UserId(user)));
  if (!role.empty())
    plan.add(access.add_member_role(organization_id, UserId(user), OrganizationRoleId(role)));
  commit(std::move(plan));
}

void Server::insert_signing_key(crypto::SignatureAlgorithm algorithm, SigningKeyStatus status) {
  commit(tenants.insert_signing_key(make_signing_key(algorithm, status)));
}

void Server::change_sign_in_experience(const json::object& changes) {
  auto document = make_default_sign_in_experience();
  for (const auto& change : changes)
    document[change.key()] = change.value();
  commit(tenants.upsert_sign_in_experience(json::serialize(document)));
}

Application Server::find_application(const std::string& id) {
  auto application = run_task(applications.find(ApplicationId(id)));
  if (!application && id == account_center_application) {
    // In no list: it is made in code.
    application = an_application(id, ApplicationType::spa);
    application->oidc_client_metadata.redirect_uris = {account_center_url(endpoint)};
  }
  if (!application) throw std::runtime_error("no such application");
  return *application;
}

GrantFacts Server::find_grant(const GrantId& id) {
  auto facts = run_task(grants.find(id));
  if (!facts) throw std::runtime_error("no such grant");
  return *facts;
}

std::vector<storage::OutboxMessage> Server::outbox(std::string_view kind) {
  const storage::OutboxStore store(*database, tenant);
  return run_task(store.list_due(
      {.kind = std::string(kind), .now = clock.now() + std::chrono::hours(24), .limit = 100}
  ));
}

namespace {

void deliver(Server& server, const TenantId& tenant, std::unique_ptr<app::MessageSender> sender) {
  app::OutboxLane lane(*server.database, tenant, server.clock, std::move(sender));
  app::run_due(lane);
}

}  // namespace

void Server::deliver_logouts() {
  auto& own = door->default_tenant();
  deliver(
      *this,
      tenant,
      std::make_unique<app::LogoutSender>(own.oidc_dependencies, own.key_rings, network)
  );
}

void Server::deliver_webhooks() {
  auto& own = door->default_tenant();
  deliver(*this, tenant, std::make_unique<app::WebhookSender>(own.oidc_dependencies, network));
}

void Server::deliver_messages() {
  using Lane = app::ConnectorSender::Lane;
  for (auto* own : {&door->default_tenant(), &door->admin_tenant()}) {
    for (const auto lane : {Lane::codes, Lane::others}) {
      deliver(
          *this,
          own->context.tenant,
          std::make_unique<app::ConnectorSender>(own->context, own->messenger, equipment, lane)
      );
    }
  }
}

std::vector<storage::LogStore::StoredEvent> Server::audit_log(std::size_t limit) {
  run_task(door->default_tenant().journal.flush());
  const storage::LogStore store(*database, tenant);
  auto lines = run_task(store.list(limit));
  const auto known = all_audit_keys();
  for (const auto& line : lines) {
    CAPTURE(line.key);
    const bool is_known = std::find(known.begin(), known.end(), line.key) != known.end();
    CHECK((is_known || line.key.starts_with("TriggerHook.")));
  }
  return lines;
}

void for_each_engine(const std::function<void(Server&)>& body) {
  for (const auto engine : test::test_engines()) {
    // The stores' own tests run in memory too; a flow has nothing to add there.
    if (engine == test::TestEngine::sqlite_memory) continue;
    const std::string name(test::to_string(engine));
    INFO("engine: ", name);
    Server server(shared_database(engine));
    body(server);
  }
}

ScopeId scope_id(const std::string& indicator, const std::string& name) {
  return ScopeId(indicator + "#" + name);
}

User a_user(const std::string& username) {
  User user;
  user.id = UserId(username);
  user.username = username;
  user.created_at = from_unix_ms(1'795'412'090'179);
  user.updated_at = from_unix_ms(1'795'412'091'488);
  return user;
}

Application an_application(const std::string& id, ApplicationType type) {
  Application application;
  application.id = ApplicationId(id);
  application.name = id;
  application.type = type;
  if (type != ApplicationType::machine_to_machine) {
    application.oidc_client_metadata.redirect_uris = {"https://" + id + ".example/callback"};
    application.oidc_client_metadata.post_logout_redirect_uris = {"https://" + id + ".example/bye"};
  }
  application.created_at = from_unix_seconds(1'700'000'000);
  return application;
}

Resource a_resource(const std::string& indicator, const std::vector<std::string>& scopes) {
  Resource resource;
  resource.id = ResourceId(indicator);
  resource.name = resource.indicator = indicator;
  for (const auto& name : scopes)
    resource.scopes.push_back(
        {.id = scope_id(indicator, name), .name = name, .description = std::nullopt}
    );
  return resource;
}

Organization an_organization(const std::string& id) {
  return {
      .id = OrganizationId(id), .name = id, .description = std::nullopt, .is_mfa_required = false};
}

}  // namespace daemun::flows
