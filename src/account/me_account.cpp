// An administrator's own account: /me, /me/custom-data and /me/password.
#include "domain/user_info.h"
#include "domain/user_profile.h"
#include "experience/decisions.h"
#include "experience/device_trust.h"
#include "experience/email_check.h"

#include <memory>
#include <utility>

#include "account/change.h"
#include "account/change_limit.h"
#include "account/email_undo.h"
#include "account/me_nouns.h"
#include "account/me_proof.h"
#include "account/nouns.h"
#include "account/verification.h"

namespace daemun::account {
namespace {

using api::OrEmpty;
using api::Patch;
using api::RequestError;
using api::shape_of;
using api::Text;
using api::TextFormat;

struct UpdateMe {
  std::optional<Text<api::no_bound, 128, TextFormat::username>> username{};
  std::optional<Text<api::no_bound, 128, TextFormat::email>> primary_email{};
  Patch<Text<0, 128>> name{};
  Patch<OrEmpty<Text<api::no_bound, 2048, TextFormat::url>>> avatar{};
};
BOOST_DESCRIBE_STRUCT(UpdateMe, (), (username, primary_email, name, avatar))

struct NewPassword {
  Text<1> password{};
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (password))

// Any members.
struct AnyObject {};
BOOST_DESCRIBE_STRUCT(AnyObject, (), ())

// A member that is null or empty clears the column.
template <typename T>
std::optional<std::string> patched(std::optional<std::string> column, const Patch<T>& member) {
  if (!member.is_given) return column;
  if (!member || member->empty()) return std::nullopt;
  return std::string(*member);
}

json::array changed_members(const User& before, const User& after) {
  json::array names;
  if (before.username != after.username) names.emplace_back("username");
  if (before.primary_email != after.primary_email) names.emplace_back("primaryEmail");
  if (before.name != after.name) names.emplace_back("name");
  if (before.avatar != after.avatar) names.emplace_back("avatar");
  return names;
}

class MeAccount {
 public:
  explicit MeAccount(const Dependencies& dependencies)
      : dependencies_(dependencies),
        set_password_(
            handler_of(nouns::password(dependencies), http::Method::post, "/my-account/password")
        ) {}

  Answer show(Call call) { co_return Reply{.body = to_view(call.caller)}; }

  Answer update(Call call, UpdateMe body) {
    const User before = call.caller.user;
    auto after = co_await apply(before, body);
    if (!after) co_return after.error();
    AccountChange change{.after = *std::move(after)};
    const auto members = changed_members(before, change.after);
    if (members.empty()) co_return Reply{.body = to_view(call.caller)};
    change.details["members"] = members;
    const auto counted = co_await count_change(&dependencies_, &call);
    if (!counted) co_return counted.error();
    const bool is_of_identifiers = before.username != change.after.username ||
                                   before.primary_email != change.after.primary_email;
    if (is_of_identifiers) {
      const auto good = co_await guard_identifiers(&call, &change);
      if (!good) co_return good.error();
    }
    change.plan.add(plan_update(dependencies_, call, change.after));
    co_return co_await conclude(std::move(call), std::move(change));
  }

  Answer show_custom_data(Call call) {
    co_return Reply{.body = json::parse(call.caller.user.custom_data)};
  }

  // Merged: what the body does not name stays.
  Answer update_custom_data(Call call, AnyObject) {
    const auto stored = json::parse(call.caller.user.custom_data).as_object();
    auto data = stored;
    for (const auto& member : call.body)
      data[member.key()] = member.value();
    if (data == stored) co_return Reply{.body = std::move(data)};
    auto text = json::serialize(data);
    if (text.size() > max_own_custom_data)
      co_return api::invalid_input("the custom data must have at most 32768 bytes");
    const auto counted = co_await count_change(&dependencies_, &call);
    if (!counted) co_return counted.error();
    AccountChange change{
        .after = call.caller.user, .details = {{"members", json::array{"customData"}}}};
    change.after.custom_data = std::move(text);
    change.plan = plan_update(dependencies_, call, change.after);
    const auto concluded = co_await conclude(std::move(call), std::move(change));
    if (!concluded) co_return concluded.error();
    co_return Reply{.body = std::move(data)};
  }

  Answer set_password(Call call, NewPassword) {
    const auto proof = co_await require_me_step_up(&dependencies_, &call);
    if (!proof) co_return proof.error();
    call.caller.proof = *proof;
    auto set = co_await set_password_.run(std::move(call));
    if (set) co_return std::move(set);
    auto error = set.error();
    // Logto's status here.
    if (error.code == "password.rejected") error.status = 400;
    co_return error;
  }

 private:
  static json::object to_view(const Caller& caller) {
    auto view = to_user_info(caller.user);
    if (caller.has_password) view["hasPassword"] = true;
    return view;
  }

  // Errors: 422 user.username_...; 400 guard.invalid_input.
  Task<api::Outcome<User>> apply(User user, UpdateMe body) {
    user.name = patched(std::move(user.name), body.name);
    user.avatar = patched(std::move(user.avatar), body.avatar);
    if (body.username) {
      const auto settings = co_await dependencies_.settings.find_sign_in_experience();
      const auto allowed = experience::decide_username(*body.username, *settings);
      if (!allowed) co_return allowed.error();
      auto name = parse_new_identifier(IdentifierType::username, *body.username);
      if (!name) co_return api::invalid_input("body.username cannot be a username");
      user.username = std::move(name->value);
    }
    if (body.primary_email) {
      auto address = parse_new_identifier(IdentifierType::email, *body.primary_email);
      if (!address) co_return api::invalid_input("body.primaryEmail cannot be an e-mail address");
      user.primary_email = std::move(address->value);
    }
    co_return user;
  }

  // A new identifier takes the password, and a new address a proof that is used up. The owner gets
  // a mail.
  Task<api::Outcome<void>> guard_identifiers(Call* call, AccountChange* change) {
    const auto proof = co_await require_me_step_up(&dependencies_, call);
    if (!proof) co_return proof.error();
    call->caller.proof = *proof;
    const auto& address = change->after.primary_email;
    if (address != call->caller.user.primary_email) {
      const auto settings = co_await dependencies_.settings.find_sign_in_experience();
      const Identifier wanted{.type = IdentifierType::email, .value = *address};
      const auto allowed = experience::check_new_address(dependencies_, *settings, wanted);
      if (!allowed) co_return allowed.error();
      const auto record =
          co_await require_me_proof(&dependencies_, call, verification_kind::email_code);
      if (!record) co_return record.error();
      if (find_string(record->data, proven_value) != *address)
        co_return RequestError{.code = "session.verification_failed", .status = 422};
      change->plan.add(verifications_of(dependencies_).remove(record->user_id, record->id));
    }
    auto notice = co_await plan_identifiers_notice(&dependencies_, call, change->after);
    change->plan.add(experience::revoke_trusted_devices(dependencies_, call->caller.user.id))
        .add(std::move(notice));
    co_return api::Outcome<void>();
  }

  Answer conclude(Call call, AccountChange change) {
    change.after.updated_at = dependencies_.clock.now();
    auto after = change.after;
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    call.caller.user = std::move(after);
    co_return Reply{.body = to_view(call.caller)};
  }

  const Dependencies& dependencies_;
  Handler set_password_;
};

}  // namespace

Operations nouns::me_account(const Dependencies& dependencies) {
  const auto noun = std::make_shared<MeAccount>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/me",
       .summary = "Show the account",
       .handler = handled_by(noun, &MeAccount::show)},
      {.method = Method::patch,
       .path = "/me",
       .summary = "Change the account's username, e-mail address, name or picture",
       .audit_key = "Account.Update",
       .handler = handled_by(noun, &MeAccount::update)},
      {.method = Method::get,
       .path = "/me/custom-data",
       .summary = "Show the account's custom data",
       .handler = handled_by(noun, &MeAccount::show_custom_data)},
      {.method = Method::patch,
       .path = "/me/custom-data",
       .summary = "Change members of the account's custom data",
       .audit_key = "Account.Update",
       .handler = handled_by(noun, &MeAccount::update_custom_data)},
      {.method = Method::post,
       .path = "/me/password",
       .summary = "Set the password",
       .status = 204,
       .audit_key = "Account.Password.Update",
       .handler = handled_by(noun, &MeAccount::set_password)},
  };
}

}  // namespace daemun::account
