#include "account/verification.h"

#include "crypto/random_text.h"
#include "domain/message_template.h"

#include <utility>

namespace daemun::account {
namespace {

using api::RequestError;

constexpr std::size_t id_length = 21;
constexpr std::string_view step_up_header = "logto-verification-id";

RequestError not_found() {
  return {.code = "verification_record.not_found"};
}

// Of the kinds that send codes.
std::optional<IdentifierType> address_type_of(std::string_view kind) {
  if (kind == verification_kind::email_code) return IdentifierType::email;
  if (kind == verification_kind::phone_code) return IdentifierType::phone;
  return std::nullopt;
}

// A person at an application: the same for the tokens of one browser session, however often the
// application has asked for new ones. What stems from no sign-in in a browser, such as the token of
// an impersonation, stands for its grant alone.
std::string holder_of(const Caller& caller) {
  if (!caller.session || !caller.signed_in_at || !caller.application)
    return "grant/" + caller.grant.value();
  return "session/" + caller.application->id.value() + "/" + caller.session->value();
}

bool is_id(std::string_view text) {
  return text.size() == id_length;
}

}  // namespace

storage::AccountVerificationStore verifications_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.vault, dependencies.tenant};
}

AccountVerification make_verification(
    const Dependencies& dependencies, const Caller& caller, std::string_view kind
) {
  const auto now = dependencies.clock.now();
  return {
      .id = crypto::random_id(dependencies.random, id_length),
      .user_id = caller.user.id,
      .holder = holder_of(caller),
      .kind = std::string(kind),
      .password_updated_at = caller.password_updated_at,
      .created_at = now,
      .expires_at = now + account_verification_lifetime};
}

bool is_current(const AccountVerification& verification, const Caller& caller, TimePoint now) {
  return verification.user_id == caller.user.id && verification.holder == holder_of(caller) &&
         verification.expires_at > now &&
         verification.password_updated_at == caller.password_updated_at;
}

std::optional<storage::ProvenAccount> decide_step_up(
    const AccountVerification& verification, const Caller& caller, TimePoint now
) {
  if (!verification.verified_at || !is_current(verification, caller, now)) return std::nullopt;
  storage::ProvenAccount proven{.password_updated_at = verification.password_updated_at};
  if (verification.kind == verification_kind::password) return proven;
  const auto type = address_type_of(verification.kind);
  if (!type || verification.purpose != to_string(TemplateType::user_permission_validation))
    return std::nullopt;
  const auto value = find_string(verification.data, proven_value);
  const auto& current =
      *type == IdentifierType::email ? caller.user.primary_email : caller.user.primary_phone;
  if (!value || current != std::string(*value)) return std::nullopt;
  proven.address = Identifier{.type = *type, .value = std::string(*value)};
  return proven;
}

Task<std::optional<storage::ProvenAccount>> load_step_up(
    const Dependencies* dependencies, const http::Request* request, const Caller* caller
) {
  const auto id = request->header(step_up_header);
  if (!id || !is_id(*id)) co_return std::nullopt;
  const auto store = verifications_of(*dependencies);
  const auto found = co_await store.find(caller->user.id, std::string(*id));
  if (!found) co_return std::nullopt;
  co_return decide_step_up(*found, *caller, dependencies->clock.now());
}

storage::Statement use_step_up(
    const Dependencies& dependencies, const http::Request& request, const Caller& caller
) {
  const std::string id(request.header(step_up_header).value_or(""));
  return verifications_of(dependencies).remove(caller.user.id, id);
}

Task<api::Outcome<AccountVerification>> require_verification(
    const Dependencies* dependencies, const Caller* caller, NamedVerification named
) {
  if (!is_id(named.id)) co_return not_found();
  const auto store = verifications_of(*dependencies);
  auto found = co_await store.find(caller->user.id, std::move(named.id));
  const auto now = dependencies->clock.now();
  if (!found || found->kind != named.kind || !is_current(*found, *caller, now))
    co_return not_found();
  co_return *std::move(found);
}

Task<api::Outcome<AccountVerification>> require_verified(
    const Dependencies* dependencies,
    const Caller* caller,
    NamedVerification named,
    std::string_view purpose
) {
  auto found = co_await require_verification(dependencies, caller, std::move(named));
  if (!found) co_return found.error();
  if (!found->verified_at || found->purpose != purpose) co_return not_found();
  co_return found;
}

NewVerification to_reply(const AccountVerification& verification) {
  return {{.verification_record_id = verification.id}, to_iso_text(verification.expires_at)};
}

}  // namespace daemun::account
