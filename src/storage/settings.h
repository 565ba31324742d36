// The settings of a tenant that rarely change, cached by id with a bound. Dropped on change: at
// once in the process that changes them, within a second in others (refresh() compares the
// version). Nothing about a user, session or grant is in here.
#ifndef DAEMUN_STORAGE_SETTINGS_H
#define DAEMUN_STORAGE_SETTINGS_H

#include "domain/application.h"
#include "domain/cookie_key.h"
#include "domain/hook.h"
#include "domain/page_look.h"
#include "domain/profile_field.h"
#include "domain/resource.h"
#include "domain/sign_in_experience.h"
#include "domain/signing_key.h"
#include "storage/access_store.h"
#include "storage/application_store.h"
#include "storage/cache.h"
#include "storage/connector_store.h"
#include "storage/experience_store.h"
#include "storage/hook_store.h"
#include "storage/organization_template_store.h"
#include "storage/profile_field_store.h"
#include "storage/resource_store.h"
#include "storage/sso_connector_store.h"
#include "storage/tenant_store.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

class Settings {
 public:
  Settings(Database& database, const Vault& vault, TenantId tenant);

  const TenantId& tenant() const { return tenant_; }

  // Null when there is none.
  Task<std::shared_ptr<const Application>> find_application(ApplicationId id);
  Task<std::shared_ptr<const Resource>> find_resource(std::string indicator);
  Task<std::shared_ptr<const Resource>> find_default_resource();
  // The API scopes that an application's roles give it.
  Task<std::shared_ptr<const std::vector<HeldScope>>> list_application_scopes(ApplicationId id);
  Task<std::shared_ptr<const std::vector<OrganizationScope>>> list_organization_scopes();
  // Never null: defaults when the tenant has no row.
  Task<std::shared_ptr<const SignInExperience>> find_sign_in_experience();
  Task<std::shared_ptr<const std::vector<CustomPhrases>>> list_custom_phrases();
  Task<std::shared_ptr<const std::vector<ProfileField>>> list_profile_fields();
  // Defaults when the tenant has no row.
  Task<std::shared_ptr<const json::object>> find_account_center();
  Task<std::shared_ptr<const std::vector<SigningKey>>> list_signing_keys();
  // The newest, which signs, first.
  Task<std::shared_ptr<const std::vector<CookieKey>>> list_cookie_keys();
  Task<std::shared_ptr<const std::vector<Hook>>> list_hooks();
  Task<std::shared_ptr<const std::vector<Connector>>> list_connectors();         // by id
  Task<std::shared_ptr<const std::vector<SsoConnector>>> list_sso_connectors();  // oldest first
  // Config rows as JSON text; empty when absent.
  Task<std::shared_ptr<const std::string>> find_config(std::string key);

  // Drops everything: to be called after a commit that changes settings.
  void clear();
  // Drops everything if another process has changed settings since; called each second.
  Task<void> refresh();

 private:
  template <typename Value>
  using CacheOf = Cache<std::string, Value>;

  Task<Resource> load_default_resource();
  Task<SignInExperience> load_sign_in_experience();
  Task<json::object> load_account_center();
  Task<std::string> load_config(std::string key);

  TenantId tenant_;
  ApplicationStore applications_;
  ResourceStore resources_;
  AccessStore access_;
  OrganizationTemplateStore template_;
  TenantStore tenants_;
  HookStore hooks_;
  ConnectorStore connectors_;
  SsoConnectorStore sso_connectors_;
  ExperienceStore experience_;
  ProfileFieldStore profile_fields_;

  CacheOf<Application> application_cache_;
  CacheOf<Resource> resource_cache_;
  CacheOf<std::vector<HeldScope>> application_scope_cache_;
  CacheOf<std::vector<OrganizationScope>> organization_scope_cache_;
  CacheOf<SignInExperience> experience_cache_;
  CacheOf<std::vector<CustomPhrases>> phrases_cache_;
  CacheOf<std::vector<ProfileField>> profile_field_cache_;
  CacheOf<json::object> account_center_cache_;
  CacheOf<std::vector<SigningKey>> key_cache_;
  CacheOf<std::vector<CookieKey>> cookie_key_cache_;
  CacheOf<std::vector<Hook>> hook_cache_;
  CacheOf<std::vector<Connector>> connector_cache_;
  CacheOf<std::vector<SsoConnector>> sso_connector_cache_;
  CacheOf<std::string> config_cache_;
  std::atomic<std::int64_t> version_{-1};
};

}  // namespace daemun::storage

#endif
