// How users sign in and what the pages look like: /sign-in-exp.
#include "domain/sign_in_experience.h"

#include "base/unicode.h"
#include "domain/administration.h"
#include "domain/language_tags.h"
#include "domain/page_languages.h"
#include "domain/password_policy.h"
#include "domain/trusted_device.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/mfa_rules.h"
#include "management/nouns.h"
#include "management/sign_in_experience_rules.h"
#include "management/social_connector_rules.h"
#include "storage/connector_store.h"
#include "storage/custom_ui_store.h"
#include "storage/experience_store.h"
#include "storage/last_administrator.h"
#include "storage/tenant_store.h"
#include "storage/trusted_device_store.h"
#include "storage/user_store.h"
#include "storage/username_conflicts.h"

#include <charconv>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "api/last_administrator.h"
#include "api/sign_in_experience.h"
#include "messages/messenger.h"

namespace daemun::management {
namespace {

constexpr std::int64_t default_samples = 20;
constexpr std::int64_t max_samples = 100;
constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 32};

struct CheckPassword {
  Text<no_bound, 1024> password{};
  std::optional<std::string> user_id{};
};
BOOST_DESCRIBE_STRUCT(CheckPassword, (), (password, user_id))

struct GoodPassword {
  bool result = false;
};
BOOST_DESCRIBE_STRUCT(GoodPassword, (), (result))

struct PasswordIssueView {
  std::string code{};
  std::optional<std::map<std::string, json::value>> interpolation{};
};
BOOST_DESCRIBE_STRUCT(PasswordIssueView, (), (code, interpolation))

struct BadPassword : GoodPassword {
  Raw<std::vector<PasswordIssueView>> issues{};
};
BOOST_DESCRIBE_STRUCT(BadPassword, (GoodPassword), (issues))

struct UsernameConflictView {
  std::string username_lower{};
  std::vector<std::string> user_ids{};
};
BOOST_DESCRIBE_STRUCT(UsernameConflictView, (), (username_lower, user_ids))

struct UsernameConflicts {
  Number<> total_conflicts{};
  std::vector<UsernameConflictView> samples{};
};
BOOST_DESCRIBE_STRUCT(UsernameConflicts, (), (total_conflicts, samples))

std::vector<std::string> spoken_languages(const std::vector<CustomPhrases>& phrases) {
  std::vector<std::string> tags(std::begin(page_languages), std::end(page_languages));
  for (const auto& one : phrases)
    tags.push_back(one.language_tag);
  return tags;
}

PasswordOwner owner_of(const User& user) {
  return {
      .name = user.name,
      .username = user.username,
      .email = user.primary_email,
      .phone = user.primary_phone};
}

// Passwords without a date expire counting from when the setting was turned on. The server sets
// that time; the request cannot.
void keep_expiration_start(json::object& after, const SignInExperience& before, TimePoint now) {
  auto* expiration = after["passwordExpiration"].if_object();
  if (expiration == nullptr) return;
  expiration->erase("enabledAt");
  if (!find_bool(*expiration, "enabled").value_or(false)) return;
  const auto& earlier = before.password_expiration;
  (*expiration)["enabledAt"] = to_unix_ms(earlier.is_enabled ? earlier.enabled_at : now);
}

class SignInExperiences {
 public:
  explicit SignInExperiences(const Dependencies& dependencies)
      : dependencies_(dependencies),
        tenants_(dependencies.database, dependencies.vault, dependencies.tenant),
        experience_(dependencies.database, dependencies.tenant),
        connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant),
        username_conflicts_(dependencies.database, dependencies.tenant) {}

  Answer show(Call) {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    co_return Reply{.body = to_json(settings->document)};
  }

  Answer update(Call call, api::SignInExperienceChanges body) {
    // A connector that the new settings need is not removed between the checks and the change. What
    // is read from here on is as new as the version.
    const auto version = co_await tenants_.find_settings_version();
    dependencies_.settings.clear();
    // Names of connectors that are not there: Logto leaves them out.
    if (auto& targets = body.social_sign_in_connector_targets) {
      const auto all = co_await connectors_.list();
      const auto& equipment = dependencies_.messenger.equipment();
      const auto known = known_targets({targets->begin(), targets->end()}, all, equipment);
      targets->assign(known.begin(), known.end());
    }
    const auto stored = co_await tenants_.find_sign_in_experience();
    json::object after = make_default_sign_in_experience();
    if (stored) {
      auto parsed = parse_json_object(*stored, stored_limits);
      if (!parsed) throw std::runtime_error("the stored sign-in experience is not a JSON object");
      after = complete_sign_in_experience(*std::move(parsed));
    }
    const auto before = parse_sign_in_experience(after);
    const auto trusted_before = parse_trusted_device_policy(after);
    const bool told_case_apart = is_username_case_sensitive(after);
    for (const auto& member : api::to_json(body))
      after[member.key()] = member.value();
    keep_expiration_start(after, before, dependencies_.clock.now());
    end_adaptive_mfa(body, after);
    const auto& mode = body.sign_in_mode;
    if (mode && !mode->is<"SignIn">() && is_registration_closed(dependencies_.tenant.value())) {
      co_return unprocessable("console.registration_closed");
    }
    const auto known = co_await check_custom_ui(body);
    if (!known) co_return known.error();
    const auto checked = co_await check(std::move(body), after);
    if (!checked) co_return checked.error();
    const auto demanded = co_await check_administrator_factor(
        dependencies_, call.caller, before, parse_sign_in_experience(after)
    );
    if (!demanded) co_return demanded.error();
    const storage::DocumentChange document{.before = stored, .after = json::serialize(after)};
    const auto guard = storage::LastAdministrator(dependencies_.database, dependencies_.settings)
                           .with_settings(before, parse_sign_in_experience(after));
    auto plan = guard;
    plan.add(tenants_.require_settings_version(version));
    plan.add(experience_.change_sign_in_experience(document));
    // The devices of before stay strangers when it is switched on again.
    if (trusted_before.is_enabled && !parse_trusted_device_policy(after).is_enabled)
      plan.add(
          storage::TrustedDeviceStore(dependencies_.database, dependencies_.tenant).remove_all()
      );
    const bool tells_case_apart = is_username_case_sensitive(after);
    if (tells_case_apart != told_case_apart) {
      plan.add(
          tells_case_apart ? username_conflicts_.distinguish_case()
                           : username_conflicts_.ignore_case()
      );
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{.body = to_json(after)};
    if (storage::LastAdministrator::is_refused(guard, committed.error()))
      co_return api::last_administrator_refused();
    if (is_unique(committed.error()) && !tells_case_apart)
      co_return co_await refuse_ignoring_case();
    co_return api::conflict();
  }

  Answer check_password(Call call, CheckPassword body) {
    const auto& id = body.user_id;
    // A person who looks at the policy has nobody in mind; a program asks for a user.
    if (!id && call.caller.kind == Caller::Kind::machine) {
      api::RequestError error{.code = "request.invalid_input"};
      error.details = "body.userId is required";
      co_return error;
    }
    PasswordOwner owner;
    if (id) {
      const auto user = co_await users_.find(UserId(*id));
      if (!user) co_return not_found();
      owner = owner_of(*user);
    }
    const auto password = to_nfc(body.password);
    if (!password) co_return api::invalid_input("body.password must be UTF-8");
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto issues = daemun::check_password(*password, settings->password_policy, owner);
    if (issues.empty()) co_return reply_of(GoodPassword{true});
    auto reply = reply_of(BadPassword{{false}, {daemun::to_json(issues)}});
    reply.status = 400;
    co_return reply;
  }

  Answer show_username_conflicts(Call call) {
    std::int64_t limit = default_samples;
    if (const auto text = call.query.find("limit")) {
      const auto* end = text->data() + text->size();
      const auto parsed = std::from_chars(text->data(), end, limit);
      const bool is_number = parsed.ec == std::errc() && parsed.ptr == end;
      if (!is_number || limit < 1 || limit > max_samples) {
        co_return api::invalid_input("limit must be a number from 1 to 100");
      }
    }
    auto conflicts = co_await list_username_conflicts(limit);
    co_return Reply{.body = std::move(conflicts)};
  }

 private:
  // Whether the pages that are to be shown have been uploaded. null: the server's own.
  Task<api::Outcome<void>> check_custom_ui(api::SignInExperienceChanges changes) {
    if (!changes.custom_ui_assets || !*changes.custom_ui_assets) co_return api::Outcome<void>();
    if (dependencies_.tenant.value() == administration_tenant)
      co_return api::RequestError{.code = "guard.not_allowed_for_admin_tenant"};
    const storage::CustomUiStore uis(dependencies_.database, dependencies_.tenant);
    CustomUiId id((*changes.custom_ui_assets)->id);
    const bool is_there = co_await uis.is_there(id);
    if (!is_there) co_return no_such("custom_ui_assets", id.value());
    co_return api::Outcome<void>();
  }

  json::object to_json(const json::object& document) const {
    json::object body{{"tenantId", dependencies_.tenant.value()}, {"id", "default"}};
    for (const auto& member : document)
      body[member.key()] = member.value();
    return body;
  }

  Answer refuse_ignoring_case() {
    auto data = co_await list_username_conflicts(default_samples);
    co_return api::RequestError{
        .code = "sign_in_experiences.username_policy_case_conflicts_exist",
        .status = 409,
        .data = std::move(data)};
  }

  Task<api::Outcome<void>> check(api::SignInExperienceChanges changes, json::object after) {
    const auto phrases = co_await dependencies_.settings.list_custom_phrases();
    const auto fields = co_await dependencies_.settings.list_profile_fields();
    const auto senders = co_await dependencies_.messenger.find_senders();
    const SignInExperienceFacts facts{
        .changes = changes,
        .after = after,
        .languages = spoken_languages(*phrases),
        .profile_fields = names_of(*fields),
        .senders = senders,
        .is_administration = dependencies_.tenant.value() == administration_tenant,
    };
    co_return check_sign_in_experience(facts);
  }

  Task<json::object> list_username_conflicts(std::int64_t limit) {
    const auto conflicts = co_await username_conflicts_.find(limit);
    UsernameConflicts view{.total_conflicts = conflicts.total, .samples = {}};
    for (const auto& sample : conflicts.samples) {
      UsernameConflictView one{.username_lower = sample.lower, .user_ids = {}};
      for (const auto& id : sample.users)
        one.user_ids.push_back(id.value());
      view.samples.push_back(std::move(one));
    }
    co_return api::to_json(std::move(view));
  }

  const Dependencies& dependencies_;
  storage::TenantStore tenants_;
  storage::ExperienceStore experience_;
  storage::ConnectorStore connectors_;
  storage::UserStore users_;
  storage::UsernameConflictStore username_conflicts_;
};

}  // namespace

Operations nouns::sign_in_experience(const Dependencies& dependencies) {
  const auto noun = std::make_shared<SignInExperiences>(dependencies);
  using http::Method;
  const auto document = shape_of<api::SignInExperienceView>();
  return {
      {.method = Method::get,
       .path = "/sign-in-exp",
       .summary = "Show the sign-in experience",
       .reply = document,
       .handler = handled_by(noun, &SignInExperiences::show)},
      {.method = Method::patch,
       .path = "/sign-in-exp",
       .summary = "Change the sign-in experience",
       .query = {"removeUnusedDemoSocialConnector"},
       .reply = document,
       .refusals = {409, 422},
       .handler = handled_by(noun, &SignInExperiences::update)},
      {.method = Method::post,
       .path = "/sign-in-exp/default/check-password",
       .summary = "Check a password against the tenant's policy",
       .reply = shape_of<std::variant<GoodPassword, BadPassword>>(),
       .refusals = {404},
       .handler = handled_by(noun, &SignInExperiences::check_password)},
      {.method = Method::get,
       .path = "/sign-in-exp/username-policy/case-sensitivity-conflicts",
       .summary = "List usernames that differ only in case",
       .query = {"limit"},
       .reply = shape_of<UsernameConflicts>(),
       .handler = handled_by(noun, &SignInExperiences::show_username_conflicts)},
  };
}

}  // namespace daemun::management
