// The second factors of a user: /users/{userId}/mfa-verifications.
#include "base/base32.h"
#include "crypto/totp.h"
#include "domain/mfa_policy.h"
#include "domain/totp_uri.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/user_input.h"
#include "management/user_view.h"
#include "storage/new_factor.h"
#include "storage/trusted_device_store.h"
#include "storage/user_factor_store.h"
#include "storage/user_list_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "api/qr_code.h"
#include "api/user_factor.h"

namespace daemun::management {
namespace {

using api::RequestError;

struct AddFactor {
  Word<"Totp", "BackupCode"> type{};
  std::optional<std::string> secret{};
  std::optional<std::vector<std::string>> codes{};
};
BOOST_DESCRIBE_STRUCT(AddFactor, (), (type, secret, codes))

struct TotpView {
  Word<"Totp"> type{};
  std::string secret{};
  std::string secret_qr_code{};
};
BOOST_DESCRIBE_STRUCT(TotpView, (), (type, secret, secret_qr_code))

struct BackupCodesView {
  Word<"BackupCode"> type{};
  std::vector<std::string> codes{};
};
BOOST_DESCRIBE_STRUCT(BackupCodesView, (), (type, codes))

class UserFactors {
 public:
  explicit UserFactors(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        accounts_(dependencies.database, dependencies.tenant),
        factors_(dependencies.database, dependencies.vault, dependencies.tenant),
        devices_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto found = co_await users_.find(user);
    if (!found) co_return no_such_user();
    const auto factors = co_await factors_.list(user);
    co_return list_reply(factors, std::nullopt, [](const UserFactor& factor) {
      return api::to_view(factor);
    });
  }

  Answer add(Call call, AddFactor body) {
    auto found = co_await users_.find(UserId(call.path_parameter("userId")));
    if (!found) co_return no_such_user();
    if (body.type.is<"Totp">())
      co_return co_await add_app(std::move(call), *std::move(found), std::move(body.secret));
    co_return co_await add_codes(std::move(call), *std::move(found), std::move(body.codes));
  }

  Answer remove(Call call) {
    const UserId user(call.path_parameter("userId"));
    auto found = co_await users_.find(user);
    if (!found) co_return not_found();
    storage::Plan plan;
    plan.add(factors_.remove(user, call.path_parameter("verificationId")));
    plan.add(devices_.remove_all(user));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  UserFactor make_factor(const UserId& user, Factor type) const {
    return {
        .id = crypto::random_id(dependencies_.random, 21),
        .user_id = user,
        .type = type,
        .created_at = dependencies_.clock.now()};
  }

  Task<storage::Plan> plan_asking(UserId user) {
    return storage::plan_asking_for_factors(&accounts_, std::move(user), dependencies_.clock.now());
  }

  // Why a factor could not be added, other than by the rules about factors.
  Task<RequestError> find_refusal(UserId user) {
    const auto found = co_await users_.find(std::move(user));
    co_return found ? api::conflict() : no_such_user();
  }

  Answer add_app(Call call, storage::ListedUser user, std::optional<std::string> sent) {
    auto factor = make_factor(user.user.id, Factor::totp);
    factor.totp_secret = crypto::make_totp_secret(dependencies_.random);
    if (sent) {
      auto secret = parse_base32(*sent);
      if (!secret || sent->size() < 16 || sent->size() > 32)
        co_return unprocessable("user.totp_secret_invalid");
      factor.totp_secret = Secret(*std::move(secret));
    }
    auto plan = factors_.insert(factor);
    plan.add(devices_.remove_all(user.user.id));
    auto asking = co_await plan_asking(user.user.id);
    plan.add(std::move(asking));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(user));
    if (!committed && storage::is_second_of_kind(committed.error()))
      co_return unprocessable("user.totp_already_in_use");
    if (!committed) co_return co_await find_refusal(user.user.id);
    const auto account = to_totp_account(user.user, dependencies_.endpoint);
    TotpView view;
    view.type = std::string("Totp");
    view.secret = to_base32(factor.totp_secret.reveal());
    view.secret_qr_code = api::to_qr_code_url(make_totp_uri(account, view.secret));
    co_return reply_of(std::move(view));
  }

  Answer add_codes(
      Call call, storage::ListedUser user, std::optional<std::vector<std::string>> sent
  ) {
    const auto stored = co_await factors_.list(user.user.id);
    const auto owned = to_owned(stored, rp_id_of(dependencies_.endpoint));
    const auto is_codes = [](const OwnedFactors::Stored& one) {
      return one.type == Factor::backup_code;
    };
    if (std::any_of(owned.stored.begin(), owned.stored.end(), is_codes))
      co_return unprocessable("user.backup_code_already_in_use");
    // Codes bring a person in whose passkeys cannot be asked for.
    if (owned.stored.empty() && !owned.has_foreign_passkey)
      co_return unprocessable("session.mfa.backup_code_can_not_be_alone");
    if (sent && !storage::is_backup_code_set(*sent))
      co_return unprocessable("user.wrong_backup_code_format");
    const auto set = make_factor(user.user.id, Factor::backup_code);
    BackupCodesView view;
    view.type = std::string("BackupCode");
    view.codes = sent ? *std::move(sent) : storage::make_backup_codes(dependencies_.random);
    const auto hashes = storage::hash_backup_codes(factors_, set, view.codes);
    auto plan = factors_.replace_backup_codes(set, hashes);
    plan.add(devices_.remove_all(user.user.id));
    auto asking = co_await plan_asking(user.user.id);
    plan.add(std::move(asking));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(user));
    if (!committed) co_return api::conflict();
    co_return reply_of(std::move(view));
  }

  const Dependencies& dependencies_;
  storage::UserListStore users_;
  storage::UserStore accounts_;
  storage::UserFactorStore factors_;
  storage::TrustedDeviceStore devices_;
};

}  // namespace

Operations nouns::user_factors(const Dependencies& dependencies) {
  const auto noun = std::make_shared<UserFactors>(dependencies);
  using http::Method;
  const std::string path = "/users/{userId}/mfa-verifications";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the second factors of a user",
       .reply = shape_of<std::vector<api::FactorView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserFactors::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Add a second factor to a user",
       .reply = shape_of<std::variant<TotpView, BackupCodesView>>(),
       .refusals = {404, 409, 422},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserFactors::add)},
      {.method = Method::delete_,
       .path = path + "/{verificationId}",
       .summary = "Delete a second factor of a user",
       .status = 204,
       .refusals = {404},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserFactors::remove)},
  };
}

}  // namespace daemun::management
