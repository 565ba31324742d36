#include "experience/console_setup.h"

#include "base/encoding.h"
#include "base/log.h"
#include "crypto/hmac.h"
#include "domain/administration.h"
#include "domain/network.h"
#include "experience/decisions.h"
#include "experience/dialogue.h"
#include "experience/password_check.h"
#include "experience/verifications/new_password_identity.h"
#include "experience/webhooks.h"
#include "storage/log_store.h"
#include "storage/role_store.h"
#include "storage/user_store.h"

#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t setup_id_length = 21;
constexpr std::size_t code_bytes = 18;  // 24 characters
constexpr std::size_t max_code_bytes = 64;
constexpr std::size_t max_username_bytes = 128;
constexpr std::size_t max_name_bytes = 128;
constexpr std::size_t max_email_bytes = 128;

RequestError setup_closed() {
  return {.code = "console.setup_closed", .status = 404};
}

Outcome<std::string> require_string(
    const json::object& body, std::string_view name, std::size_t max_bytes
) {
  std::string text(find_string(body, name).value_or(""));
  if (const auto checked = check_text(text, name, max_bytes); !checked) return checked.error();
  return text;
}

// Forms send an empty text for a field that was left empty.
Outcome<std::optional<std::string>> find_text(
    const json::object& body, std::string_view name, std::size_t max_bytes
) {
  const auto* value = body.if_contains(name);
  const bool is_absent =
      value == nullptr || value->is_null() || (value->is_string() && value->get_string().empty());
  if (is_absent) return std::optional<std::string>();
  auto text = require_string(body, name, max_bytes);
  if (!text) return text.error();
  return std::optional(*std::move(text));
}

RequestError to_error(const storage::Conflict& conflict) {
  // Another request created the administrator.
  if (conflict.reason == storage::Conflict::Reason::row_count) return setup_closed();
  const auto type = storage::conflicting_identifier(conflict);
  return type ? already_in_use(*type) : api::conflict();
}

}  // namespace

Secret make_setup_code(const storage::Vault& vault, std::string_view setup_id) {
  const auto key = vault.derive("console setup");
  const auto mac = crypto::hmac_sha256(key.reveal(), setup_id);
  return Secret(to_base64url(std::string_view(mac).substr(0, code_bytes)));
}

Task<std::optional<Secret>> prepare_console_setup(
    storage::Database& database, const storage::Vault& vault, crypto::Random& random
) {
  const storage::AdministratorStore administrators(database);
  const bool has_one = co_await administrators.has_one();
  storage::Plan plan;
  // An old door must not be open again with its old code when the last administrator has gone.
  plan.add(
      has_one ? administrators.close_setup()
              : administrators.open_setup(crypto::random_id(random, setup_id_length))
  );
  // A conflict is another node that has just done the same.
  [[maybe_unused]] const auto committed = co_await database.commit(std::move(plan));
  const auto id = co_await administrators.find_setup_id();
  if (!id) co_return std::nullopt;
  co_return make_setup_code(vault, *id);
}

ConsoleSetup::ConsoleSetup(Dependencies dependencies)
    : dependencies_(std::move(dependencies)), administrators_(dependencies_.database) {}

Task<http::Response> ConsoleSetup::create(http::Request request) {
  const auto made = co_await decide(request);
  if (!made) co_return to_response(made.error(), request);
  co_return answer_json(201, json::object{{"id", made->id.value()}, {"username", *made->username}});
}

// The code comes first: without it nothing is looked up, and no password hashed.
Task<Outcome<User>> ConsoleSetup::decide(http::Request request) {
  const auto body = parse_body(request, dependencies_.endpoint);
  if (!body) co_return body.error();
  auto setup_id = co_await administrators_.find_setup_id();
  if (!setup_id) co_return setup_closed();
  const auto code = require_string(*body, "code", max_code_bytes);
  if (!code) co_return code.error();
  const auto expected = make_setup_code(dependencies_.vault, *setup_id);
  if (!equals_in_constant_time(*code, expected.reveal())) {
    log_warning("console.setup_refused", {{"ip", request.remote_address}});
    co_return RequestError{.code = "console.setup_code_invalid", .status = 403};
  }
  auto account = co_await check_account(*body);
  if (!account) co_return account.error();
  const User user = account->user;
  const auto inserted =
      co_await insert(*std::move(setup_id), *std::move(account), std::move(request));
  if (!inserted) co_return inserted.error();
  co_return user;
}

Task<Outcome<ConsoleSetup::Account>> ConsoleSetup::check_account(json::object body) {
  const auto username = require_string(body, "username", max_username_bytes);
  if (!username) co_return username.error();
  auto password = require_password(find_string(body, "password").value_or(""), "password");
  if (!password) co_return password.error();
  auto name = find_text(body, "name", max_name_bytes);
  if (!name) co_return name.error();
  const auto email = find_text(body, "primaryEmail", max_email_bytes);
  if (!email) co_return email.error();

  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  auto free_name = co_await require_free_username(dependencies_, settings, *username);
  if (!free_name) co_return free_name.error();
  Account account{.user = {}, .password = *std::move(password)};
  account.user.username = std::move(free_name->value);
  account.user.name = *std::move(name);
  if (*email) {
    auto canonical = parse_identifier(IdentifierType::email, **email);
    if (!canonical) co_return invalid_input("primaryEmail must be an e-mail address");
    account.user.primary_email = std::move(canonical->value);
  }
  const PasswordOwner owner{
      .name = account.user.name,
      .username = account.user.username,
      .email = account.user.primary_email,
      .phone = std::nullopt};
  const auto good = co_await require_good_password(
      dependencies_, settings->password_policy, owner, account.password
  );
  if (!good) co_return good.error();
  const auto now = dependencies_.clock.now();
  account.user.id = UserId(crypto::random_id(dependencies_.random, 12));
  account.user.application_id = ApplicationId(std::string(console_application));
  account.user.created_at = now;
  account.user.updated_at = now;
  co_return account;
}

Task<Outcome<void>> ConsoleSetup::insert(
    std::string setup_id, Account account, http::Request request
) {
  const storage::RoleStore roles(dependencies_.database, dependencies_.tenant);
  const storage::UserStore users(dependencies_.database, dependencies_.tenant);
  const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
  std::string role_name(administrator_role);
  const auto role = co_await roles.find_by_name(std::move(role_name));
  if (!role) throw std::runtime_error("the role of administrators is missing");
  UserPassword password{.hash = {}, .algorithm = "Argon2id"};
  password.hash = co_await dependencies_.passwords.hash(
      network_of(request.remote_address), std::move(account.password)
  );

  Interaction origin;
  origin.request.client_id = ApplicationId(std::string(console_application));
  auto event = make_audit_event(dependencies_, request, origin, "Console.Setup");
  event.user_id = account.user.id;
  // The database is the judge of "first": the door is gone with the plan that went through it.
  storage::Plan plan;
  plan.add(administrators_.pass_setup(setup_id))
      .add(users.insert(account.user, password))
      .add(users.assign_default_roles(account.user.id))
      .add(users.assign_role(account.user.id, role->id))
      .add(logs.insert(event));
  DialogueEnd end{
      .source = {.interaction_event = InteractionEvent::register_, .audit = std::move(event)},
      .user = std::move(account.user)};
  auto messages = co_await plan_end_messages(dependencies_, std::move(end));
  plan.add(std::move(messages));
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) co_return to_error(committed.error());
  co_return Outcome<void>();
}

}  // namespace daemun::experience
