#include "management/user_passwords.h"

#include "base/text.h"
#include "base/unicode.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/nouns.h"
#include "management/user_input.h"
#include "management/user_view.h"
#include "storage/last_administrator.h"
#include "storage/trusted_device_store.h"

#include <memory>
#include <optional>
#include <utility>

#include "api/last_administrator.h"

namespace daemun::management {
namespace {

// Administrators share one turn, however many users they import.
const std::string waiting_line = "management";

struct PasswordBody {
  Text<1> password{};
};
BOOST_DESCRIBE_STRUCT(PasswordBody, (), (password))

struct SetExpiration {
  bool is_expired = false;
};
BOOST_DESCRIBE_STRUCT(SetExpiration, (), (is_expired))

struct HasPassword {
  bool has_password = false;
};
BOOST_DESCRIBE_STRUCT(HasPassword, (), (has_password))

// The form in which sign-in compares passwords.
Secret to_secret(std::string password) {
  auto normal = to_nfc(password);
  return Secret(normal ? *std::move(normal) : std::move(password));
}

class UserPasswords {
 public:
  explicit UserPasswords(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        lists_(dependencies.database, dependencies.tenant),
        grants_(dependencies.database, dependencies.tenant),
        devices_(dependencies.database, dependencies.tenant),
        session_end_(
            dependencies.database, dependencies.settings, dependencies.random, dependencies.clock
        ) {}

  Answer has_password(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    co_return reply_of(HasPassword{found->has_password});
  }

  Answer update(Call call, PasswordBody body) {
    const UserId id(call.path_parameter("userId"));
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto hashed = co_await hash_new_password(dependencies_, std::move(body.password));
    if (!hashed) co_return hashed.error();
    const auto now = dependencies_.clock.now();
    found->has_password = true;
    found->user.updated_at = now;
    // Anybody else who knew the old one is signed out.
    auto own_session = co_await find_own_session(call.caller.grant, id);
    auto plan = co_await session_end_.plan_password_change(id, std::move(own_session));
    plan.add(users_.update_password(id, *hashed, now));
    plan.add(devices_.remove_all(id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return no_such_user();
    Reply reply;
    reply.text = to_json_text(*found);
    co_return reply;
  }

  Answer set_expiration(Call call, SetExpiration body) {
    const UserId id(call.path_parameter("userId"));
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto now = dependencies_.clock.now();
    found->user.updated_at = now;
    storage::Plan guard;
    if (body.is_expired)
      guard = co_await storage::LastAdministrator(dependencies_.database, dependencies_.settings)
                  .without(id);
    auto plan = guard;
    plan.add(users_.update_password_expiration(id, body.is_expired, now));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed && storage::LastAdministrator::is_refused(guard, committed.error())) {
      co_return api::last_administrator_refused();
    }
    if (!committed) co_return no_such_user();
    Reply reply;
    reply.text = to_json_text(*found);
    co_return reply;
  }

  Answer verify(Call call, PasswordBody body) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto& stored = found->password;
    const auto algorithm =
        stored ? crypto::parse_password_algorithm(stored->algorithm) : std::nullopt;
    if (!algorithm) co_return unprocessable("session.invalid_credentials");
    crypto::PasswordCheck check{
        .password = to_secret(body.password),
        .typed = Secret(body.password),
        .stored = crypto::StoredPassword{*algorithm, stored->hash}};
    const auto verdict = co_await dependencies_.passwords.check(waiting_line, std::move(check));
    if (!verdict.is_right) co_return unprocessable("session.invalid_credentials");
    co_return Reply{};
  }

 private:
  // The session that the call comes from, if it is the user's own; otherwise an empty id.
  Task<SessionId> find_own_session(std::optional<GrantId> grant, UserId user) const {
    if (!grant) co_return SessionId();
    const auto facts = co_await grants_.find(*grant);
    if (!facts || facts->grant.user_id != user) co_return SessionId();
    co_return facts->grant.session_id.value_or(SessionId());
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
  storage::GrantStore grants_;
  storage::TrustedDeviceStore devices_;
  storage::SessionEnd session_end_;
};

}  // namespace

Task<api::Outcome<UserPassword>> hash_new_password(
    const Dependencies& dependencies, std::string password
) {
  auto secret = to_secret(std::move(password));
  if (secret.reveal().size() > crypto::max_password_bytes ||
      count_characters(secret.reveal()) > crypto::max_password_characters)
    co_return api::invalid_input("body.password must have at most 256 characters");
  UserPassword hashed{.hash = {}, .algorithm = "Argon2id"};
  hashed.hash = co_await dependencies.passwords.hash(waiting_line, std::move(secret));
  co_return hashed;
}

Operations nouns::user_passwords(const Dependencies& dependencies) {
  const auto noun = std::make_shared<UserPasswords>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/users/{userId}/has-password",
       .summary = "Show whether a user has a password",
       .reply = shape_of<HasPassword>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserPasswords::has_password)},
      {.method = Method::patch,
       .path = "/users/{userId}/password",
       .summary = "Set a user's password",
       .reply = shape_of<UserView>(),
       .refusals = {404, 422},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserPasswords::update)},
      {.method = Method::patch,
       .path = "/users/{userId}/password/expiration",
       .summary = "Expire a user's password, or undo the expiration",
       .reply = shape_of<UserView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &UserPasswords::set_expiration)},
      {.method = Method::post,
       .path = "/users/{userId}/password/verify",
       .summary = "Check a user's password",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &UserPasswords::verify)},
  };
}

}  // namespace daemun::management
