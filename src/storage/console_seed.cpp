#include "storage/console_seed.h"

#include "domain/administration.h"
#include "storage/application_store.h"
#include "storage/resource_store.h"
#include "storage/role_store.h"

#include <algorithm>
#include <utility>

namespace daemun::storage {
namespace {

constexpr std::size_t id_length = 21;

struct Api {
  std::string_view indicator;
  std::string_view name;
  std::string_view permission;  // what its scope `all` says
};

constexpr std::string_view management = "Everything that the Management API can do";
constexpr Api apis[] = {
    {management_indicator, "Logto Management API", management},
    {admin_management_indicator, "Admin tenant Management API", management},
    {me_indicator, "Me API", "Look after one's account"},
};

template <typename SomeId>
SomeId make_id(crypto::Random& random) {
  return SomeId(crypto::random_id(random, id_length));
}

OidcClientMetadata metadata_of_console(const SeedContext& context) {
  OidcClientMetadata metadata;
  metadata.redirect_uris = {context.admin_endpoint + "/console/callback"};
  metadata.post_logout_redirect_uris = {context.admin_endpoint + "/console"};
  return metadata;
}

// Collects what is missing. Each step reads what is there and adds to the plan.
class ConsoleSeed {
 public:
  explicit ConsoleSeed(const SeedContext& context)
      : context_(context),
        tenant_(std::string(administration_tenant)),
        applications_(context.database, context.vault, tenant_),
        resources_(context.database, tenant_),
        roles_(context.database, tenant_) {}

  Task<void> plan_application() {
    const ApplicationId id{std::string(console_application)};
    const auto known = co_await applications_.find(id);
    const auto metadata = metadata_of_console(context_);
    if (!known) {
      Application console;
      console.id = id;
      console.name = "Console";
      console.type = ApplicationType::spa;
      console.oidc_client_metadata = metadata;
      console.created_at = context_.clock.now();
      plan_.add(applications_.insert(console));
    } else if (known->oidc_client_metadata.redirect_uris != metadata.redirect_uris) {
      const ApplicationChanges changes{.oidc_client_metadata = to_json_text(metadata)};
      plan_.add(applications_.update(id, changes));
    }
  }

  Task<void> plan_role() {
    std::vector<PlannedScope> scopes;
    for (const auto& api : apis) {
      const auto scope = co_await plan_api(api);
      scopes.push_back(scope);
    }
    std::string name(administrator_role);
    const auto known = co_await roles_.find_by_name(std::move(name));
    if (known) {
      // Of a version after the role. One that an administrator took away stays away.
      for (const auto& scope : scopes) {
        if (scope.is_new) plan_.add(roles_.assign_scope(known->id, scope.id));
      }
      // Versions before this one gave the role to every new account.
      const RoleChanges changes{.is_default = false};
      if (known->is_default) plan_.add(roles_.update(known->id, changes));
      co_return;
    }
    // Not a default one: making somebody an administrator is an act of its own.
    const Role role{
        .id = make_id<RoleId>(context_.random),
        .name = std::string(administrator_role),
        .description = "Administrator",
        .type = RoleType::user,
        .is_default = false,
    };
    plan_.add(roles_.insert(role));
    for (const auto& scope : scopes)
      plan_.add(roles_.assign_scope(role.id, scope.id));
  }

  Task<bool> commit() {
    if (plan_.empty()) co_return false;
    // Of several processes that start at once, one adds; the others find their rows there.
    const auto committed = co_await context_.database.commit(std::move(plan_));
    co_return committed.has_value();
  }

 private:
  struct PlannedScope {
    ScopeId id{};
    bool is_new = false;
  };

  // Its scope `all`.
  Task<PlannedScope> plan_api(Api api) {
    std::string indicator(api.indicator);
    const auto known = co_await resources_.find_by_indicator(std::move(indicator));
    if (known) {
      for (const auto& scope : known->scopes) {
        if (scope.name == "all") co_return PlannedScope{.id = scope.id};
      }
    }
    const Resource resource{
        .id = known ? known->id : make_id<ResourceId>(context_.random),
        .name = std::string(api.name),
        .indicator = std::string(api.indicator),
        .access_token_ttl = Seconds(3600),
    };
    const Scope all{
        .id = make_id<ScopeId>(context_.random),
        .name = "all",
        .description = std::string(api.permission),
    };
    if (!known) plan_.add(resources_.insert(resource));
    plan_.add(resources_.insert_scope(resource.id, all, context_.clock.now()));
    co_return PlannedScope{.id = all.id, .is_new = true};
  }

  const SeedContext& context_;
  TenantId tenant_;
  ApplicationStore applications_;
  ResourceStore resources_;
  RoleStore roles_;
  Plan plan_;
};

}  // namespace

Task<bool> seed_console(SeedContext context) {
  ConsoleSeed seed(context);
  co_await seed.plan_application();
  co_await seed.plan_role();
  co_return co_await seed.commit();
}

}  // namespace daemun::storage
