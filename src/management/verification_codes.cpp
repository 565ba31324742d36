// Codes for flows of an application's own: /verification-codes.
#include "crypto/random_text.h"
#include "domain/user.h"
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/sentinel_store.h"
#include "storage/verification_code_store.h"

#include <memory>
#include <utility>
#include <variant>

#include "messages/messenger.h"

namespace daemun::management {
namespace {

using api::RequestError;

struct EmailRecipient {
  Text<1, 256> email{};
};
BOOST_DESCRIBE_STRUCT(EmailRecipient, (), (email))

struct PhoneRecipient {
  Text<1, 32> phone{};
};
BOOST_DESCRIBE_STRUCT(PhoneRecipient, (), (phone))

using Recipient = std::variant<EmailRecipient, PhoneRecipient>;

struct SentEmailCode : EmailRecipient {
  Text<1, 64> verification_code{};
};
BOOST_DESCRIBE_STRUCT(SentEmailCode, (EmailRecipient), (verification_code))

struct SentPhoneCode : PhoneRecipient {
  Text<1, 64> verification_code{};
};
BOOST_DESCRIBE_STRUCT(SentPhoneCode, (PhoneRecipient), (verification_code))

using SentCode = std::variant<SentEmailCode, SentPhoneCode>;

api::Outcome<Identifier> parse_recipient(const EmailRecipient& body) {
  if (auto email = parse_identifier(IdentifierType::email, body.email)) return *std::move(email);
  return api::invalid_input("email must be an e-mail address");
}
api::Outcome<Identifier> parse_recipient(const PhoneRecipient& body) {
  if (auto phone = parse_identifier(IdentifierType::phone, body.phone)) return *std::move(phone);
  return api::invalid_input("phone must be a phone number with its country code");
}

// A recipient has one such code, whichever application asks.
std::string scope_of(const Identifier& recipient) {
  return "api/" + recipient.value;
}

class VerificationCodes {
 public:
  explicit VerificationCodes(const Dependencies& dependencies)
      : dependencies_(dependencies),
        codes_(dependencies.database, dependencies.vault, dependencies.tenant),
        sentinel_(dependencies.database, dependencies.tenant) {}

  Answer send(Call call, Recipient body) {
    auto recipient = std::visit([](const auto& one) { return parse_recipient(one); }, body);
    if (!recipient) co_return recipient.error();
    const Secret value(
        crypto::random_text(dependencies_.random, verification_code_length, "0123456789")
    );
    const bool is_email = recipient->type == IdentifierType::email;
    messages::MessageOrder order{
        .type = is_email ? connectors::ConnectorType::email : connectors::ConnectorType::sms,
        .to = recipient->value,
        .usage = TemplateType::generic,
        .payload = {{"code", value.reveal()}},
        .ip = std::string(call.request.remote_address),
        .repetition = messages::MessageOrder::Repetition::once,
        .caller = messages::MessageOrder::Caller::machine};
    auto message = co_await dependencies_.messenger.prepare(std::move(order));
    if (!message) co_return message.error();
    const VerificationCode code{
        .id = crypto::random_id(dependencies_.random, 21),
        .scope = scope_of(*recipient),
        .identifier = *std::move(recipient),
        .usage = TemplateType::generic,
        .created_at = dependencies_.clock.now()};
    storage::Plan plan;
    plan.add(codes_.put(code, value)).add(*std::move(message));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

  Answer verify(Call, SentCode body) {
    auto recipient = std::visit([](const auto& one) { return parse_recipient(one); }, body);
    if (!recipient) co_return recipient.error();
    const auto now = dependencies_.clock.now();
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const storage::SentinelTarget target{
        .target_hash = storage::hash_sentinel_target(recipient->type, recipient->value),
        .action = "VerificationCode"};
    const auto place = co_await sentinel_.take_place(target, settings->sentinel_policy, now);
    if (!place) co_return RequestError{.code = "session.verification_blocked_too_many_attempts"};
    const auto code = co_await codes_.find(scope_of(*recipient), recipient->type);
    if (!code) co_return RequestError{.code = "verification_code.not_found"};
    storage::CodeAttempt attempt{
        .recipient = *std::move(recipient),
        .value =
            std::visit([](auto& one) { return Secret(std::string(one.verification_code)); }, body),
        .policy = settings->verification_code_policy,
        .now = now};
    auto problem = co_await codes_.compare(*code, std::move(attempt));
    if (!problem.empty()) co_return RequestError{.code = std::move(problem)};
    storage::Plan plan;
    plan.add(codes_.consume(*code, now)).add(sentinel_.clear(target));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return RequestError{.code = "verification_code.not_found"};
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::VerificationCodeStore codes_;
  storage::SentinelStore sentinel_;
};

}  // namespace

Operations nouns::verification_codes(const Dependencies& dependencies) {
  const auto noun = std::make_shared<VerificationCodes>(dependencies);
  using http::Method;
  return {
      {.method = Method::post,
       .path = "/verification-codes",
       .summary = "Send a verification code",
       .status = 204,
       .refusals = {400, 409, 429, 501},
       .handler = handled_by(noun, &VerificationCodes::send)},
      {.method = Method::post,
       .path = "/verification-codes/verify",
       .summary = "Verify a code that was sent",
       .status = 204,
       .refusals = {400},
       .handler = handled_by(noun, &VerificationCodes::verify)},
  };
}

}  // namespace daemun::management
