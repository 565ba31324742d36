// The keys that tokens and the cookies of sessions are signed with: /configs/oidc/private-keys and
// /configs/oidc/cookie-keys.
//
// Logto has one list of private keys with one current key. Ours has two rings in one list: elliptic
// curve ("EC"), which signs by default, and RSA, for clients that know nothing else; each with one
// Current, at most one Next and one Previous key.
#include "base/unavailable.h"
#include "crypto/key_maker.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/key_rotation.h"
#include "storage/tenant_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

struct KeyView {
  std::string id{};
  Number<> created_at{};
  std::optional<Word<"RSA", "EC">> signing_key_algorithm{};
  std::optional<Word<"Next", "Current", "Previous">> status{};
  std::optional<Number<>> effective_at{};
};
BOOST_DESCRIBE_STRUCT(KeyView, (), (id, created_at, signing_key_algorithm, status, effective_at))

struct RotateKey {
  std::optional<Word<"RSA", "EC">> signing_key_algorithm{};
  std::optional<Integer<0, 31622400>> rotation_grace_period{};
};
BOOST_DESCRIBE_STRUCT(RotateKey, (), (signing_key_algorithm, rotation_grace_period))

// How many cookie keys there are at most: the one that signs, and one that is still believed.
constexpr std::size_t max_cookie_keys = 2;
constexpr std::size_t cookie_key_length = 32;

enum class KeyType { private_keys, cookie_keys };

api::Outcome<KeyType> parse_key_type(const Call& call) {
  const auto word = call.request.path_parameter("keyType");
  if (word == "private-keys") return KeyType::private_keys;
  if (word == "cookie-keys") return KeyType::cookie_keys;
  return api::invalid_input("keyType must be private-keys or cookie-keys");
}

// A key's time in seconds, and when it takes effect in milliseconds, as Logto has them.
KeyView to_view(const SigningKey& key, const std::vector<PendingKey>& pending) {
  KeyView view{.id = key.id.value(), .created_at = to_unix_seconds(key.created_at)};
  if (key.status == SigningKeyStatus::next) {
    for (const auto& waiting : pending) {
      if (waiting.id == key.id) view.effective_at = to_unix_ms(waiting.effective_at);
    }
  }
  view.signing_key_algorithm = std::string(key.algorithm == "RS256" ? "RSA" : "EC");
  view.status = std::string(to_string(key.status));
  return view;
}

RequestError to_error(KeyRefusal refusal) {
  switch (refusal) {
    case KeyRefusal::key_required:
      return unprocessable("oidc.key_required");
    case KeyRefusal::only_previous_key_can_be_deleted:
      return unprocessable("oidc.only_previous_key_can_be_deleted");
    case KeyRefusal::key_not_found:
      break;
  }
  return RequestError{.code = "oidc.key_not_found", .status = 404};
}

class OidcKeys {
 public:
  explicit OidcKeys(const Dependencies& dependencies)
      : dependencies_(dependencies),
        tenants_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer list(Call call) {
    const auto type = parse_key_type(call);
    if (!type) co_return type.error();
    std::vector<KeyView> keys;
    if (*type == KeyType::private_keys) {
      keys = co_await list_private_keys();
    } else {
      keys = co_await list_cookie_keys();
    }
    co_return reply_of(std::move(keys));
  }

  Answer rotate(Call call, RotateKey body) {
    const auto type = parse_key_type(call);
    if (!type) co_return type.error();
    if (*type == KeyType::private_keys) co_return co_await rotate_private_key(std::move(body));
    co_return co_await rotate_cookie_key(std::move(call));
  }

  Answer remove(Call call) {
    const auto type = parse_key_type(call);
    if (!type) co_return type.error();
    if (*type == KeyType::private_keys) co_return co_await remove_private_key(std::move(call));
    co_return co_await remove_cookie_key(std::move(call));
  }

 private:
  Task<std::vector<KeyView>> list_private_keys() const {
    const auto keys = co_await tenants_.list_signing_keys();
    const auto text = co_await tenants_.find_config(std::string(signing_key_rotation_config));
    const auto pending = parse_pending_keys(text.value_or(""));
    std::vector<KeyView> list;
    for (const auto& key : keys)
      list.push_back(to_view(key, pending));
    co_return list;
  }

  Task<std::vector<KeyView>> list_cookie_keys() const {
    const auto keys = co_await tenants_.list_cookie_keys();
    std::vector<KeyView> list;
    for (const auto& key : keys)
      list.push_back({.id = key.id.value(), .created_at = to_unix_seconds(key.created_at)});
    co_return list;
  }

  Answer rotate_private_key(RotateKey body) {
    const auto& grace = body.rotation_grace_period;
    const bool is_rsa = body.signing_key_algorithm && body.signing_key_algorithm->is<"RSA">();
    const auto keys = co_await tenants_.list_signing_keys();
    const std::string name = is_rsa ? "RS256" : next_curve(keys);
    auto pem = co_await key_maker_.make(crypto::parse_signature_algorithm(name).value());
    SigningKey key{
        .id = make_id<SigningKeyId>(dependencies_.random),
        .algorithm = name,
        .status = SigningKeyStatus::current,
        .private_key = std::move(pem),
        .created_at = dependencies_.clock.now(),
    };
    const auto wait = grace ? Seconds(*grace) : dependencies_.signing_key_grace;
    co_await storage::rotate_signing_key(dependencies_.database, tenants_, std::move(key), wait);
    dependencies_.settings.clear();
    auto list = co_await list_private_keys();
    co_return reply_of(std::move(list));
  }

  // Cookies that the older of two keys has signed are void from then on.
  Answer rotate_cookie_key(Call) {
    const auto keys = co_await tenants_.list_cookie_keys();
    storage::Plan plan;
    plan.add(tenants_.raise_settings_version());
    for (std::size_t i = max_cookie_keys - 1; i < keys.size(); ++i)
      plan.add(tenants_.remove_cookie_key(keys[i].id));
    const auto now = dependencies_.clock.now();
    plan.add(tenants_.insert_cookie_key(CookieKey{
        .id = make_id<CookieKeyId>(dependencies_.random),
        .value = Secret(crypto::random_alphanumeric(dependencies_.random, cookie_key_length)),
        // Newer than any, also when a clock has been turned back.
        .created_at = keys.empty() ? now : std::max(now, keys[0].created_at + Milliseconds(1)),
    }));
    const auto committed = co_await commit(dependencies_, std::move(plan));
    if (!committed) co_return api::conflict();
    auto list = co_await list_cookie_keys();
    co_return reply_of(std::move(list));
  }

  Answer remove_private_key(Call call) {
    const SigningKeyId id(call.path_parameter("keyId"));
    const auto keys = co_await tenants_.list_signing_keys();
    if (const auto refusal = refuse_removal(keys, id)) co_return to_error(*refusal);
    storage::Plan plan;
    plan.add(tenants_.remove_signing_key(id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return to_error(KeyRefusal::key_not_found);
    co_return Reply{};
  }

  Answer remove_cookie_key(Call call) {
    const CookieKeyId id(call.path_parameter("keyId"));
    const auto keys = co_await tenants_.list_cookie_keys();
    if (keys.size() <= 1) co_return to_error(KeyRefusal::key_required);
    storage::Plan plan;
    // First: of two calls that take one key each, the second then sees what the first has left.
    plan.add(tenants_.raise_settings_version()).add(tenants_.remove_cookie_key(id));
    const auto committed = co_await commit(dependencies_, std::move(plan));
    if (!committed) co_return to_error(KeyRefusal::key_not_found);
    co_return Reply{};
  }

  const Dependencies& dependencies_;
  storage::TenantStore tenants_;
  crypto::KeyMaker key_maker_;
};

}  // namespace

Operations nouns::oidc_keys(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OidcKeys>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/configs/oidc/{keyType}",
       .summary = "List the keys that sign tokens (private-keys) or cookies (cookie-keys)",
       .reply = shape_of<std::vector<KeyView>>(),
       .handler = handled_by(noun, &OidcKeys::list)},
      {.method = Method::post,
       .path = "/configs/oidc/{keyType}/rotate",
       .summary = "Rotate a signing key",
       .reply = shape_of<std::vector<KeyView>>(),
       .refusals = {422},
       .handler = handled_by(noun, &OidcKeys::rotate)},
      {.method = Method::delete_,
       .path = "/configs/oidc/{keyType}/{keyId}",
       .summary = "Delete a retired signing key",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &OidcKeys::remove)},
  };
}

}  // namespace daemun::management
