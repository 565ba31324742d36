#include "storage/settings.h"

#include "domain/administration.h"

namespace daemun::storage {
namespace {

constexpr std::size_t cached_applications = 10'000;
constexpr std::size_t cached_resources = 1'000;
const std::string only_key;

json::object parse_document(const std::string& text) {
  auto parsed = parse_json_object(text, {.max_bytes = 4 * 1024 * 1024, .max_depth = 32});
  if (!parsed) throw std::runtime_error("a stored document is not a JSON object");
  return *std::move(parsed);
}

}  // namespace

Settings::Settings(Database& database, const Vault& vault, TenantId tenant)
    : tenant_(tenant),
      applications_(database, vault, tenant),
      resources_(database, tenant),
      access_(database, tenant),
      template_(database, tenant),
      tenants_(database, vault, tenant),
      hooks_(database, vault, tenant),
      connectors_(database, vault, tenant),
      sso_connectors_(database, vault, tenant),
      experience_(database, tenant),
      profile_fields_(database, tenant),
      application_cache_(cached_applications),
      resource_cache_(cached_resources),
      application_scope_cache_(cached_applications),
      organization_scope_cache_(1),
      experience_cache_(1),
      phrases_cache_(1),
      profile_field_cache_(1),
      account_center_cache_(1),
      key_cache_(1),
      cookie_key_cache_(1),
      hook_cache_(1),
      connector_cache_(1),
      sso_connector_cache_(1),
      config_cache_(100) {}

Task<std::shared_ptr<const Application>> Settings::find_application(ApplicationId id) {
  auto key = id.value();
  auto load = [this, id = std::move(id)] { return applications_.find(id); };
  return fill(application_cache_, std::move(key), std::move(load));
}

Task<std::shared_ptr<const Resource>> Settings::find_resource(std::string indicator) {
  // The empty indicator is no resource's; its place in the cache is the default resource's.
  if (indicator.empty()) co_return nullptr;
  auto load = [this, indicator] { return resources_.find_by_indicator(indicator); };
  co_return co_await fill(resource_cache_, std::move(indicator), std::move(load));
}

Task<std::shared_ptr<const Resource>> Settings::find_default_resource() {
  // The empty indicator stands for the default resource; one without an id for "there is none".
  const auto load = [this] { return load_default_resource(); };
  auto value = co_await fill(resource_cache_, only_key, load);
  if (value->id.empty()) co_return nullptr;
  co_return value;
}

Task<Resource> Settings::load_default_resource() {
  auto found = co_await resources_.find_default();
  co_return std::move(found).value_or(Resource{});
}

Task<std::shared_ptr<const std::vector<HeldScope>>> Settings::list_application_scopes(
    ApplicationId id
) {
  auto key = id.value();
  auto load = [this, id = std::move(id)] { return access_.list_application_scopes(id); };
  return fill(application_scope_cache_, std::move(key), std::move(load));
}

Task<std::shared_ptr<const std::vector<OrganizationScope>>> Settings::list_organization_scopes() {
  return fill(organization_scope_cache_, only_key, [this] { return template_.list_all_scopes(); });
}

Task<std::shared_ptr<const SignInExperience>> Settings::find_sign_in_experience() {
  return fill(experience_cache_, only_key, [this] { return load_sign_in_experience(); });
}

Task<SignInExperience> Settings::load_sign_in_experience() {
  const auto text = co_await tenants_.find_sign_in_experience();
  json::object document = make_default_sign_in_experience();
  if (text) document = complete_sign_in_experience(parse_document(*text));
  auto experience = parse_sign_in_experience(std::move(document));
  // Here, where everybody reads them: rows from before this rule may say otherwise.
  if (is_registration_closed(tenant_.value())) {
    experience = close_registration(std::move(experience));
    experience.password_expiration = {};  // time alone must not shut out the last administrator
  }
  co_return experience;
}

Task<std::shared_ptr<const std::vector<CustomPhrases>>> Settings::list_custom_phrases() {
  return fill(phrases_cache_, only_key, [this] { return experience_.list_phrases(); });
}

Task<std::shared_ptr<const std::vector<ProfileField>>> Settings::list_profile_fields() {
  return fill(profile_field_cache_, only_key, [this] { return profile_fields_.list(); });
}

Task<std::shared_ptr<const json::object>> Settings::find_account_center() {
  return fill(account_center_cache_, only_key, [this] { return load_account_center(); });
}

Task<json::object> Settings::load_account_center() {
  const auto text = co_await experience_.find_account_center();
  co_return text ? parse_document(*text) : make_default_account_center();
}

Task<std::shared_ptr<const std::vector<SigningKey>>> Settings::list_signing_keys() {
  return fill(key_cache_, only_key, [this] { return tenants_.list_signing_keys(); });
}

Task<std::shared_ptr<const std::vector<CookieKey>>> Settings::list_cookie_keys() {
  return fill(cookie_key_cache_, only_key, [this] { return tenants_.list_cookie_keys(); });
}

Task<std::shared_ptr<const std::vector<Hook>>> Settings::list_hooks() {
  return fill(hook_cache_, only_key, [this] { return hooks_.list(); });
}

Task<std::shared_ptr<const std::vector<Connector>>> Settings::list_connectors() {
  return fill(connector_cache_, only_key, [this] { return connectors_.list(); });
}

Task<std::shared_ptr<const std::vector<SsoConnector>>> Settings::list_sso_connectors() {
  return fill(sso_connector_cache_, only_key, [this] { return sso_connectors_.list(); });
}

Task<std::shared_ptr<const std::string>> Settings::find_config(std::string key) {
  auto load = [this, key] { return load_config(key); };
  return fill(config_cache_, std::move(key), std::move(load));
}

Task<std::string> Settings::load_config(std::string key) {
  auto found = co_await tenants_.find_config(key);
  co_return std::move(found).value_or("");
}

void Settings::clear() {
  application_cache_.clear();
  resource_cache_.clear();
  application_scope_cache_.clear();
  organization_scope_cache_.clear();
  experience_cache_.clear();
  phrases_cache_.clear();
  profile_field_cache_.clear();
  account_center_cache_.clear();
  key_cache_.clear();
  cookie_key_cache_.clear();
  hook_cache_.clear();
  connector_cache_.clear();
  sso_connector_cache_.clear();
  config_cache_.clear();
}

Task<void> Settings::refresh() {
  const auto version = co_await tenants_.find_settings_version();
  const auto seen = version_.exchange(version);
  // The first time too: something may have been read before a change that came before this call.
  if (seen != version) clear();
}

}  // namespace daemun::storage
