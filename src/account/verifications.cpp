// The Verification API: /verifications/password, /verifications/verification-code.
#include "domain/network.h"
#include "experience/email_check.h"
#include "experience/sentinel.h"
#include "experience/verifications/password.h"
#include "storage/log_store.h"
#include "storage/verification_code_store.h"

#include <memory>
#include <stdexcept>
#include <utility>
#include <variant>

#include "account/change.h"
#include "account/code_message.h"
#include "account/nouns.h"
#include "account/verification.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using api::Text;
using api::TextFormat;

constexpr std::size_t max_code_bytes = 64;

struct PasswordProof {
  Text<1> password{};
};
BOOST_DESCRIBE_STRUCT(PasswordProof, (), (password))

struct EmailAddress {
  api::Word<"email"> type{};
  Text<0, 256, TextFormat::email> value{};
};
BOOST_DESCRIBE_STRUCT(EmailAddress, (), (type, value))

struct PhoneNumber {
  api::Word<"phone"> type{};
  Text<api::no_bound, 128, TextFormat::phone> value{};
};
BOOST_DESCRIBE_STRUCT(PhoneNumber, (), (type, value))

using Address = std::variant<EmailAddress, PhoneNumber>;

struct SendCode {
  Address identifier{};
  std::optional<api::Word<"BindMfa", "UserPermissionValidation">> template_type{};
};
BOOST_DESCRIBE_STRUCT(SendCode, (), (identifier, template_type))

struct EnteredCode {
  Address identifier{};
  std::string verification_id{};
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(EnteredCode, (), (identifier, verification_id, code))

// Errors: 400 guard.invalid_input.
api::Outcome<Identifier> parse_address(const Address& address) {
  const auto* email = std::get_if<EmailAddress>(&address);
  auto parsed = email != nullptr
                    ? parse_identifier(IdentifierType::email, email->value)
                    : parse_identifier(IdentifierType::phone, std::get<PhoneNumber>(address).value);
  if (!parsed)
    return api::invalid_input("body.identifier must be an e-mail address or a phone number");
  return *std::move(parsed);
}

std::string_view kind_of(IdentifierType type) {
  return type == IdentifierType::email ? verification_kind::email_code
                                       : verification_kind::phone_code;
}

bool is_own(const User& user, const Identifier& address) {
  const auto& own = address.type == IdentifierType::email ? user.primary_email : user.primary_phone;
  return own == address.value;
}

// Where the code may be entered: a code of another user or purpose is never compared, and a new one
// takes the place of the last.
std::string scope_of(const Caller& caller, TemplateType usage) {
  return "account/" + caller.user.id.value() + "/" + std::string(to_string(usage));
}

class Verifications {
 public:
  explicit Verifications(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        sentinel_(dependencies.database, dependencies.tenant),
        logs_(dependencies.database, dependencies.tenant),
        codes_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer verify_password(Call call, PasswordProof body) {
    auto password = experience::require_typed_password(body.password, "password");
    if (!password) co_return password.error();
    auto place = co_await take_place(&call, account_password_guess);
    if (!place) co_return place.error();
    const auto account = co_await users_.find_with_password(call.caller.user.id);
    experience::PasswordAttempt attempt{
        .stored = account ? account->password : std::nullopt,
        .password = *std::move(password),
        .network = network_of(call.request.remote_address)};
    const auto verdict = co_await experience::check_password(&dependencies_, std::move(attempt));
    if (!verdict.is_right) {
      RequestError error{.code = "session.invalid_credentials", .status = 422};
      co_return co_await refuse_guess(&call, *std::move(place), std::move(error));
    }
    auto record = make_verification(dependencies_, call.caller, verification_kind::password);
    record.verified_at = record.created_at;
    // Of the password that was compared.
    record.password_updated_at = account->password_updated_at.value_or(TimePoint{});
    storage::Plan plan;
    if (verdict.renewed) {
      const UserPassword renewed{.hash = *verdict.renewed, .algorithm = "Argon2id"};
      plan.add(users_.renew_hash(record.user_id, *account->password, renewed));
    }
    plan.add(sentinel_.clear(place->target))
        .add(verifications_of(dependencies_).insert(record))
        .add(logs_.insert(make_audit_event(dependencies_, call)));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return api::conflict();
    co_return reply_of(to_reply(record));
  }

  Answer send_code(Call call, SendCode body) {
    auto address = parse_address(body.identifier);
    if (!address) co_return address.error();
    auto usage = TemplateType::bind_new_identifier;
    if (is_own(call.caller.user, *address)) {
      usage = body.template_type && body.template_type->is<"BindMfa">()
                  ? TemplateType::bind_mfa
                  : TemplateType::user_permission_validation;
    } else {
      const auto settings = co_await dependencies_.settings.find_sign_in_experience();
      const auto allowed = experience::check_new_address(dependencies_, *settings, *address);
      if (!allowed) co_return allowed.error();
    }
    auto record = make_verification(dependencies_, call.caller, kind_of(address->type));
    record.purpose = to_string(usage);
    record.data[proven_value] = address->value;
    const VerificationCode code{
        .id = record.id,
        .scope = scope_of(call.caller, usage),
        .identifier = *address,
        .usage = usage,
        .created_at = record.created_at};
    auto event = make_audit_event(dependencies_, call);
    event.key = audit_key_of(address->type, "Create");
    auto plan = co_await plan_code(&dependencies_, &call, code, event);
    if (!plan) co_return plan.error();
    plan->add(verifications_of(dependencies_).insert(record)).add(logs_.insert(event));
    const auto committed = co_await dependencies_.database.commit(*std::move(plan));
    if (!committed) throw std::runtime_error("a verification code could not be stored");
    co_return reply_of(to_reply(record));
  }

  Answer verify_code(Call call, EnteredCode body) {
    const auto address = parse_address(body.identifier);
    if (!address) co_return address.error();
    if (body.code.size() > max_code_bytes) co_return api::invalid_input("body.code is too long");
    NamedVerification named{.id = std::move(body.verification_id), .kind = kind_of(address->type)};
    auto pending = co_await require_verification(&dependencies_, &call.caller, std::move(named));
    if (!pending) co_return pending.error();
    const auto usage = parse_template_type(pending->purpose).value();
    auto code = co_await codes_.find(scope_of(call.caller, usage), address->type);
    if (!code || code->id != pending->id)
      co_return RequestError{.code = "verification_record.not_found"};
    // Refusals that need no comparison are not guesses.
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto& policy = settings->verification_code_policy;
    const auto now = dependencies_.clock.now();
    const auto known = verification_code_problem(*code, *address, policy, now);
    if (!known.empty()) co_return RequestError{.code = std::string(known)};
    // Each purpose by itself: a right code for an address of one's own gives no guesses of another.
    const std::string kind = std::string(account_code_guess) + ":" + pending->purpose;
    auto place = co_await take_place(&call, kind);
    if (!place) co_return place.error();
    storage::CodeAttempt attempt{
        .recipient = *address, .value = Secret(std::move(body.code)), .policy = policy, .now = now};
    auto problem = co_await codes_.compare(*code, std::move(attempt));
    auto event = make_audit_event(dependencies_, call);
    event.key = audit_key_of(address->type, "Submit");
    if (!problem.empty()) {
      RequestError error{.code = std::move(problem)};
      co_return co_await refuse_guess(&call, *std::move(place), std::move(error), event.key);
    }
    pending->verified_at = now;
    storage::Plan plan;
    plan.add(codes_.consume(*code, now))
        .add(verifications_of(dependencies_).verify(*pending))
        .add(sentinel_.clear(place->target))
        .add(logs_.insert(event));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return RequestError{.code = "verification_record.not_found"};
    co_return reply_of(VerificationId{pending->id});
  }

 private:
  static std::string audit_key_of(IdentifierType type, std::string_view end) {
    return "Account.Verification." + std::string(kind_of(type)) + "." + std::string(end);
  }

  Task<api::Outcome<experience::GuessPlace>> take_place(const Call* call, std::string_view action) {
    storage::SentinelTarget target{
        .target_hash = storage::hash_sentinel_target(call->caller.user.id),
        .action = std::string(action)};
    co_return co_await experience::take_place(
        &dependencies_, std::move(target), api::language_of(call->request)
    );
  }

  Task<RequestError> refuse_guess(
      const Call* call, experience::GuessPlace place, RequestError error, std::string key = {}
  ) {
    auto event = make_audit_event(dependencies_, *call);
    if (!key.empty()) event.key = std::move(key);
    experience::WrongGuess wrong{
        .place = std::move(place), .event = std::move(event), .error = std::move(error)};
    const experience::GuessOrigin origin{.language = api::language_of(call->request)};
    co_return co_await experience::refuse_guess(&dependencies_, origin, std::move(wrong));
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::SentinelStore sentinel_;
  storage::LogStore logs_;
  storage::VerificationCodeStore codes_;
};

}  // namespace

Operations nouns::verifications(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Verifications>(dependencies);
  using http::Method;
  return {
      {.method = Method::post,
       .path = "/verifications/password",
       .summary = "Verify the password",
       .status = 201,
       .checks = {first_party},
       .reply = shape_of<NewVerification>(),
       .refusals = {422},
       .audit_key = "Account.Verification.Password.Submit",
       .handler = handled_by(noun, &Verifications::verify_password)},
      {.method = Method::post,
       .path = "/verifications/verification-code",
       .summary = "Send a verification code to an address of the account, or to a new one",
       .status = 201,
       .checks = {first_party},
       .reply = shape_of<NewVerification>(),
       .refusals = {422, 429, 501},
       .handler = handled_by(noun, &Verifications::send_code)},
      {.method = Method::post,
       .path = "/verifications/verification-code/verify",
       .summary = "Verify a code",
       .checks = {first_party},
       .reply = shape_of<VerificationId>(),
       .handler = handled_by(noun, &Verifications::verify_code)},
  };
}

}  // namespace daemun::account
