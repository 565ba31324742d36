#include "app/tenant.h"

#include "app/account_tokens.h"
#include "domain/administration.h"

#include <utility>

namespace daemun::app {
namespace {

using KeySet = std::shared_ptr<const jose::KeySet>;

Task<KeySet> load_key_set(oidc::KeyRings* key_rings) {
  auto ring = co_await key_rings->current();
  co_return KeySet(ring, &ring->key_set());
}

management::TrustedIssuer trust(Tenant& tenant) {
  return management::TrustedIssuer{
      .issuer = tenant.oidc_dependencies.issuer(),
      .load_keys = [key_rings = &tenant.key_rings] { return load_key_set(key_rings); },
      .tenant = tenant.oidc_dependencies.tenant,
  };
}

std::vector<management::TrustedIssuer> trusted_issuers(Tenant& tenant, Tenant* administration) {
  std::vector<management::TrustedIssuer> issuers{trust(tenant)};
  if (administration != nullptr) issuers.push_back(trust(*administration));
  return issuers;
}

account::Dependencies account_dependencies_of(
    const experience::Dependencies& dialogue, const Machines& machines
) {
  account::Dependencies dependencies{dialogue};
  dependencies.uploads = machines.uploads;
  dependencies.bucket = machines.bucket;
  dependencies.member_permissions = machines.member_permissions;
  return dependencies;
}

std::unique_ptr<account::AccountApi> make_me(Tenant& tenant, const Machines& machines) {
  if (tenant.context.tenant.value() != administration_tenant) return nullptr;
  return std::make_unique<account::AccountApi>(
      account_dependencies_of(tenant.experience_dependencies, machines),
      me_token_readers(tenant),
      account::me_surface()
  );
}

}  // namespace

std::shared_ptr<crypto::WorkPool> make_upload_pool() {
  crypto::WorkPool::Limits limits{
      .name = "uploads", .threads = 1, .queue = {.line = 4, .total = 32}};
  return std::make_shared<crypto::WorkPool>(std::move(limits));
}

Tenant::Tenant(const Machines& machines, TenantId id, std::string endpoint, Tenant* administration)
    : uploads(machines.uploads),
      settings(machines.database, machines.vault, id),
      journal(machines.database, id),
      context{
          .database = machines.database,
          .settings = settings,
          .vault = machines.vault,
          .clock = machines.clock,
          .random = machines.random,
          .journal = journal,
          .tenant = id,
          .endpoint = endpoint,
          .disposable_domains = machines.disposable_domains,
      },
      messenger(context, machines.messages),
      sso_documents(machines.http, machines.clock),
      oidc_dependencies{context},
      experience_dependencies{
          context, machines.passwords, machines.http, messenger, sso_documents, machines.places},
      key_rings(settings),
      opaque_tokens(machines.vault, id, machines.random),
      authorization(oidc_dependencies, key_rings),
      pushed_authorization_request(oidc_dependencies),
      device_authorization(oidc_dependencies),
      device_verification(oidc_dependencies, authorization),
      token(oidc_dependencies, key_rings, opaque_tokens),
      userinfo(oidc_dependencies, opaque_tokens),
      introspection(oidc_dependencies, opaque_tokens),
      revocation(oidc_dependencies, opaque_tokens),
      end_session(oidc_dependencies, key_rings),
      discovery(oidc_dependencies, key_rings),
      jwks(key_rings),
      experience_api(experience_dependencies),
      consent_api(experience_dependencies),
      well_known_api(experience_dependencies),
      pages(experience_dependencies),
      account_pages(
          experience_dependencies, experience::embedded_files(), machines.member_permissions
      ),
      asset_files(context, machines.bucket),
      avatar_upload(experience_dependencies, *uploads, machines.bucket),
      mail_links(experience_dependencies, pages),
      single_sign_on(experience_dependencies),
      provider_logout(experience_dependencies),
      account_api(
          account_dependencies_of(experience_dependencies, machines), account_token_readers(*this)
      ),
      me(make_me(*this, machines)),
      page_endpoints(
          {experience_api,
           consent_api,
           well_known_api,
           mail_links,
           single_sign_on,
           provider_logout,
           avatar_upload},
          endpoint,
          account_api.endpoints()
      ),
      management(
          management::Dependencies{
              .database = machines.database,
              .settings = settings,
              .vault = machines.vault,
              .clock = machines.clock,
              .random = machines.random,
              .http = machines.http,
              .passwords = machines.passwords,
              .tenant = id,
              .endpoint = endpoint,
              .issuers = trusted_issuers(*this, administration),
              .tenant_files = tenant_files,
              .messenger = messenger,
              .sso_documents = sso_documents,
              .signing_key_grace = machines.signing_key_grace,
              .places = machines.places,
          },
          *uploads,
          machines.bucket
      ) {}

}  // namespace daemun::app
