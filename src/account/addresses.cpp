// A person's own addresses: /my-account/primary-email and /my-account/primary-phone.
#include "experience/device_trust.h"
#include "experience/email_check.h"

#include <memory>
#include <utility>

#include "account/change.h"
#include "account/email_undo.h"
#include "account/nouns.h"
#include "account/verification.h"

namespace daemun::account {
namespace {

using enum Check::MissingScope;
using api::Text;
using api::TextFormat;

struct NewEmail {
  Text<api::no_bound, 128, TextFormat::email> email{};
  std::string new_identifier_verification_record_id{};
};
BOOST_DESCRIBE_STRUCT(NewEmail, (), (email, new_identifier_verification_record_id))

struct NewPhone {
  Text<api::no_bound, 128, TextFormat::phone> phone{};
  std::string new_identifier_verification_record_id{};
};
BOOST_DESCRIBE_STRUCT(NewPhone, (), (phone, new_identifier_verification_record_id))

struct NewAddress {
  IdentifierType type{};
  std::string value{};
  std::string verification{};
};

User changed(User user, IdentifierType type, std::optional<std::string> value) {
  (type == IdentifierType::email ? user.primary_email : user.primary_phone) = std::move(value);
  return user;
}

class Addresses {
 public:
  explicit Addresses(const Dependencies& dependencies) : dependencies_(dependencies) {}

  Answer set_email(Call call, NewEmail body) {
    return set(
        std::move(call),
        {.type = IdentifierType::email,
         .value = std::move(body.email),
         .verification = std::move(body.new_identifier_verification_record_id)}
    );
  }
  Answer set_phone(Call call, NewPhone body) {
    return set(
        std::move(call),
        {.type = IdentifierType::phone,
         .value = std::move(body.phone),
         .verification = std::move(body.new_identifier_verification_record_id)}
    );
  }
  Answer remove_email(Call call) { return remove(std::move(call), IdentifierType::email); }
  Answer remove_phone(Call call) { return remove(std::move(call), IdentifierType::phone); }

 private:
  // The record proves that the address is the caller's own, and is used up.
  Answer set(Call call, NewAddress wanted) {
    const auto address = parse_new_identifier(wanted.type, wanted.value);
    if (!address) {
      if (wanted.type == IdentifierType::phone)
        co_return api::RequestError{.code = "user.invalid_phone", .status = 422};
      co_return api::invalid_input("body.email cannot be an e-mail address");
    }
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto allowed = experience::check_new_address(dependencies_, *settings, *address);
    if (!allowed) co_return allowed.error();
    NamedVerification named{
        .id = std::move(wanted.verification),
        .kind = wanted.type == IdentifierType::email ? verification_kind::email_code
                                                     : verification_kind::phone_code};
    const auto record = co_await require_verified(
        &dependencies_, &call.caller, std::move(named), to_string(TemplateType::bind_new_identifier)
    );
    if (!record) co_return record.error();
    if (find_string(record->data, proven_value) != address->value)
      co_return api::RequestError{.code = "verification_record.not_found"};
    AccountChange change;
    change.plan.add(verifications_of(dependencies_).remove(record->user_id, record->id));
    change.after = changed(call.caller.user, wanted.type, address->value);
    co_return co_await settle(&call, std::move(change));
  }

  Answer remove(Call call, IdentifierType type) {
    AccountChange change{.after = changed(call.caller.user, type, std::nullopt)};
    const auto kept = co_await require_sign_in_method(&dependencies_, &call, change.after);
    if (!kept) co_return kept.error();
    co_return co_await settle(&call, std::move(change));
  }

  // The addresses are factors where the tenant says so, so no device stays trusted. Who loses the
  // e-mail address can undo that.
  Answer settle(const Call* call, AccountChange change) {
    auto notice = co_await plan_identifiers_notice(&dependencies_, call, change.after);
    change.after.updated_at = dependencies_.clock.now();
    change.plan.add(plan_update(dependencies_, *call, change.after))
        .add(experience::revoke_trusted_devices(dependencies_, call->caller.user.id))
        .add(std::move(notice));
    const auto committed = co_await commit(&dependencies_, call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

  const Dependencies& dependencies_;
};

Checks checks_of(std::string_view name) {
  return {step_up, editable(name), scope(name, bad_request), first_party};
}

}  // namespace

Operations nouns::addresses(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Addresses>(dependencies);
  using http::Method;
  return {
      {.method = Method::post,
       .path = "/my-account/primary-email",
       .summary = "Set the e-mail address",
       .status = 204,
       .checks = checks_of("email"),
       .refusals = {422},
       .audit_key = "Account.Email.Update",
       .handler = handled_by(noun, &Addresses::set_email)},
      {.method = Method::delete_,
       .path = "/my-account/primary-email",
       .summary = "Remove the e-mail address",
       .status = 204,
       .checks = checks_of("email"),
       .audit_key = "Account.Email.Remove",
       .handler = handled_by(noun, &Addresses::remove_email)},
      {.method = Method::post,
       .path = "/my-account/primary-phone",
       .summary = "Set the phone number",
       .status = 204,
       .checks = checks_of("phone"),
       .refusals = {422},
       .audit_key = "Account.Phone.Update",
       .handler = handled_by(noun, &Addresses::set_phone)},
      {.method = Method::delete_,
       .path = "/my-account/primary-phone",
       .summary = "Remove the phone number",
       .status = 204,
       .checks = checks_of("phone"),
       .audit_key = "Account.Phone.Remove",
       .handler = handled_by(noun, &Addresses::remove_phone)},
  };
}

}  // namespace daemun::account
