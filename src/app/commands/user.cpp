#include "app/commands/commands.h"
#include "base/json.h"
#include "base/text.h"
#include "base/unicode.h"
#include "crypto/password_hash.h"
#include "domain/administration.h"
#include "domain/mfa.h"
#include "storage/account_deletion_store.h"
#include "storage/administrator_store.h"
#include "storage/organization_jit_store.h"
#include "storage/role_store.h"
#include "storage/seed.h"
#include "storage/sentinel_store.h"
#include "storage/session_end.h"
#include "storage/trusted_device_store.h"
#include "storage/user_factor_store.h"
#include "storage/user_store.h"

#include <istream>
#include <ostream>

namespace daemun::app {
namespace {

using storage::Plan;
using storage::UserStore;

json::value to_json(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::object to_json(const User& user) {
  return {
      {"id", user.id.value()},
      {"username", to_json(user.username)},
      {"primaryEmail", to_json(user.primary_email)},
      {"primaryPhone", to_json(user.primary_phone)},
      {"name", to_json(user.name)},
      {"isSuspended", user.is_suspended},
      {"createdAt", to_unix_ms(user.created_at)},
  };
}

std::string name_of(const User& user) {
  if (user.username) return *user.username;
  if (user.primary_email) return *user.primary_email;
  return user.primary_phone.value_or(user.id.value());
}

struct Complaint {
  std::string text;
};

struct NewPassword {
  Secret text;  // in normalisation form C
  bool is_made = false;
};

Result<NewPassword, Complaint> choose_password(
    Installation& installation, bool from_input, Console console
) {
  if (!from_input) return NewPassword{storage::make_typable_password(installation.random), true};
  std::string line;
  std::getline(console.in, line);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  auto text = to_nfc(line);
  wipe_memory(line.data(), line.size());
  if (!text || text->empty()) {
    return Complaint{"standard input must hold the password, one line of UTF-8"};
  }
  if (count_characters(*text) > crypto::max_password_characters) {
    return Complaint{"the password is too long"};
  }
  return NewPassword{Secret(std::move(*text)), false};
}

UserPassword hash_of(Installation& installation, const NewPassword& password) {
  return {
      .hash = crypto::hash_password(password.text, installation.random),
      .algorithm = std::string(crypto::to_string(crypto::PasswordAlgorithm::argon2id)),
  };
}

// By id, then by whatever identifier the word can be.
Result<User, Complaint> find_user(
    Installation& installation, const TenantId& tenant, const std::string& word
) {
  const UserStore users(*installation.database, tenant);
  if (auto user = run_task(users.find(UserId(word)))) return std::move(*user);
  for (const auto type : {IdentifierType::username, IdentifierType::email, IdentifierType::phone}) {
    const auto identifier = parse_identifier(type, word);
    if (!identifier) continue;
    if (auto user = run_task(users.find(*identifier))) return std::move(*user);
  }
  return Complaint{"there is no user " + word + " in tenant " + tenant.value()};
}

// The canonical form of an option, or a complaint.
std::optional<Complaint> set_identifier(
    std::optional<std::string>& target, IdentifierType type, const std::optional<std::string>& text
) {
  if (!text) return std::nullopt;
  auto identifier = parse_new_identifier(type, *text);
  if (!identifier) return Complaint{"not a valid " + std::string(to_string(type)) + ": " + *text};
  target = std::move(identifier->value);
  return std::nullopt;
}

Result<User, Complaint> make_user(Installation& installation, const UserCreateOptions& options) {
  User user;
  if (auto bad = set_identifier(user.username, IdentifierType::username, options.username))
    return *bad;
  if (auto bad = set_identifier(user.primary_email, IdentifierType::email, options.email))
    return *bad;
  if (auto bad = set_identifier(user.primary_phone, IdentifierType::phone, options.phone))
    return *bad;
  if (!user.username && !user.primary_email && !user.primary_phone) {
    return Complaint{"a user needs --username, --email or --phone"};
  }
  user.id = UserId(crypto::random_id(installation.random, 12));
  user.name = options.name;
  user.created_at = user.updated_at = installation.clock.now();
  return user;
}

std::string explain(const storage::Conflict& conflict) {
  const auto identifier = storage::conflicting_identifier(conflict);
  if (!identifier) return "the database refuses the change (" + conflict.constraint + ")";
  return "another user has this " + std::string(to_string(*identifier));
}

void print_user(const User& user, const NewPassword& password, Format format, Console console) {
  if (format == Format::json) {
    json::object object = to_json(user);
    if (password.is_made) object["password"] = password.text.reveal();
    console.out << json::serialize(object) << "\n";
    return;
  }
  console.out << "User      " << name_of(user) << "\nId        " << user.id.value() << "\n";
  if (password.is_made) console.out << "Password  " << password.text.reveal() << "\n";
}

using SessionEnd = storage::SessionEnd;

enum class Cause { closed_account, new_password };

// Sessions and grants end, and applications are told.
Plan plan_end_of_sessions(
    Installation& installation,
    const TenantId& tenant,
    const UserId& user,
    Cause cause = Cause::closed_account
) {
  storage::Settings settings(*installation.database, installation.vault, tenant);
  const SessionEnd end(*installation.database, settings, installation.random, installation.clock);
  return run_task(
      cause == Cause::new_password ? end.plan_password_change(user, SessionId())
                                   : end.plan_all(user)
  );
}

storage::TrustedDeviceStore devices_of(Installation& installation, const TenantId& tenant) {
  return {*installation.database, tenant};
}

ExitCode commit_for(
    Installation& installation, Plan plan, Console console, const std::string& done
) {
  const auto committed = run_task(installation.database->commit(std::move(plan)));
  if (!committed) return fail(console, explain(committed.error()));
  console.out << done << "\n";
  return ExitCode::ok;
}

// A user who declined second factors and passkeys is offered them again.
Plan plan_new_offers(const Installation& installation, const UserStore& users, const UserId& id) {
  Plan plan;
  const auto stored = run_task(users.find_logto_config(id));
  if (!stored) return plan;
  const auto before = json::parse(*stored).as_object();
  auto flags = parse_mfa_flags(before);
  flags.is_skipped = false;
  flags.is_suggestion_skipped = false;
  flags.is_passkey_skipped = false;
  auto after = json::serialize(with_mfa_flags(before, flags));
  if (after == *stored) return plan;
  const storage::UserDocumentChange change{.before = *stored, .after = std::move(after)};
  plan.add(users.replace(id, storage::UserDocument::logto_config, change, installation.clock.now())
  );
  return plan;
}

}  // namespace

ExitCode create_user(Installation& installation, UserCreateOptions options, Console console) {
  const auto user = make_user(installation, options);
  if (!user) return fail(console, user.error().text);
  const auto password = choose_password(installation, options.password_from_input, console);
  if (!password) return fail(console, password.error().text);
  const UserStore users(*installation.database, options.tenant);
  const storage::RoleStore roles(*installation.database, options.tenant);
  Plan plan;
  plan.add(users.insert(*user, hash_of(installation, *password)));
  plan.add(users.assign_default_roles(user->id));
  if (user->primary_email) {
    // The operator of the server vouches for the address.
    const auto email = ProvenEmail::make(*user->primary_email, EmailProof::administrator);
    const storage::OrganizationJitStore jit(*installation.database, options.tenant);
    if (email) plan.add(jit.provision(user->id, *email));
  }
  auto names = options.roles;
  if (options.tenant.value() == storage::admin_tenant) {
    // What the command is for there. So nobody has to be made over the setup page from now on.
    names.emplace_back(administrator_role);
    plan.add(storage::AdministratorStore(*installation.database).close_setup());
  }
  for (const auto& name : names) {
    const auto role = run_task(roles.find_by_name(name));
    if (!role || role->type != RoleType::user)
      return fail(console, "there is no user role " + name);
    plan.add(users.assign_role(user->id, role->id));
  }
  const auto committed = run_task(installation.database->commit(std::move(plan)));
  if (!committed) return fail(console, explain(committed.error()));
  print_user(*user, *password, options.format, console);
  return ExitCode::ok;
}

ExitCode list_users(Installation& installation, UserListOptions options, Console console) {
  const UserStore users(*installation.database, options.tenant);
  const auto found = run_task(users.list(options.limit, options.offset));
  if (options.format == Format::json) {
    json::array list;
    for (const auto& user : found)
      list.push_back(to_json(user));
    console.out << json::serialize(list) << "\n";
    return ExitCode::ok;
  }
  for (const auto& user : found) {
    console.out << user.id.value() << "  " << to_text(user.created_at) << "  " << name_of(user)
                << (user.is_suspended ? "  (suspended)" : "") << "\n";
  }
  return ExitCode::ok;
}

ExitCode set_user_password(
    Installation& installation, UserPasswordOptions options, Console console
) {
  const auto user = find_user(installation, options.tenant, options.user);
  if (!user) return fail(console, user.error().text);
  const auto password = choose_password(installation, options.password_from_input, console);
  if (!password) return fail(console, password.error().text);
  auto plan = plan_end_of_sessions(installation, options.tenant, user->id, Cause::new_password);
  plan.add(
      UserStore(*installation.database, options.tenant)
          .update_password(user->id, hash_of(installation, *password), installation.clock.now())
  );
  plan.add(devices_of(installation, options.tenant).remove_all(user->id));
  const auto committed = run_task(installation.database->commit(std::move(plan)));
  if (!committed) return fail(console, explain(committed.error()));
  print_user(*user, *password, options.format, console);
  return ExitCode::ok;
}

ExitCode suspend_user(Installation& installation, UserOptions options, Console console) {
  const auto user = find_user(installation, options.tenant, options.user);
  if (!user) return fail(console, user.error().text);
  auto& database = *installation.database;
  const TimePoint now = installation.clock.now();
  auto plan = plan_end_of_sessions(installation, options.tenant, user->id);
  plan.add(UserStore(database, options.tenant).update_suspension(user->id, true, now));
  plan.add(devices_of(installation, options.tenant).remove_all(user->id));
  // The account is looked into: it is not erased meanwhile, nor at once when it is back.
  plan.add(storage::AccountDeletionStore(database, options.tenant).remove(user->id));
  return commit_for(installation, std::move(plan), console, "Suspended " + name_of(*user) + ".");
}

ExitCode unsuspend_user(Installation& installation, UserOptions options, Console console) {
  const auto user = find_user(installation, options.tenant, options.user);
  if (!user) return fail(console, user.error().text);
  Plan plan;
  plan.add(UserStore(*installation.database, options.tenant)
               .update_suspension(user->id, false, installation.clock.now()));
  return commit_for(installation, std::move(plan), console, name_of(*user) + " may sign in again.");
}

ExitCode reset_user_mfa(Installation& installation, UserOptions options, Console console) {
  const auto user = find_user(installation, options.tenant, options.user);
  if (!user) return fail(console, user.error().text);
  auto& database = *installation.database;
  const UserStore users(database, options.tenant);
  const storage::UserFactorStore factors(database, installation.vault, options.tenant);
  const storage::SentinelStore sentinel(database, options.tenant);
  Plan plan;
  plan.add(factors.remove_all(user->id))
      .add(devices_of(installation, options.tenant).remove_all(user->id))
      .add(sentinel.clear_all(storage::hash_sentinel_target(user->id)))
      .add(plan_new_offers(installation, users, user->id));
  std::string done = name_of(*user) + " has no second factor now.";
  const auto account = run_task(users.find_with_password(user->id));
  if (account && !account->password) {
    done +=
        " The user has no password, so a passkey no longer signs in either: set a password "
        "with `daemun user password`.";
  }
  return commit_for(installation, std::move(plan), console, done);
}

ExitCode delete_user(Installation& installation, UserOptions options, Console console) {
  const auto user = find_user(installation, options.tenant, options.user);
  if (!user) return fail(console, user.error().text);
  auto plan = plan_end_of_sessions(installation, options.tenant, user->id);
  plan.add(UserStore(*installation.database, options.tenant).remove(user->id));
  return commit_for(installation, std::move(plan), console, "Deleted " + name_of(*user) + ".");
}

}  // namespace daemun::app
