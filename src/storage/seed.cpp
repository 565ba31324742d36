#include "storage/seed.h"

#include "base/json.h"
#include "crypto/signing_key.h"
#include "domain/sign_in_experience.h"
#include "storage/account_center_seed.h"
#include "storage/application_store.h"
#include "storage/console_seed.h"
#include "storage/resource_store.h"
#include "storage/role_store.h"
#include "storage/tenant_store.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr std::size_t id_length = 21;
constexpr std::size_t secret_length = 32;
constexpr std::string_view secret_name = "Default secret";

template <typename SomeId>
SomeId make_id(crypto::Random& random) {
  return SomeId(crypto::random_id(random, id_length));
}

CookieKey make_cookie_key(crypto::Random& random, TimePoint now) {
  return {
      .id = make_id<CookieKeyId>(random),
      .value = Secret(crypto::random_alphanumeric(random, secret_length)),
      .created_at = now,
  };
}

std::vector<std::string> demo_redirect_uris(const std::string& endpoint) {
  return {endpoint + "/demo-app"};
}

// Builds the plan of one tenant.
class TenantSeed {
 public:
  TenantSeed(const SeedContext& context, std::string_view tenant)
      : context_(context),
        now_(context.clock.now()),
        tenants_(context.database, context.vault, TenantId(std::string(tenant))),
        applications_(context.database, context.vault, TenantId(std::string(tenant))),
        resources_(context.database, TenantId(std::string(tenant))),
        roles_(context.database, TenantId(std::string(tenant))) {
    auto insert = tenants_.insert(tenant, now_);
    // Of several processes that start at once, one makes the tenant.
    insert.expect = RowCount::exactly(1);
    plan_.add(std::move(insert));
  }

  void add_signing_keys() {
    for (const auto algorithm :
         {crypto::SignatureAlgorithm::es256, crypto::SignatureAlgorithm::rs256}) {
      const SigningKey key{
          .id = make_id<SigningKeyId>(context_.random),
          .algorithm = std::string(crypto::to_string(algorithm)),
          .status = SigningKeyStatus::current,
          .private_key = crypto::PrivateKey::generate(algorithm).to_pem(),
          .created_at = now_,
      };
      plan_.add(tenants_.insert_signing_key(key));
    }
  }

  void add_cookie_key() {
    plan_.add(tenants_.insert_cookie_key(make_cookie_key(context_.random, now_)));
  }

  void add_settings(std::string_view sign_in_mode) {
    json::object experience = make_default_sign_in_experience();
    experience["signInMode"] = sign_in_mode;
    plan_.add(tenants_.upsert_sign_in_experience(json::serialize(experience)));
    const json::object id_token{
        {"enabledExtendedClaims", {"roles", "organizations", "organization_roles"}}};
    plan_.add(tenants_.upsert_config("idToken", json::serialize(id_token)));
  }

  // The tenant's own, with Logto's ids and Logto's role for machines inside.
  ScopeId add_own_management_api(std::string_view indicator, std::string name) {
    const ScopeId all{std::string(management_scope)};
    add_management_api(
        {.id = ResourceId(std::string(management_resource)),
         .name = std::move(name),
         .indicator = std::string(indicator)},
        all
    );
    add_machine_role(
        {.id = RoleId(std::string(internal_admin_role_id)),
         .name = std::string(internal_admin_role),
         .description = "Internal role of the Management API"},
        all
    );
    return all;
  }

  // Logto has a row of the default tenant's API in both tenants: the admin tenant issues tokens for
  // it, and so does the tenant itself to its own machines.
  ScopeId add_foreign_management_api() {
    auto all = make_id<ScopeId>(context_.random);
    add_management_api(
        {.id = make_id<ResourceId>(context_.random),
         .name = "Logto Management API",
         .indicator = std::string(management_indicator)},
        all
    );
    return all;
  }

  RoleId add_machine_role(std::string name, std::string description, const ScopeId& scope) {
    auto id = make_id<RoleId>(context_.random);
    add_machine_role(
        {.id = id, .name = std::move(name), .description = std::move(description)}, scope
    );
    return id;
  }

  void add_demo_application() {
    Application demo;
    demo.id = ApplicationId(std::string(demo_application));
    demo.name = "Demo app";
    demo.type = ApplicationType::spa;
    demo.oidc_client_metadata.redirect_uris = demo_redirect_uris(context_.endpoint);
    demo.oidc_client_metadata.post_logout_redirect_uris = demo_redirect_uris(context_.endpoint);
    demo.created_at = now_;
    plan_.add(applications_.insert(demo));
  }

  void add_management_application(std::string_view id, std::string name, const RoleId& role) {
    Application machine;
    machine.id = ApplicationId(std::string(id));
    machine.name = std::move(name);
    machine.type = ApplicationType::machine_to_machine;
    machine.created_at = now_;
    plan_.add(applications_.insert(machine));
    const ApplicationStore::StoredSecret secret{
        .name = std::string(secret_name),
        .value = Secret(crypto::random_alphanumeric(context_.random, secret_length)),
        .created_at = now_,
        .expires_at = std::nullopt,
    };
    plan_.add(applications_.insert_secret(machine.id, secret));
    plan_.add(applications_.assign_role(machine.id, role));
  }

  Plan take() { return std::move(plan_); }

 private:
  void add_management_api(Resource resource, const ScopeId& scope) {
    resource.access_token_ttl = Seconds(3600);
    plan_.add(resources_.insert(resource));
    const Scope all{
        .id = scope,
        .name = "all",
        .description = "Everything that the Management API can do",
    };
    plan_.add(resources_.insert_scope(resource.id, all, now_));
  }

  void add_machine_role(Role role, const ScopeId& scope) {
    role.type = RoleType::machine_to_machine;
    plan_.add(roles_.insert(role));
    plan_.add(roles_.assign_scope(role.id, scope));
  }

  const SeedContext& context_;
  TimePoint now_;
  TenantStore tenants_;
  ApplicationStore applications_;
  ResourceStore resources_;
  RoleStore roles_;
  Plan plan_;
};

Plan plan_default_tenant(const SeedContext& context) {
  TenantSeed seed(context, default_tenant);
  seed.add_signing_keys();
  seed.add_cookie_key();
  seed.add_settings("SignInAndRegister");
  const auto all = seed.add_own_management_api(management_indicator, "Logto Management API");
  seed.add_machine_role(
      "Logto Management API access", "Machines that may call the Management API", all
  );
  seed.add_demo_application();
  return seed.take();
}

// Nobody registers as an administrator: the setup page of the console makes the first, or
// `daemun user create --tenant admin`.
Plan plan_admin_tenant(const SeedContext& context) {
  TenantSeed seed(context, admin_tenant);
  seed.add_signing_keys();
  seed.add_cookie_key();
  seed.add_settings("SignIn");
  const auto all_of_default = seed.add_foreign_management_api();
  const auto default_role = seed.add_machine_role(
      "machine:mapi:default", "Machines that may manage tenant default", all_of_default
  );
  seed.add_management_application(
      management_application, "Management API access for default", default_role
  );
  const auto all_of_admin =
      seed.add_own_management_api(admin_management_indicator, "Admin tenant Management API");
  const auto admin_role = seed.add_machine_role(
      "machine:mapi:admin", "Machines that may manage tenant admin", all_of_admin
  );
  seed.add_management_application(
      admin_management_application, "Management API access for admin", admin_role
  );
  return seed.take();
}

Task<bool> seed_tenant(SeedContext context, TenantId tenant) {
  const TenantStore tenants(context.database, context.vault, tenant);
  const bool was_there = co_await tenants.exists();
  if (was_there) co_return false;
  Plan plan =
      tenant.value() == admin_tenant ? plan_admin_tenant(context) : plan_default_tenant(context);
  const auto committed = co_await context.database.commit(std::move(plan));
  if (committed) co_return true;
  const bool is_there = co_await tenants.exists();
  if (!is_there) {
    throw std::runtime_error("cannot make the tenant: " + committed.error().constraint);
  }
  co_return false;
}

// A tenant from before there were such keys.
Task<bool> add_missing_cookie_key(SeedContext context, TenantId tenant) {
  const TenantStore tenants(context.database, context.vault, tenant);
  const auto keys = co_await tenants.list_cookie_keys();
  if (!keys.empty()) co_return false;
  Plan plan;
  plan.add(tenants.insert_cookie_key(make_cookie_key(context.random, context.clock.now())));
  const auto committed = co_await context.database.commit(std::move(plan));
  co_return committed.has_value();
}

// The demo-app is the server's own page: it moves with the server.
Task<bool> move_demo_application(SeedContext context) {
  const TenantId tenant{std::string(default_tenant)};
  const ApplicationStore applications(context.database, context.vault, tenant);
  const ApplicationId id{std::string(demo_application)};
  auto demo = co_await applications.find(id);
  const auto redirect_uris = demo_redirect_uris(context.endpoint);
  if (!demo || demo->oidc_client_metadata.redirect_uris == redirect_uris) co_return false;
  demo->oidc_client_metadata.redirect_uris = redirect_uris;
  demo->oidc_client_metadata.post_logout_redirect_uris = redirect_uris;
  Plan plan;
  const ApplicationChanges changes{
      .oidc_client_metadata = to_json_text(demo->oidc_client_metadata)};
  plan.add(applications.update(id, changes));
  const auto committed = co_await context.database.commit(std::move(plan));
  co_return committed.has_value();
}

Task<std::optional<SeededApplication>> find_seeded(
    SeedContext context, TenantId tenant, ApplicationId id
) {
  const ApplicationStore applications(context.database, context.vault, tenant);
  auto application = co_await applications.find(id);
  if (!application) co_return std::nullopt;
  SeededApplication seeded{
      .application = std::move(*application), .tenant = tenant, .secret = std::nullopt};
  const auto secrets = co_await applications.list_secrets(id);
  if (!secrets.empty()) seeded.secret = secrets.front().value;
  co_return seeded;
}

}  // namespace

Task<bool> seed_basics(SeedContext context) {
  const bool made_default = co_await seed_tenant(context, TenantId(std::string(default_tenant)));
  const bool made_admin = co_await seed_tenant(context, TenantId(std::string(admin_tenant)));
  const bool moved = co_await move_demo_application(context);
  bool added = co_await seed_console(context);
  for (const auto tenant : {default_tenant, admin_tenant}) {
    const TenantId id{std::string(tenant)};
    const bool has_new_key = co_await add_missing_cookie_key(context, id);
    const bool has_new_center = co_await seed_account_center(context, id);
    added = added || has_new_key || has_new_center;
  }
  co_return made_default || made_admin || moved || added;
}

Task<SeedReport> report_basics(SeedContext context) {
  SeedReport report;
  const TenantId tenant{std::string(default_tenant)};
  const TenantId administration{std::string(admin_tenant)};
  auto demo = co_await find_seeded(context, tenant, ApplicationId(std::string(demo_application)));
  if (demo) report.applications.push_back(std::move(*demo));
  for (const auto id : {management_application, admin_management_application}) {
    auto machine = co_await find_seeded(context, administration, ApplicationId(std::string(id)));
    if (machine) report.applications.push_back(std::move(*machine));
  }
  report.resources = co_await ResourceStore(context.database, tenant).list();
  co_return report;
}

Secret make_typable_password(crypto::Random& random) {
  constexpr std::string_view confusable = "0o1il";
  constexpr std::size_t length = 19;  // four groups and three dashes
  std::string password;
  while (password.size() < length) {
    const std::string next = crypto::random_id(random, 1);
    if (confusable.find(next) != confusable.npos) continue;
    if (password.size() % 5 == 4) password += '-';
    password += next;
  }
  return Secret(std::move(password));
}

}  // namespace daemun::storage
