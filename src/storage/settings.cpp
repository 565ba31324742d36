#include "storage/settings.h"

#include "domain/administration.h"

namespace daemun::storage {
namespace {

constexpr std::size_t cached_applications = 10'000;
constexpr std::size_t cached_resources = 1'000;
constexpr const char* only_key = "";

template <typename Value>
std::shared_ptr<const Value> shared(Value value) {
  return std::make_shared<const Value>(std::move(value));
}

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
      config_cache_(100) {}

Task<std::shared_ptr<const Application>> Settings::find_application(ApplicationId id) {
  if (auto hit = application_cache_.find(id.value())) co_return hit;
  const auto ticket = application_cache_.ticket();
  auto found = co_await applications_.find(id);
  if (!found) co_return nullptr;
  auto value = shared(std::move(*found));
  application_cache_.insert(ticket, id.value(), value);
  co_return value;
}

Task<std::shared_ptr<const Resource>> Settings::find_resource(std::string indicator) {
  // The empty indicator is no resource's; its place in the cache is the default resource's.
  if (indicator.empty()) co_return nullptr;
  if (auto hit = resource_cache_.find(indicator)) co_return hit;
  const auto ticket = resource_cache_.ticket();
  auto found = co_await resources_.find_by_indicator(indicator);
  if (!found) co_return nullptr;
  auto value = shared(std::move(*found));
  resource_cache_.insert(ticket, indicator, value);
  co_return value;
}

Task<std::shared_ptr<const Resource>> Settings::find_default_resource() {
  // The empty indicator stands for the default resource; one without an id for "there is none".
  auto value = resource_cache_.find(only_key);
  if (!value) {
    const auto ticket = resource_cache_.ticket();
    auto found = co_await resources_.find_default();
    value = shared(found ? std::move(*found) : Resource{});
    resource_cache_.insert(ticket, only_key, value);
  }
  if (value->id.empty()) co_return nullptr;
  co_return value;
}

Task<std::shared_ptr<const std::vector<HeldScope>>> Settings::list_application_scopes(
    ApplicationId id
) {
  if (auto hit = application_scope_cache_.find(id.value())) co_return hit;
  const auto ticket = application_scope_cache_.ticket();
  auto found = co_await access_.list_application_scopes(id);
  auto value = shared(std::move(found));
  application_scope_cache_.insert(ticket, id.value(), value);
  co_return value;
}

Task<std::shared_ptr<const std::vector<OrganizationScope>>> Settings::list_organization_scopes() {
  if (auto hit = organization_scope_cache_.find(only_key)) co_return hit;
  const auto ticket = organization_scope_cache_.ticket();
  auto found = co_await template_.list_all_scopes();
  auto value = shared(std::move(found));
  organization_scope_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const SignInExperience>> Settings::find_sign_in_experience() {
  if (auto hit = experience_cache_.find(only_key)) co_return hit;
  const auto ticket = experience_cache_.ticket();
  const auto text = co_await tenants_.find_sign_in_experience();
  json::object document = make_default_sign_in_experience();
  if (text) document = complete_sign_in_experience(parse_document(*text));
  auto experience = parse_sign_in_experience(std::move(document));
  // Here, where everybody reads them: rows from before this rule may say otherwise.
  if (is_registration_closed(tenant_.value())) {
    experience = close_registration(std::move(experience));
  }
  auto value = shared(std::move(experience));
  experience_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const std::vector<CustomPhrases>>> Settings::list_custom_phrases() {
  if (auto hit = phrases_cache_.find(only_key)) co_return hit;
  const auto ticket = phrases_cache_.ticket();
  auto found = co_await experience_.list_phrases();
  auto value = shared(std::move(found));
  phrases_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const std::vector<ProfileField>>> Settings::list_profile_fields() {
  if (auto hit = profile_field_cache_.find(only_key)) co_return hit;
  const auto ticket = profile_field_cache_.ticket();
  auto found = co_await profile_fields_.list();
  auto value = shared(std::move(found));
  profile_field_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const json::object>> Settings::find_account_center() {
  if (auto hit = account_center_cache_.find(only_key)) co_return hit;
  const auto ticket = account_center_cache_.ticket();
  const auto text = co_await experience_.find_account_center();
  auto value = shared(text ? parse_document(*text) : make_default_account_center());
  account_center_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const std::vector<SigningKey>>> Settings::list_signing_keys() {
  if (auto hit = key_cache_.find(only_key)) co_return hit;
  const auto ticket = key_cache_.ticket();
  auto found = co_await tenants_.list_signing_keys();
  auto value = shared(std::move(found));
  key_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const std::vector<CookieKey>>> Settings::list_cookie_keys() {
  if (auto hit = cookie_key_cache_.find(only_key)) co_return hit;
  const auto ticket = cookie_key_cache_.ticket();
  auto found = co_await tenants_.list_cookie_keys();
  auto value = shared(std::move(found));
  cookie_key_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const std::vector<Hook>>> Settings::list_hooks() {
  if (auto hit = hook_cache_.find(only_key)) co_return hit;
  const auto ticket = hook_cache_.ticket();
  auto found = co_await hooks_.list();
  auto value = shared(std::move(found));
  hook_cache_.insert(ticket, only_key, value);
  co_return value;
}

Task<std::shared_ptr<const std::string>> Settings::find_config(std::string key) {
  if (auto hit = config_cache_.find(key)) co_return hit;
  const auto ticket = config_cache_.ticket();
  auto found = co_await tenants_.find_config(key);
  auto value = shared(found.value_or(""));
  config_cache_.insert(ticket, key, value);
  co_return value;
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
  config_cache_.clear();
  generation_.fetch_add(1, std::memory_order_acq_rel);
}

Task<void> Settings::refresh() {
  const auto version = co_await tenants_.find_settings_version();
  const auto seen = version_.exchange(version);
  // The first time too: something may have been read before a change that came before this call.
  if (seen != version) clear();
}

}  // namespace daemun::storage
