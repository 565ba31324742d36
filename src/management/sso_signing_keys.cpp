// The keys with which requests to a SAML provider are signed: /sso-connectors/{id}/signing-keys.
#include "base/encoding.h"
#include "crypto/certificate.h"
#include "crypto/key_maker.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/sso_connector_store.h"
#include "storage/sso_signing_key_store.h"
#include "storage/tenant_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sso/provider.h"

namespace daemun::management {
namespace {

using api::RequestError;

constexpr std::string_view common_name = "daemun";

struct Fingerprint {
  std::string formatted{};
  std::string unformatted{};
};
BOOST_DESCRIBE_STRUCT(Fingerprint, (), (formatted, unformatted))

struct Fingerprints {
  Fingerprint sha256{};
};
BOOST_DESCRIBE_STRUCT(Fingerprints, (), (sha256))

// Never with the private key.
struct SigningKeyView {
  Text<1, 21> id{};
  Text<1> certificate{};
  Number<> created_at{};
  Number<> expires_at{};
  bool active = false;
  Fingerprints fingerprints{};
};
BOOST_DESCRIBE_STRUCT(
    SigningKeyView, (), (id, certificate, created_at, expires_at, active, fingerprints)
)

struct CreateSigningKey {
  std::optional<bool> active{};
};
BOOST_DESCRIBE_STRUCT(CreateSigningKey, (), (active))

struct UpdateSigningKey {
  bool active = false;
};
BOOST_DESCRIBE_STRUCT(UpdateSigningKey, (), (active))

SigningKeyView to_view(const SsoSigningKey& key) {
  SigningKeyView view{
      .id = key.id.value(),
      .certificate = key.certificate,
      .created_at = to_unix_ms(key.created_at),
      .expires_at = to_unix_ms(key.expires_at),
      .active = key.is_active};
  if (const auto certificate = crypto::Certificate::parse_text(key.certificate)) {
    const auto hash = certificate->sha256_fingerprint();
    view.fingerprints.sha256 = {
        .formatted = crypto::to_fingerprint_text(hash), .unformatted = to_hex(hash)};
  }
  return view;
}

RequestError refusal(std::string_view code) {
  return {.code = "single_sign_on." + std::string(code), .status = 400};
}

class SsoSigningKeys {
 public:
  explicit SsoSigningKeys(const Dependencies& dependencies)
      : dependencies_(dependencies),
        connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        keys_(dependencies.database, dependencies.vault, dependencies.tenant),
        tenants_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer list(Call call) {
    const auto connector = co_await find_connector(std::move(call));
    if (!connector) co_return connector.error();
    const auto keys = co_await keys_.list(connector->id);
    co_return list_reply(keys, std::nullopt, to_view);
  }

  Answer create(Call call, CreateSigningKey body) {
    const auto connector = co_await find_connector(call);
    if (!connector) co_return connector.error();
    const auto keys = co_await keys_.list(connector->id);
    if (keys.size() >= storage::SsoSigningKeyStore::max_keys) co_return too_many();
    // A certificate has whole seconds.
    const auto now = from_unix_seconds(to_unix_seconds(dependencies_.clock.now()));
    const auto end = crypto::three_years_after(now);
    crypto::SelfSignedOptions options{
        .common_name = std::string(common_name), .not_before = now, .not_after = end};
    auto pair = co_await key_maker_.make_certified(std::move(options), &dependencies_.random);
    const SsoSigningKey key{
        .id = make_id<SsoSigningKeyId>(dependencies_.random),
        .connector_id = connector->id,
        .private_key = std::move(pair.private_key),
        .certificate = std::move(pair.certificate),
        .is_active = body.active.value_or(false),
        .created_at = dependencies_.clock.now(),
        .expires_at = end};
    auto plan = keys_.insert(key);
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return reply_of(to_view(key));
    if (is_foreign_key(committed.error())) co_return not_found();
    co_return too_many();
  }

  Answer update(Call call, UpdateSigningKey body) {
    // What is read from here on is as new as the version.
    const auto version = co_await tenants_.find_settings_version();
    dependencies_.settings.clear();
    const auto connector = co_await find_connector(call);
    if (!connector) co_return connector.error();
    auto key = co_await find_key(call, connector->id);
    if (!key) co_return not_found();
    if (key->is_active == body.active) co_return reply_of(to_view(*key));
    const bool is_needed = find_bool(connector->config, "signAuthnRequest").value_or(false);
    if (!body.active && is_needed) co_return refusal("can_not_deactivate_signing_key_in_use");
    storage::Plan plan;
    plan.add(tenants_.require_settings_version(version));
    if (body.active) {
      plan.add(keys_.activate(connector->id, key->id));
    } else {
      plan.add(keys_.deactivate(connector->id, key->id));
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    key->is_active = body.active;
    co_return reply_of(to_view(*key));
  }

  Answer remove(Call call) {
    const auto connector = co_await find_connector(call);
    if (!connector) co_return connector.error();
    const auto key = co_await find_key(call, connector->id);
    if (!key) co_return not_found();
    if (key->is_active) co_return refusal("can_not_delete_active_signing_key");
    storage::Plan plan;
    plan.add(keys_.remove(connector->id, key->id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

 private:
  static RequestError too_many() { return unprocessable("single_sign_on.too_many_signing_keys"); }

  // Errors: 404 entity.not_found, connector.not_found (it is not for SAML).
  Task<api::Outcome<SsoConnector>> find_connector(Call call) const {
    const auto id = call.path_parameter("id");
    const auto all = co_await connectors_.list();
    for (const auto& connector : all) {
      if (connector.id.value() != id) continue;
      const auto* provider = sso::find_provider(connector.provider_name);
      if (provider != nullptr && provider->type == sso::Type::saml) co_return connector;
      co_return RequestError{.code = "connector.not_found", .status = 404};
    }
    co_return not_found();
  }

  Task<std::optional<SsoSigningKey>> find_key(Call call, SsoConnectorId connector) const {
    const auto id = call.path_parameter("keyId");
    auto keys = co_await keys_.list(std::move(connector));
    for (auto& key : keys)
      if (key.id.value() == id) co_return std::move(key);
    co_return std::nullopt;
  }

  const Dependencies& dependencies_;
  storage::SsoConnectorStore connectors_;
  storage::SsoSigningKeyStore keys_;
  storage::TenantStore tenants_;
  crypto::KeyMaker key_maker_;
};

}  // namespace

Operations nouns::sso_signing_keys(const Dependencies& dependencies) {
  const auto noun = std::make_shared<SsoSigningKeys>(dependencies);
  using http::Method;
  const std::string path = "/sso-connectors/{id}/signing-keys";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the signing keys of a SAML connector",
       .reply = shape_of<std::vector<SigningKeyView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &SsoSigningKeys::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Create a signing key of a SAML connector",
       .status = 201,
       .reply = shape_of<SigningKeyView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &SsoSigningKeys::create)},
      {.method = Method::patch,
       .path = path + "/{keyId}",
       .summary = "Activate or deactivate a signing key of a SAML connector",
       .reply = shape_of<SigningKeyView>(),
       .refusals = {404, 409},
       .handler = handled_by(noun, &SsoSigningKeys::update)},
      {.method = Method::delete_,
       .path = path + "/{keyId}",
       .summary = "Delete an inactive signing key of a SAML connector",
       .status = 204,
       .refusals = {404, 409},
       .handler = handled_by(noun, &SsoSigningKeys::remove)},
  };
}

}  // namespace daemun::management
