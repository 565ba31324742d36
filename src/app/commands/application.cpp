#include "app/commands/commands.h"
#include "base/json.h"
#include "base/uri.h"
#include "storage/application_store.h"
#include "storage/role_store.h"

#include <algorithm>
#include <ostream>

namespace daemun::app {
namespace {

using storage::ApplicationStore;
using storage::Plan;
using StoredSecret = ApplicationStore::StoredSecret;

StoredSecret make_secret(Installation& installation, std::string name, std::optional<int> days) {
  StoredSecret secret{
      .name = std::move(name),
      .value = Secret(crypto::random_alphanumeric(installation.random, 32)),
      .created_at = installation.clock.now(),
      .expires_at = std::nullopt,
  };
  if (days) secret.expires_at = secret.created_at + std::chrono::hours(24) * *days;
  return secret;
}

json::object to_json(const Application& application) {
  return {
      {"id", application.id.value()},
      {"name", application.name},
      {"type", to_string(application.type)},
      {"isThirdParty", application.is_third_party},
      {"redirectUris", to_json_array(application.oidc_client_metadata.redirect_uris)},
      {"postLogoutRedirectUris",
       to_json_array(application.oidc_client_metadata.post_logout_redirect_uris)},
      {"createdAt", to_unix_ms(application.created_at)},
  };
}

json::array to_json(const std::vector<StoredSecret>& secrets) {
  json::array list;
  for (const auto& secret : secrets) {
    list.push_back(json::object{
        {"name", secret.name},
        {"value", secret.value.reveal()},
        {"createdAt", to_unix_ms(secret.created_at)},
        {"expiresAt", secret.expires_at ? json::value(to_unix_ms(*secret.expires_at)) : nullptr},
    });
  }
  return list;
}

// A URI that the authorization endpoint could never match is refused here already.
std::optional<std::string> find_bad_uri(const std::vector<std::string>& uris) {
  const auto bad = std::find_if(uris.begin(), uris.end(), [](const std::string& text) {
    const auto uri = parse_uri(text);
    return !uri || uri->has_fragment;
  });
  if (bad == uris.end()) return std::nullopt;
  return *bad;
}

}  // namespace

ExitCode create_application(
    Installation& installation, ApplicationCreateOptions options, Console console
) {
  for (const auto* uris : {&options.redirect_uris, &options.post_logout_redirect_uris}) {
    if (const auto bad = find_bad_uri(*uris)) {
      return fail(console, "not an absolute URI without fragment: " + *bad);
    }
  }
  if (options.is_device_flow && options.type != ApplicationType::native) {
    return fail(console, "only native applications run on devices: --type Native");
  }
  if (options.allow_token_exchange && options.is_third_party) {
    return fail(console, "a third-party application may not exchange tokens");
  }
  Application application;
  application.id = ApplicationId(crypto::random_id(installation.random, 21));
  application.name = options.name;
  application.type = options.type;
  application.oidc_client_metadata.redirect_uris = options.redirect_uris;
  application.oidc_client_metadata.post_logout_redirect_uris = options.post_logout_redirect_uris;
  application.is_third_party = options.is_third_party;
  application.custom_client_metadata.is_device_flow = options.is_device_flow;
  application.custom_client_metadata.allow_token_exchange = options.allow_token_exchange;
  application.created_at = installation.clock.now();

  const ApplicationStore applications(*installation.database, installation.vault, options.tenant);
  const storage::RoleStore roles(*installation.database, options.tenant);
  Plan plan;
  plan.add(applications.insert(application));
  std::optional<StoredSecret> secret;
  if (is_confidential(options.type)) {
    secret = make_secret(installation, "Default secret", std::nullopt);
    plan.add(applications.insert_secret(application.id, *secret));
  }
  for (const auto& name : options.roles) {
    const auto role = run_task(roles.find_by_name(name));
    const bool fits = role && role->type == RoleType::machine_to_machine &&
                      options.type == ApplicationType::machine_to_machine;
    if (!fits) return fail(console, "there is no role " + name + " for this type of application");
    plan.add(applications.assign_role(application.id, role->id));
  }
  if (!run_task(installation.database->commit(std::move(plan)))) {
    return fail(console, "the database refuses the application");
  }
  if (options.format == Format::json) {
    json::object object = to_json(application);
    if (secret) object["secret"] = secret->value.reveal();
    console.out << json::serialize(object) << "\n";
  } else {
    console.out << "App ID      " << application.id.value() << "\n";
    if (secret) console.out << "App Secret  " << secret->value.reveal() << "\n";
  }
  return ExitCode::ok;
}

ExitCode list_applications(
    Installation& installation, ApplicationListOptions options, Console console
) {
  const ApplicationStore applications(*installation.database, installation.vault, options.tenant);
  const auto found = run_task(applications.list());
  if (options.format == Format::json) {
    json::array list;
    for (const auto& application : found)
      list.push_back(to_json(application));
    console.out << json::serialize(list) << "\n";
    return ExitCode::ok;
  }
  for (const auto& application : found) {
    console.out << application.id.value() << "  " << to_string(application.type)
                << (application.is_third_party ? ", third-party" : "") << "  " << application.name
                << "\n";
  }
  return ExitCode::ok;
}

ExitCode show_application_secrets(
    Installation& installation, ApplicationSecretOptions options, Console console
) {
  const ApplicationStore applications(*installation.database, installation.vault, options.tenant);
  const ApplicationId id(options.application);
  const auto application = run_task(applications.find(id));
  if (!application) {
    return fail(
        console, "there is no application " + id.value() + " in tenant " + options.tenant.value()
    );
  }
  if (!is_confidential(application->type)) {
    return fail(
        console,
        "applications of type " + std::string(to_string(application->type)) + " have no secrets"
    );
  }
  Plan plan;
  if (options.removed) {
    auto removal = applications.remove_secret(id, *options.removed);
    removal.expect = storage::RowCount::exactly(1);
    plan.add(std::move(removal));
  }
  if (options.added) {
    plan.add(applications.insert_secret(
        id, make_secret(installation, *options.added, options.expires_in_days)
    ));
  }
  if (!plan.empty() && !run_task(installation.database->commit(std::move(plan)))) {
    return fail(console, "the secret to remove is not there, or the new name is taken");
  }
  const auto secrets = run_task(applications.list_secrets(id));
  if (options.format == Format::json) {
    console.out << json::serialize(to_json(secrets)) << "\n";
    return ExitCode::ok;
  }
  for (const auto& secret : secrets) {
    console.out << secret.value.reveal() << "  " << secret.name;
    if (secret.expires_at) console.out << "  (until " << to_text(*secret.expires_at) << ")";
    console.out << "\n";
  }
  return ExitCode::ok;
}

}  // namespace daemun::app
