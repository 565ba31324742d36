// What an administrator proves: /me/password/verify and /me/verification-codes.
#include "domain/message_template.h"

#include <memory>
#include <stdexcept>
#include <utility>

#include "account/change.h"
#include "account/me_nouns.h"
#include "account/me_proof.h"
#include "account/nouns.h"
#include "account/verification.h"

namespace daemun::account {

Operation row_of(const Operations& rows, http::Method method, std::string_view path) {
  for (const auto& row : rows) {
    if (row.method == method && row.path == path) return row;
  }
  throw std::logic_error("no operation " + std::string(path));
}

Handler handler_of(const Operations& rows, http::Method method, std::string_view path) {
  return row_of(rows, method, path).handler;
}

namespace {

using api::Text;
using api::TextFormat;

struct TypedPassword {
  Text<1> password{};
};
BOOST_DESCRIBE_STRUCT(TypedPassword, (), (password))

struct CodeRecipient {
  Text<0, 128, TextFormat::email> email{};
};
BOOST_DESCRIBE_STRUCT(CodeRecipient, (), (email))

struct TypedCode {
  Text<0, 128, TextFormat::email> email{};
  std::string verification_code{};
};
BOOST_DESCRIBE_STRUCT(TypedCode, (), (email, verification_code))

class MeProofs {
 public:
  explicit MeProofs(const Dependencies& dependencies)
      : MeProofs(dependencies, nouns::verifications(dependencies)) {}

  Answer verify_password(Call call, TypedPassword) {
    const auto proven = co_await verify_password_.run(call);
    if (!proven) co_return proven.error();
    co_return co_await keep(&call, proven->body);
  }

  Answer send_code(Call call, CodeRecipient body) {
    call.body = json::object{{"identifier", to_identifier(body.email)}};
    const auto sent = co_await send_code_.run(std::move(call));
    if (!sent) co_return sent.error();
    co_return Reply{};
  }

  Answer verify_code(Call call, TypedCode body) {
    const auto address = parse_identifier(IdentifierType::email, body.email);
    if (!address) co_return api::invalid_input("body.email must be an e-mail address");
    const bool is_own = call.caller.user.primary_email == address->value;
    const auto usage =
        is_own ? TemplateType::user_permission_validation : TemplateType::bind_new_identifier;
    storage::AccountVerificationStore::Kind wanted{
        .kind = std::string(verification_kind::email_code),
        .purpose = std::string(to_string(usage))};
    const auto store = verifications_of(dependencies_);
    const auto pending = co_await store.find_newest(call.caller.user.id, std::move(wanted));
    if (!pending) co_return api::RequestError{.code = "verification_code.not_found"};
    call.body = json::object{
        {"identifier", to_identifier(body.email)},
        {"verificationId", pending->id},
        {"code", body.verification_code}};
    const auto proven = co_await verify_code_.run(call);
    if (!proven) co_return proven.error();
    co_return co_await keep(&call, proven->body);
  }

 private:
  MeProofs(const Dependencies& dependencies, const Operations& rows)
      : dependencies_(dependencies),
        verify_password_(handler_of(rows, http::Method::post, "/verifications/password")),
        send_code_(handler_of(rows, http::Method::post, "/verifications/verification-code")),
        verify_code_(handler_of(rows, http::Method::post, "/verifications/verification-code/verify")
        ) {}

  static json::object to_identifier(const std::string& email) {
    return {{"type", "email"}, {"value", email}};
  }

  // What has been proven, as /me finds it again.
  Answer keep(const Call* call, json::value reply) {
    const auto store = verifications_of(dependencies_);
    std::string id(find_string(reply.as_object(), "verificationRecordId").value_or(""));
    auto record = co_await store.find(call->caller.user.id, std::move(id));
    if (!record) co_return api::conflict();
    const auto kept =
        co_await keep_for(&dependencies_, *std::move(record), me_purpose(call->caller));
    if (!kept) co_return kept.error();
    co_return Reply{};
  }

  const Dependencies& dependencies_;
  Handler verify_password_;
  Handler send_code_;
  Handler verify_code_;
};

}  // namespace

Operations nouns::me_proofs(const Dependencies& dependencies) {
  const auto noun = std::make_shared<MeProofs>(dependencies);
  using http::Method;
  return {
      {.method = Method::post,
       .path = "/me/password/verify",
       .summary = "Verify the password",
       .status = 204,
       .audit_key = "Account.Verification.Password.Submit",
       .handler = handled_by(noun, &MeProofs::verify_password)},
      {.method = Method::post,
       .path = "/me/verification-codes",
       .summary = "Send a verification code to an e-mail address",
       .status = 204,
       .handler = handled_by(noun, &MeProofs::send_code)},
      {.method = Method::post,
       .path = "/me/verification-codes/verify",
       .summary = "Verify a code",
       .status = 204,
       .handler = handled_by(noun, &MeProofs::verify_code)},
  };
}

}  // namespace daemun::account
