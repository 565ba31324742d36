// The second factors of a person: /my-account/mfa-verifications.
#include "base/base32.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "experience/pending_mfa.h"
#include "storage/factor_details.h"
#include "storage/new_factor.h"
#include "storage/trusted_device_store.h"
#include "storage/user_factor_store.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "account/change.h"
#include "account/code_message.h"
#include "account/new_passkey.h"
#include "account/nouns.h"
#include "account/verification.h"
#include "api/user_factor.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using enum Check::MissingScope;

constexpr std::size_t max_name_characters = 128;

struct NewApp {
  api::Word<"Totp"> type{};
  std::string secret{};
  std::optional<std::string> code{};
};
BOOST_DESCRIBE_STRUCT(NewApp, (), (type, secret, code))

struct NewCodes {
  api::Word<"BackupCode"> type{};
  std::vector<std::string> codes{};
};
BOOST_DESCRIBE_STRUCT(NewCodes, (), (type, codes))

struct NewPasskey {
  api::Word<"WebAuthn"> type{};
  std::string new_identifier_verification_record_id{};
  std::optional<api::Text<1, max_name_characters>> name{};
};
BOOST_DESCRIBE_STRUCT(NewPasskey, (), (type, new_identifier_verification_record_id, name))

using AddFactor = std::variant<NewPasskey, NewApp, NewCodes>;

struct OtherApp {
  std::string secret{};
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(OtherApp, (), (secret, code))

struct GeneratedSecret {
  std::string secret{};
};
BOOST_DESCRIBE_STRUCT(GeneratedSecret, (), (secret))

struct GeneratedCodes {
  std::vector<std::string> codes{};
};
BOOST_DESCRIBE_STRUCT(GeneratedCodes, (), (codes))

struct MaskedCode {
  std::string code{};  // only their hashes are kept
  std::optional<std::string> used_at{};
};
BOOST_DESCRIBE_STRUCT(MaskedCode, (), (code, used_at))

struct MaskedCodes {
  std::vector<MaskedCode> codes{};
};
BOOST_DESCRIBE_STRUCT(MaskedCodes, (), (codes))

struct Rename {
  api::Text<1, max_name_characters> name{};
};
BOOST_DESCRIBE_STRUCT(Rename, (), (name))

RequestError refuse(std::string code, int status = 400) {
  return {.code = std::move(code), .status = status};
}

RequestError no_such_factor() {
  return refuse("verification_record.not_found");
}

const UserFactor* find_of_type(const std::vector<UserFactor>& factors, Factor type) {
  const auto found = std::find_if(factors.begin(), factors.end(), [type](const auto& factor) {
    return factor.type == type;
  });
  return found == factors.end() ? nullptr : &*found;
}

const UserFactor* find_by_id(const std::vector<UserFactor>& factors, const std::string& id) {
  const auto found = std::find_if(factors.begin(), factors.end(), [&](const auto& factor) {
    return factor.id == id;
  });
  return found == factors.end() ? nullptr : &*found;
}

// Passkeys have a field of their own; where it has no setting, that of factors counts.
Check editable_factor(Factor type) {
  return type == Factor::web_authn ? editable("passkey", "mfa") : editable("mfa");
}

class Factors {
 public:
  explicit Factors(const Dependencies& dependencies)
      : dependencies_(dependencies),
        factors_(dependencies.database, dependencies.vault, dependencies.tenant),
        details_(dependencies.database, dependencies.tenant),
        devices_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto factors = co_await factors_.list(call.caller.user.id);
    json::array shown;
    for (const auto& factor : factors)
      shown.push_back(api::to_json(api::to_view(factor)));
    co_return Reply{.body = std::move(shown)};
  }

  Answer add(Call call, AddFactor body) {
    if (auto* app = std::get_if<NewApp>(&body))
      co_return co_await add_app(std::move(call), std::move(*app));
    if (auto* passkey = std::get_if<NewPasskey>(&body))
      co_return co_await add_passkey(std::move(call), std::move(*passkey));
    co_return co_await add_codes(std::move(call), std::get<NewCodes>(std::move(body)).codes);
  }

  Answer replace_app(Call call, OtherApp body) {
    auto refused = co_await refuse_factor(Factor::totp);
    if (refused) co_return *std::move(refused);
    auto factor = make_app(call, body.secret, body.code);
    if (!factor) co_return factor.error();
    const auto stored = co_await factors_.list(call.caller.user.id);
    AccountChange change;
    if (const auto* before = find_of_type(stored, Factor::totp))
      change.plan.add(factors_.remove(before->user_id, before->id));
    change.plan.add(factors_.insert(*factor));
    co_return co_await conclude_addition(std::move(call), std::move(change), Factor::totp);
  }

  Answer generate_secret(Call) {
    const auto secret = crypto::make_totp_secret(dependencies_.random);
    co_return reply_of(GeneratedSecret{.secret = to_base32(secret.reveal())});
  }

  Answer generate_codes(Call) {
    co_return reply_of(GeneratedCodes{.codes = storage::make_backup_codes(dependencies_.random)});
  }

  Answer show_codes(Call call) {
    const auto stored = co_await factors_.list(call.caller.user.id);
    const auto* set = find_of_type(stored, Factor::backup_code);
    if (set == nullptr) co_return refuse("verification_record.not_found", 404);
    const auto uses = co_await details_.list_backup_codes(set->id);
    MaskedCodes shown;
    for (const auto& used_at : uses) {
      auto& code = shown.codes.emplace_back();
      code.code = std::string(backup_code_length, '*');
      if (used_at) code.used_at = to_iso_text(*used_at);
    }
    co_return reply_of(std::move(shown));
  }

  Answer rename(Call call, Rename body) {
    const auto id = call.path_parameter("verificationId");
    const auto stored = co_await factors_.list(call.caller.user.id);
    const auto* factor = find_by_id(stored, id);
    if (factor == nullptr || factor->type != Factor::web_authn) co_return no_such_factor();
    AccountChange change{.after = call.caller.user, .details = {{"factorId", id}}};
    change.plan.add(details_.rename_passkey(call.caller.user.id, id, std::string(body.name)));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{.body = json::object()};
  }

  // The last one as well: where the tenant demands a factor, the next sign-in sets one up.
  Answer remove(Call call) {
    const auto id = call.path_parameter("verificationId");
    const auto stored = co_await factors_.list(call.caller.user.id);
    const auto* factor = find_by_id(stored, id);
    if (factor == nullptr) co_return no_such_factor();
    if (auto refused = find_refusal(editable_factor(factor->type), call.facts()))
      co_return *std::move(refused);
    AccountChange change;
    change.plan.add(factors_.remove(factor->user_id, id));
    co_return co_await conclude(std::move(call), std::move(change), factor->type);
  }

 private:
  // Of one that the tenant does not allow.
  Task<std::optional<RequestError>> refuse_factor(Factor type) {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const bool signs_in = type == Factor::web_authn && settings->passkey_sign_in.is_enabled;
    if (settings->mfa.allows(type) || signs_in) co_return std::nullopt;
    co_return refuse("session.mfa.mfa_factor_not_enabled");
  }

  UserFactor make_factor(const Call& call, Factor type) const {
    return {
        .id = crypto::random_id(dependencies_.random, 21),
        .user_id = call.caller.user.id,
        .type = type,
        .created_at = dependencies_.clock.now()};
  }

  // A code that has shown the app to work is used up by it. Errors: 400 user.totp_secret_invalid,
  // session.mfa.invalid_totp_code.
  api::Outcome<UserFactor> make_app(
      const Call& call, const std::string& text, const std::optional<std::string>& code
  ) const {
    auto secret = text.size() < 16 || text.size() > 32 ? std::nullopt : parse_base32(text);
    if (!secret) return refuse("user.totp_secret_invalid");
    auto factor = make_factor(call, Factor::totp);
    factor.totp_secret = Secret(*std::move(secret));
    if (!code) return factor;
    const auto now = crypto::totp_step_at(to_unix_ms(dependencies_.clock.now()) / 1000);
    factor.last_used_step = crypto::find_totp_step(factor.totp_secret, *code, now);
    if (!factor.last_used_step) return refuse("session.mfa.invalid_totp_code");
    return factor;
  }

  Answer add_app(Call call, NewApp body) {
    auto refused = co_await refuse_factor(Factor::totp);
    if (refused) co_return *std::move(refused);
    const auto stored = co_await factors_.list(call.caller.user.id);
    if (find_of_type(stored, Factor::totp) != nullptr)
      co_return refuse("user.totp_already_in_use", 422);
    auto factor = make_app(call, body.secret, body.code);
    if (!factor) co_return factor.error();
    AccountChange change{.plan = factors_.insert(*factor)};
    co_return co_await conclude_addition(std::move(call), std::move(change), Factor::totp);
  }

  // The record is used up with it.
  Answer add_passkey(Call call, NewPasskey body) {
    auto refused = co_await refuse_factor(Factor::web_authn);
    if (refused) co_return *std::move(refused);
    NamedVerification named{
        .id = body.new_identifier_verification_record_id, .kind = verification_kind::web_authn};
    const auto record =
        co_await require_verified(&dependencies_, &call.caller, std::move(named), "");
    if (!record) co_return record.error();
    auto factor = make_factor(call, Factor::web_authn);
    factor.passkey = experience::parse_passkey(record->data.at(proven_passkey).as_object());
    if (body.name) factor.name = std::string(*body.name);
    const auto stored = co_await factors_.list(factor.user_id);
    const auto passkeys = std::count_if(stored.begin(), stored.end(), [](const auto& one) {
      return one.type == Factor::web_authn;
    });
    if (passkeys >= max_factors) co_return refuse("session.mfa.too_many_factors", 422);
    const auto owner = co_await factors_.find_passkey(factor.passkey.credential_id);
    if (owner) co_return refuse("session.mfa.webauthn_verification_failed");
    AccountChange change{.plan = factors_.insert(factor)};
    const auto records = verifications_of(dependencies_);
    change.plan.add(records.remove(factor.user_id, record->id));
    // A passkey that only signs in is no second factor.
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    if (!settings->mfa.allows(Factor::web_authn))
      co_return co_await conclude(std::move(call), std::move(change), Factor::web_authn);
    co_return co_await conclude_addition(std::move(call), std::move(change), Factor::web_authn);
  }

  Answer add_codes(Call call, std::vector<std::string> codes) {
    auto refused = co_await refuse_factor(Factor::backup_code);
    if (refused) co_return *std::move(refused);
    const auto stored = co_await factors_.list(call.caller.user.id);
    const auto* set = find_of_type(stored, Factor::backup_code);
    if (set != nullptr && set->unused_codes > 0)
      co_return refuse("user.backup_code_already_in_use", 422);
    // Codes bring a person in whose passkeys cannot be asked for, too.
    const bool is_alone = std::all_of(stored.begin(), stored.end(), [](const auto& factor) {
      return factor.type == Factor::backup_code;
    });
    if (is_alone) co_return refuse("session.mfa.backup_code_can_not_be_alone", 422);
    if (!storage::is_backup_code_set(codes)) co_return refuse("user.wrong_backup_code_format", 422);
    const auto added = make_factor(call, Factor::backup_code);
    AccountChange change;
    change.plan.add(details_.require_no_codes(call.caller.user.id));
    const auto hashes = storage::hash_backup_codes(factors_, added, codes);
    change.plan.add(factors_.replace_backup_codes(added, hashes));
    co_return co_await conclude_addition(std::move(call), std::move(change), Factor::backup_code);
  }

  Answer conclude_addition(Call call, AccountChange change, Factor type) {
    const storage::UserStore users(dependencies_.database, dependencies_.tenant);
    auto asking = co_await storage::plan_asking_for_factors(
        &users, call.caller.user.id, dependencies_.clock.now()
    );
    change.plan.add(std::move(asking));
    co_return co_await conclude(std::move(call), std::move(change), type);
  }

  // No browser is trusted any longer, and the owner gets a mail.
  Answer conclude(Call call, AccountChange change, Factor type) {
    const auto& user = call.caller.user;
    change.plan.add(devices_.remove_all(user.id));
    auto notice = co_await plan_notice(&dependencies_, &call, TemplateType::factors_changed);
    change.plan.add(std::move(notice));
    change.after = user;
    change.details["factor"] = to_string(type);
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

  const Dependencies& dependencies_;
  storage::UserFactorStore factors_;
  storage::FactorDetails details_;
  storage::TrustedDeviceStore devices_;
};

}  // namespace

Operations nouns::factors(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Factors>(dependencies);
  using http::Method;
  const std::string path = "/my-account/mfa-verifications";
  const auto identities = scope("identities", unauthorized);
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the second factors of the account",
       .checks = {visible("mfa"), identities},
       .reply = shape_of<std::vector<api::FactorView>>(),
       .handler = handled_by(noun, &Factors::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add a second factor to the account",
       .status = 204,
       .checks =
           {step_up,
            editable("passkey", "mfa").when("type", "WebAuthn"),
            editable("mfa").when("type", "Totp"),
            editable("mfa").when("type", "BackupCode"),
            identities,
            first_party},
       .refusals = {422},
       .audit_key = "Account.Factor.Add",
       .handler = handled_by(noun, &Factors::add)},
      {.method = Method::put,
       .path = path + "/totp",
       .summary = "Replace the authenticator app of the account",
       .status = 204,
       .checks = {step_up, editable("mfa"), identities, first_party},
       .audit_key = "Account.Factor.Replace",
       .handler = handled_by(noun, &Factors::replace_app)},
      {.method = Method::post,
       .path = path + "/totp-secret/generate",
       .summary = "Make a secret for an authenticator app",
       .reply = shape_of<GeneratedSecret>(),
       .handler = handled_by(noun, &Factors::generate_secret)},
      {.method = Method::get,
       .path = path + "/backup-codes",
       .summary = "List the backup codes of the account",
       .checks = {step_up, identities},
       .reply = shape_of<MaskedCodes>(),
       .refusals = {404},
       .handler = handled_by(noun, &Factors::show_codes)},
      {.method = Method::post,
       .path = path + "/backup-codes/generate",
       .summary = "Make backup codes",
       .reply = shape_of<GeneratedCodes>(),
       .handler = handled_by(noun, &Factors::generate_codes)},
      {.method = Method::patch,
       .path = path + "/{verificationId}/name",
       .summary = "Rename a passkey of the account",
       .checks = {step_up, editable("passkey", "mfa"), identities, first_party},
       .audit_key = "Account.Factor.Rename",
       .handler = handled_by(noun, &Factors::rename)},
      {.method = Method::delete_,
       .path = path + "/{verificationId}",
       .summary = "Delete a second factor of the account",
       .status = 204,
       .checks = {step_up, identities, first_party},
       .audit_key = "Account.Factor.Delete",
       .handler = handled_by(noun, &Factors::remove)},
  };
}

}  // namespace daemun::account
