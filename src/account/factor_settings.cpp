// What a person has decided about second factors and passkeys: /my-account/mfa-settings and
// /my-account/logto-configs.
#include "storage/user_store.h"

#include <memory>
#include <string>
#include <utility>

#include "account/change.h"
#include "account/code_message.h"
#include "account/nouns.h"
#include "api/user_config.h"

namespace daemun::account {
namespace {

using api::shape_of;
using enum Check::MissingScope;

struct FactorSettings {
  bool skip_mfa_on_sign_in = false;
};
BOOST_DESCRIBE_STRUCT(FactorSettings, (), (skip_mfa_on_sign_in))

// Of what makes sign-ins ask for a second factor. Turning it off is what a thief would do.
bool is_turned_off(const json::object& before, const json::object& after) {
  const auto was = api::to_shown_config(before).mfa;
  const auto is = api::to_shown_config(after).mfa;
  return (!was.skip_mfa_on_sign_in && is.skip_mfa_on_sign_in) ||
         (was.enabled.value_or(false) && !is.enabled.value_or(false));
}

class Configs {
 public:
  explicit Configs(const Dependencies& dependencies)
      : dependencies_(dependencies), users_(dependencies.database, dependencies.tenant) {}

  Answer show_settings(Call call) {
    const auto config = co_await load(call.caller.user.id);
    co_return reply_of(to_settings(json::parse(config).as_object()));
  }

  Answer update_settings(Call call, FactorSettings body) {
    api::ConfigChanges changes;
    changes.mfa.emplace().skip_mfa_on_sign_in = body.skip_mfa_on_sign_in;
    const auto config = co_await change(std::move(call), std::move(changes));
    if (!config) co_return config.error();
    co_return reply_of(to_settings(*config));
  }

  Answer show(Call call) {
    const auto config = co_await load(call.caller.user.id);
    co_return reply_of(api::to_shown_config(json::parse(config).as_object()));
  }

  Answer update(Call call, api::ConfigChanges body) {
    const auto config = co_await change(std::move(call), std::move(body));
    if (!config) co_return config.error();
    co_return reply_of(api::to_shown_config(*config));
  }

 private:
  static FactorSettings to_settings(const json::object& config) {
    return {.skip_mfa_on_sign_in = api::to_shown_config(config).mfa.skip_mfa_on_sign_in};
  }

  Task<std::string> load(UserId user) {
    auto config = co_await users_.find_logto_config(std::move(user));
    co_return std::move(config).value_or("{}");
  }

  // The document with the changes.
  Task<api::Outcome<json::object>> change(Call call, api::ConfigChanges changes) {
    const auto& user = call.caller.user;
    const auto before = co_await load(user.id);
    const auto stored = json::parse(before).as_object();
    json::object config = stored;
    api::merge_config(config, changes);
    if (config == stored) co_return config;
    const storage::UserDocumentChange written{.before = before, .after = json::serialize(config)};
    AccountChange change{.after = user};
    change.plan.add(users_.replace(
        user.id, storage::UserDocument::logto_config, written, dependencies_.clock.now()
    ));
    if (is_turned_off(stored, config)) {
      auto notice = co_await plan_notice(&dependencies_, &call, TemplateType::factors_changed);
      change.plan.add(std::move(notice));
    }
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return config;
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
};

}  // namespace

Operations nouns::factor_settings(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Configs>(dependencies);
  using http::Method;
  const auto identities = scope("identities", unauthorized);
  const std::string audit_key = "Account.FactorSettings.Update";
  return {
      {.method = Method::get,
       .path = "/my-account/mfa-settings",
       .summary = "Show whether sign-ins of the account skip the second factor",
       .checks = {visible("mfa"), identities},
       .reply = shape_of<FactorSettings>(),
       .handler = handled_by(noun, &Configs::show_settings)},
      {.method = Method::patch,
       .path = "/my-account/mfa-settings",
       .summary = "Choose whether sign-ins of the account skip the second factor",
       .checks = {step_up, editable("mfa"), identities, first_party},
       .reply = shape_of<FactorSettings>(),
       .audit_key = audit_key,
       .handler = handled_by(noun, &Configs::update_settings)},
      {.method = Method::get,
       .path = "/my-account/logto-configs",
       .summary = "Show the account's MFA and passkey settings",
       .checks = {visible("passkey", "mfa"), identities},
       .reply = shape_of<api::ShownConfig>(),
       .handler = handled_by(noun, &Configs::show)},
      {.method = Method::patch,
       .path = "/my-account/logto-configs",
       .summary = "Update the account's MFA and passkey settings",
       .checks = {step_up, editable("passkey", "mfa"), identities, first_party},
       .reply = shape_of<api::ShownConfig>(),
       .audit_key = audit_key,
       .handler = handled_by(noun, &Configs::update)},
  };
}

}  // namespace daemun::account
