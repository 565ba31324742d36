// The data of the demonstration: first what is there is read, then one plan makes the rest.
#include "crypto/password_hash.h"
#include "storage/access_store.h"
#include "storage/application_store.h"
#include "storage/organization_template_store.h"
#include "storage/resource_store.h"
#include "storage/role_store.h"
#include "storage/seed.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr Sql organizations_sql{
    "select id, name from organizations where tenant_id = $1 order by created_at, id"};
constexpr Sql organization_roles_sql{
    "select id, name from organization_roles where tenant_id = $1 order by id"};
constexpr Sql organization_scopes_sql{
    "select id, name from organization_scopes where tenant_id = $1 order by id"};
constexpr Sql roles_sql{"select id, name from roles where tenant_id = $1 order by id"};

using IdsByName = std::map<std::string, std::string>;

// What the tenant has already, by name.
struct DemoFacts {
  std::map<std::string, SeededApplication> applications;
  std::map<std::string, Resource> resources;  // by indicator
  std::map<std::string, User> users;          // by username
  std::map<std::string, std::vector<std::string>> user_roles;
  IdsByName roles;
  IdsByName organizations;
  IdsByName organization_roles;
  IdsByName organization_scopes;
};

// One of several of the same name: the oldest.
IdsByName ids_of(const Rows& rows) {
  IdsByName ids;
  for (const auto& row : rows)
    ids.emplace(row.text(1), row.text(0));
  return ids;
}

Task<DemoFacts> load_facts(SeedContext context, TenantId tenant) {
  DemoFacts facts;
  const ApplicationStore applications(context.database, context.vault, tenant);
  auto listed = co_await applications.list();
  for (auto& application : listed) {
    const auto secrets = co_await applications.list_secrets(application.id);
    SeededApplication seeded{
        .application = std::move(application), .tenant = tenant, .secret = std::nullopt};
    if (!secrets.empty()) seeded.secret = secrets.front().value;
    std::string name = seeded.application.name;
    facts.applications.emplace(std::move(name), std::move(seeded));
  }
  auto resources = co_await ResourceStore(context.database, tenant).list();
  for (auto& resource : resources) {
    std::string indicator = resource.indicator;
    facts.resources.emplace(std::move(indicator), std::move(resource));
  }
  const UserStore users(context.database, tenant);
  const AccessStore access(context.database, tenant);
  for (const std::string username : {"alice", "bob"}) {
    Identifier identifier{.type = IdentifierType::username, .value = username};
    auto user = co_await users.find(std::move(identifier));
    if (!user) continue;
    facts.user_roles[username] = co_await access.list_role_names(user->id);
    facts.users.emplace(username, std::move(*user));
  }
  std::vector<Query> queries{
      {roles_sql, {tenant}},
      {organizations_sql, {tenant}},
      {organization_roles_sql, {tenant}},
      {organization_scopes_sql, {tenant}}};
  const auto rows = co_await context.database.read_all(std::move(queries));
  facts.roles = ids_of(rows[0]);
  facts.organizations = ids_of(rows[1]);
  facts.organization_roles = ids_of(rows[2]);
  facts.organization_scopes = ids_of(rows[3]);
  co_return facts;
}

// Something of the demonstration, and whether this run makes it.
template <typename SomeId>
struct Part {
  SomeId id;
  bool is_new = false;
};

struct ResourceSpec {
  const char* name;
  const char* indicator;
  std::vector<const char*> scopes;
};

struct ApplicationSpec {
  const char* name;
  ApplicationType type;
  std::vector<std::string> redirect_uris;
  std::vector<std::string> post_logout_redirect_uris;
  bool is_third_party = false;
};

class DemoSeed {
 public:
  DemoSeed(const SeedContext& context, TenantId tenant, DemoFacts facts)
      : context_(context),
        facts_(std::move(facts)),
        now_(context.clock.now()),
        tenant_(tenant),
        tenants_(context.database, context.vault, tenant),
        applications_(context.database, context.vault, tenant),
        resources_(context.database, tenant),
        role_store_(context.database, tenant),
        users_(context.database, tenant),
        access_(context.database, tenant),
        template_(context.database, tenant) {}

  void build() {
    add_resources();
    add_roles();
    add_applications();
    add_organization_template();
    add_users();
    add_organizations();
    if (!plan_.empty()) plan_.add(tenants_.raise_settings_version());
  }

  Plan take_plan() { return std::move(plan_); }
  SeedReport take_report() { return std::move(report_); }

 private:
  template <typename SomeId>
  SomeId make_id(std::size_t length = 21) {
    return SomeId(crypto::random_id(context_.random, length));
  }

  template <typename SomeId>
  Part<SomeId> find_or_make(
      const IdsByName& ids, const std::string& name, std::size_t length = 21
  ) {
    const auto found = ids.find(name);
    if (found != ids.end()) return {SomeId(found->second), false};
    return {make_id<SomeId>(length), true};
  }

  // A link that someone took away stays away as long as both its ends do.
  template <typename Left, typename Right>
  void link(const Part<Left>& left, const Part<Right>& right, Statement statement) {
    if (left.is_new || right.is_new) plan_.add(std::move(statement));
  }

  void add_resource(const ResourceSpec& spec) {
    const auto found = facts_.resources.find(spec.indicator);
    Resource resource;
    if (found != facts_.resources.end()) {
      resource = found->second;
    } else {
      resource.id = make_id<ResourceId>();
      resource.name = spec.name;
      resource.indicator = spec.indicator;
      plan_.add(resources_.insert(resource));
      for (const auto* name : spec.scopes) {
        const Scope scope{.id = make_id<ScopeId>(), .name = name, .description = std::nullopt};
        plan_.add(resources_.insert_scope(resource.id, scope, now_));
        resource.scopes.push_back(scope);
      }
    }
    const bool is_new = found == facts_.resources.end();
    for (const auto& scope : resource.scopes)
      scopes_[resource.indicator][scope.name] = {scope.id, is_new};
    report_.resources.push_back(std::move(resource));
  }

  void add_resources() {
    add_resource({"Shopping API", shopping, {"shopping:read", "shopping:write", "read", "write"}});
    add_resource({"Store API", store, {"store:read", "store:write", "read", "write"}});
  }

  void add_role(const char* name, const char* description, RoleType type) {
    auto part = find_or_make<RoleId>(facts_.roles, name);
    if (part.is_new) {
      plan_.add(role_store_.insert(Role{
          .id = part.id,
          .name = name,
          .description = description,
          .type = type,
          .is_default = false}));
    }
    roles_[name] = part;
  }

  void grant(const char* role, const char* indicator, std::vector<const char*> names) {
    for (const auto* name : names) {
      // Someone may have removed the scope.
      const auto scope = scopes_[indicator].find(name);
      if (scope == scopes_[indicator].end()) continue;
      link(
          roles_[role], scope->second, role_store_.assign_scope(roles_[role].id, scope->second.id)
      );
    }
  }

  void add_roles() {
    add_role("shopper", "Looks around in the shop", RoleType::user);
    add_role("manager", "Runs the shop and the store", RoleType::user);
    add_role("stock machine", "Keeps the shop in stock", RoleType::machine_to_machine);
    grant("shopper", shopping, {"shopping:read", "read"});
    grant("manager", shopping, {"shopping:read", "shopping:write", "read", "write"});
    grant("manager", store, {"store:read", "store:write", "read", "write"});
    grant("stock machine", shopping, {"shopping:read", "shopping:write"});
  }

  void add_application(const ApplicationSpec& spec) {
    const auto found = facts_.applications.find(spec.name);
    if (found != facts_.applications.end()) {
      application_parts_[spec.name] = {found->second.application.id, false};
      report_.applications.push_back(found->second);
      return;
    }
    SeededApplication seeded{.application = {}, .tenant = tenant_, .secret = std::nullopt};
    auto& application = seeded.application;
    application.id = make_id<ApplicationId>();
    application.name = spec.name;
    application.type = spec.type;
    application.oidc_client_metadata.redirect_uris = spec.redirect_uris;
    application.oidc_client_metadata.post_logout_redirect_uris = spec.post_logout_redirect_uris;
    application.is_third_party = spec.is_third_party;
    application.created_at = now_;
    plan_.add(applications_.insert(application));
    if (is_confidential(spec.type)) {
      seeded.secret = Secret(crypto::random_alphanumeric(context_.random, 32));
      plan_.add(applications_.insert_secret(
          application.id,
          {.name = "Default secret",
           .value = *seeded.secret,
           .created_at = now_,
           .expires_at = std::nullopt}
      ));
    }
    application_parts_[spec.name] = {application.id, true};
    report_.applications.push_back(std::move(seeded));
  }

  void add_applications() {
    using enum ApplicationType;
    // The first is the guide's application; the second shows that one sign-in serves both.
    add_application(
        {"Demo web app",
         traditional,
         {"http://localhost:3000/api/auth/callback/logto"},
         {"http://localhost:3000", "http://localhost:3000/"}}
    );
    add_application(
        {"Second web app",
         traditional,
         {"http://localhost:3003/api/auth/callback/logto"},
         {"http://localhost:3003", "http://localhost:3003/"}}
    );
    add_application(
        {"Demo single-page app",
         spa,
         {"http://localhost:3004/callback"},
         {"http://localhost:3004", "http://localhost:3004/"}}
    );
    add_application(
        {"Demo native app", native, {"io.daemun.demo://callback"}, {"io.daemun.demo://signed-out"}}
    );
    add_application({"Demo machine", machine_to_machine, {}, {}});
    add_application(
        {"Third-party web app",
         traditional,
         {"http://localhost:3005/callback"},
         {"http://localhost:3005", "http://localhost:3005/"},
         true}
    );
    const auto& machine = application_parts_["Demo machine"];
    link(
        machine,
        roles_["stock machine"],
        applications_.assign_role(machine.id, roles_["stock machine"].id)
    );
    const auto& third_party = application_parts_["Third-party web app"];
    if (!third_party.is_new) return;
    for (const auto* scope : {"profile", "email", "urn:logto:scope:organizations"})
      plan_.add(applications_.insert_consent_scope(third_party.id, "user", scope));
    const auto& shopping_scopes = scopes_[shopping];
    if (const auto read = shopping_scopes.find("shopping:read"); read != shopping_scopes.end()) {
      plan_.add(
          applications_.insert_consent_scope(third_party.id, "resource", read->second.id.value())
      );
    }
  }

  void add_organization_role(const char* name, RoleType type, std::vector<const char*> scopes) {
    auto role = find_or_make<OrganizationRoleId>(facts_.organization_roles, name);
    if (role.is_new) plan_.add(template_.insert_role({.id = role.id, .name = name, .type = type}));
    for (const auto* scope_name : scopes) {
      const auto& scope = organization_scopes_[scope_name];
      link(role, scope, template_.assign_scope(role.id, scope.id));
    }
    organization_roles_[name] = std::move(role);
  }

  void add_organization_template() {
    for (const auto* name : {"read:data", "write:data"}) {
      auto scope = find_or_make<OrganizationScopeId>(facts_.organization_scopes, name);
      if (scope.is_new) plan_.add(template_.insert_scope({.id = scope.id, .name = name}));
      organization_scopes_[name] = std::move(scope);
    }
    add_organization_role("admin", RoleType::user, {"read:data", "write:data"});
    add_organization_role("member", RoleType::user, {"read:data"});
    add_organization_role("machine", RoleType::machine_to_machine, {"read:data"});
    const auto& shopping_scopes = scopes_[shopping];
    const auto read = shopping_scopes.find("shopping:read");
    if (read != shopping_scopes.end()) {
      const auto& member = organization_roles_["member"];
      link(member, read->second, template_.assign_resource_scope(member.id, read->second.id));
    }
    const auto& third_party = application_parts_["Third-party web app"];
    const auto& data = organization_scopes_["read:data"];
    link(
        third_party,
        data,
        applications_.insert_consent_scope(third_party.id, "organization", data.id.value())
    );
  }

  void add_user(User user, const char* role) {
    const std::string username = *user.username;
    SeededUser seeded{.user = {}, .password = std::nullopt, .roles = facts_.user_roles[username]};
    const auto found = facts_.users.find(username);
    const bool is_new = found == facts_.users.end();
    if (!is_new) {
      seeded.user = found->second;
    } else {
      user.id = make_id<UserId>(12);
      user.created_at = user.updated_at = now_;
      seeded.password = make_typable_password(context_.random);
      const UserPassword stored{
          .hash = crypto::hash_password(*seeded.password, context_.random),
          .algorithm = std::string(to_string(crypto::PasswordAlgorithm::argon2id)),
      };
      plan_.add(users_.insert(user, stored));
      seeded.user = std::move(user);
    }
    const Part<UserId> part{seeded.user.id, is_new};
    link(part, roles_[role], users_.assign_role(part.id, roles_[role].id));
    if ((is_new || roles_[role].is_new)) seeded.roles.emplace_back(role);
    user_parts_[username] = part;
    report_.users.push_back(std::move(seeded));
  }

  void add_users() {
    User alice;
    alice.username = "alice";
    alice.primary_email = "alice@example.com";
    alice.primary_phone = "12025550123";
    alice.name = "Alice Kim";
    alice.profile =
        R"({"givenName":"Alice","familyName":"Kim","nickname":"Ali","website":"https://alice.example.com",)"
        R"("gender":"female","birthdate":"1990-04-01","zoneinfo":"Asia/Seoul","locale":"ko-KR",)"
        R"("address":{"formatted":"1 Gate Street, Seoul 03045, KR","streetAddress":"1 Gate Street",)"
        R"("locality":"Seoul","region":"Seoul","postalCode":"03045","country":"KR"}})";
    alice.custom_data = R"({"favouriteGate":"Gwanghwamun","visits":3})";
    add_user(std::move(alice), "shopper");

    User bob;
    bob.username = "bob";
    bob.primary_email = "bob@example.com";
    bob.primary_phone = "12025550145";
    bob.name = "Bob Lee";
    bob.profile = R"({"givenName":"Bob","familyName":"Lee"})";
    add_user(std::move(bob), "manager");
  }

  Part<OrganizationId> add_organization(const char* name, const char* description) {
    auto part = find_or_make<OrganizationId>(facts_.organizations, name, 12);
    if (part.is_new) {
      const Organization organization{
          .id = part.id, .name = name, .description = description, .is_mfa_required = false};
      plan_.add(access_.insert_organization(organization, now_));
    }
    report_.organizations.push_back({.id = part.id.value(), .name = name});
    return part;
  }

  void add_member(
      const Part<OrganizationId>& organization, const char* username, const char* role
  ) {
    const auto& user = user_parts_[username];
    link(organization, user, access_.add_member(organization.id, user.id));
    link(
        organization,
        user,
        access_.add_member_role(organization.id, user.id, organization_roles_[role].id)
    );
  }

  void add_organizations() {
    const auto acme = add_organization("Acme", "Gates and doors");
    add_member(acme, "alice", "member");
    add_member(acme, "bob", "admin");
    const auto& machine = application_parts_["Demo machine"];
    link(acme, machine, access_.add_application(acme.id, machine.id));
    link(
        acme,
        machine,
        access_.add_application_role(acme.id, machine.id, organization_roles_["machine"].id)
    );
    const auto globex = add_organization("Globex", "Everything else");
    add_member(globex, "alice", "admin");
  }

  static constexpr const char* shopping = "https://shopping.your-app.com/api";
  static constexpr const char* store = "https://store.your-app.com/api";

  const SeedContext& context_;
  DemoFacts facts_;
  TimePoint now_;
  TenantId tenant_;
  TenantStore tenants_;
  ApplicationStore applications_;
  ResourceStore resources_;
  RoleStore role_store_;
  UserStore users_;
  AccessStore access_;
  OrganizationTemplateStore template_;
  Plan plan_;
  SeedReport report_;
  std::map<std::string, std::map<std::string, Part<ScopeId>>> scopes_;  // indicator, name
  std::map<std::string, Part<RoleId>> roles_;
  std::map<std::string, Part<ApplicationId>> application_parts_;
  std::map<std::string, Part<OrganizationScopeId>> organization_scopes_;
  std::map<std::string, Part<OrganizationRoleId>> organization_roles_;
  std::map<std::string, Part<UserId>> user_parts_;
};

}  // namespace

Task<SeedReport> seed_demo(SeedContext context) {
  const TenantId tenant{std::string(default_tenant)};
  // Another process may make the same at the same time: its names are found the second time.
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto facts = co_await load_facts(context, tenant);
    DemoSeed seed(context, tenant, std::move(facts));
    seed.build();
    Plan plan = seed.take_plan();
    if (!plan.empty()) {
      const auto committed = co_await context.database.commit(std::move(plan));
      if (!committed) continue;
    }
    SeedReport report = seed.take_report();
    auto basics = co_await report_basics(context);
    std::move(
        basics.applications.begin(),
        basics.applications.end(),
        std::back_inserter(report.applications)
    );
    for (auto& resource : basics.resources) {
      if (resource.indicator == management_indicator)
        report.resources.push_back(std::move(resource));
    }
    co_return report;
  }
  throw std::runtime_error("the demo data cannot be made: a name of it is taken by something else");
}

}  // namespace daemun::storage
