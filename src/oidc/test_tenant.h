// For tests only: a tenant on an in-memory database, with builders of what the endpoints read.
#ifndef DAEMUN_OIDC_TEST_TENANT_H
#define DAEMUN_OIDC_TEST_TENANT_H

#include "base/encoding.h"
#include "crypto/digest.h"
#include "http/request.h"
#include "http/response.h"
#include "jose/verify.h"
#include "oidc/claims.h"
#include "oidc/key_ring.h"
#include "oidc/lifetimes.h"
#include "oidc/opaque_token.h"
#include "oidc/reference.h"
#include "oidc/session_cookie.h"
#include "storage/access_store.h"
#include "storage/application_store.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"
#include "storage/outbox_store.h"
#include "storage/resource_store.h"
#include "storage/session_store.h"
#include "storage/tenant_store.h"
#include "storage/user_store.h"
#include "support/engines.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::oidc::test {

inline SigningKey a_signing_key(
    crypto::SignatureAlgorithm algorithm, SigningKeyStatus status = SigningKeyStatus::current
) {
  const auto key = crypto::PrivateKey::generate(algorithm);
  const std::string name(crypto::to_string(algorithm));
  return SigningKey{
      .id = SigningKeyId(name + "-" + std::string(to_string(status))),
      .algorithm = name,
      .status = status,
      .private_key = key.to_pem(),
      .created_at = from_unix_seconds(1'700'000'000),
  };
}

inline CookieKey a_cookie_key(std::string id, TimePoint created_at) {
  return {.id = CookieKeyId(id), .value = Secret("value of " + id), .created_at = created_at};
}

inline User a_user(std::string id = "user00000001") {
  User user;
  user.id = UserId(std::move(id));
  user.username = "cap_" + user.id.value();
  user.created_at = from_unix_ms(1'795'412'090'179);
  user.updated_at = from_unix_ms(1'795'412'091'488);
  return user;
}

inline Application an_application(
    std::string id, ApplicationType type = ApplicationType::traditional
) {
  Application application;
  application.id = ApplicationId(std::move(id));
  application.name = "App";
  application.type = type;
  application.oidc_client_metadata.redirect_uris = {"https://app.example/callback"};
  application.oidc_client_metadata.post_logout_redirect_uris = {"https://app.example/bye"};
  application.created_at = from_unix_seconds(1'700'000'000);
  return application;
}

// The secret of every confidential application here.
inline const std::string client_secret = "correct-horse-battery-staple";

class TestTenant {
 public:
  explicit TestTenant(std::string endpoint_text = "https://auth.example")
      : database_(daemun::test::TestEngine::sqlite_memory), endpoint_(std::move(endpoint_text)) {
    // A private database is opened migrated.
    database = storage::open_database(database_.config());
    vault.emplace(Secret(std::string(32, 'v')), random);
    settings.emplace(*database, *vault, tenant);
    keys.emplace(*settings);
    tokens.emplace(*vault, tenant, random);
    journal.emplace(*database, tenant);
    dependencies.emplace(Dependencies{
        {*database, *settings, *vault, clock, random, *journal, tenant, endpoint_}});
    const storage::TenantStore tenants(*database, *vault, tenant);
    commit(tenants.insert("Default", clock.now()));
    commit(tenants.insert_signing_key(a_signing_key(crypto::SignatureAlgorithm::es256)));
    commit(tenants.insert_cookie_key(a_cookie_key("cookie-key", clock.now())));
  }

  void commit(storage::Plan plan) {
    const auto committed = run_task(database->commit(std::move(plan)));
    if (!committed) throw std::runtime_error("conflict: " + committed.error().constraint);
    settings->clear();
  }
  void commit(storage::Statement statement) {
    storage::Plan plan;
    plan.add(std::move(statement));
    commit(std::move(plan));
  }

  void insert(const User& user) {
    commit(storage::UserStore(*database, tenant).insert(user, std::nullopt));
  }
  void insert(const Application& application) {
    const storage::ApplicationStore store(*database, *vault, tenant);
    storage::Plan plan;
    plan.add(store.insert(application));
    if (is_confidential(application.type)) {
      plan.add(store.insert_secret(
          application.id,
          {.name = "Default secret",
           .value = Secret(client_secret),
           .created_at = clock.now(),
           .expires_at = std::nullopt}
      ));
    }
    commit(std::move(plan));
  }
  void insert(const Grant& grant) {
    const storage::GrantStore store(*database, tenant);
    storage::Plan plan;
    plan.add(store.insert(grant));
    if (grant.refresh) plan.add(store.redeem_code(grant));
    commit(std::move(plan));
  }

  // A signed-in browser.
  NewSession sign_in(const UserId& user) {
    auto session = make_session(*dependencies, user, {"pwd"}, clock.now(), std::nullopt, hours(24));
    commit(storage::SessionStore(*database, tenant).insert(session.session));
    session.cookie_value = run_task(sign_session_cookie(*dependencies, session.cookie_value));
    return session;
  }

  Grant a_grant(
      const ApplicationId& client,
      const UserId& user,
      std::vector<std::string> scopes,
      const std::optional<SessionId>& session = std::nullopt
  ) {
    Grant grant;
    grant.id = make_grant_id(random);
    grant.client_id = client;
    grant.user_id = user;
    grant.session_id = session;
    grant.is_offline = !session.has_value();
    grant.scopes = std::move(scopes);
    grant.authenticated_at = clock.now();
    grant.code.secret_hash = crypto::sha256("code");
    grant.code.redirect_uri = "https://app.example/callback";
    grant.code.expires_at = clock.now() + Seconds(60);
    grant.code.redeemed_at = clock.now();
    grant.created_at = clock.now();
    grant.expires_at = clock.now() + hours(24);
    return grant;
  }

  std::string access_token(const GrantId& grant) {
    return tokens->seal(OpaqueToken{
        .grant_id = grant,
        .issued_at = clock.now(),
        .expires_at = clock.now() + Seconds(3600),
        .narrowed_scopes = std::nullopt,
    });
  }

  // Gives the grant a refresh chain of `generation` and says its newest token.
  std::string refresh_token(Grant& grant, std::int64_t generation = 1) {
    const PresentedRefreshToken token{
        .grant_id = grant.id, .generation = generation, .secret = make_reference_secret(random)};
    std::optional<std::string> previous;
    if (grant.refresh) previous = grant.refresh->secret_hash;
    grant.refresh = RefreshState{
        .generation = generation,
        .secret_hash = crypto::sha256(token.secret.reveal()),
        .previous_secret_hash = previous,
        .issued_at = clock.now(),
        .chain_started_at = clock.now(),
        .expires_at = clock.now() + hours(24),
    };
    return to_text(token);
  }

  std::optional<GrantFacts> find_grant(const GrantId& id) {
    return run_task(storage::GrantStore(*database, tenant).find(id));
  }

  // The declarations are in the order of construction.
 private:
  daemun::test::TestDatabase database_;
  std::string endpoint_;

 public:
  TenantId tenant{"default"};
  FakeClock clock;
  crypto::SystemRandom random;
  std::unique_ptr<storage::Database> database;
  std::optional<storage::Vault> vault;
  std::optional<storage::Settings> settings;
  std::optional<KeyRings> keys;
  std::optional<OpaqueTokens> tokens;
  std::optional<storage::Journal> journal;
  std::optional<Dependencies> dependencies;
};

inline http::Request a_request(
    http::Method method, std::string path, std::string query = "", std::string body = ""
) {
  http::Request request;
  request.method = method;
  request.path = std::move(path);
  request.query = std::move(query);
  request.host = "auth.example";
  request.scheme = "https";
  request.remote_address = "192.0.2.1";
  if (!body.empty()) {
    request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  }
  request.body = std::move(body);
  return request;
}

inline http::Request with_header(http::Request request, std::string name, std::string value) {
  request.headers.push_back({std::move(name), std::move(value)});
  return request;
}

inline http::Request with_basic(http::Request request, std::string_view id) {
  return with_header(
      std::move(request),
      "authorization",
      "Basic " + to_base64(std::string(id) + ":" + client_secret)
  );
}

inline std::string header(const http::Response& response, std::string_view name) {
  const auto* value = response.find(name);
  return value == nullptr ? std::string() : *value;
}

// {"error":...} of an answer.
inline std::string error_of(const http::Response& response) {
  const auto body = parse_json_object(response.body);
  return body ? std::string(find_string(*body, "error").value_or("")) : std::string();
}
inline std::string description_of(const http::Response& response) {
  const auto body = parse_json_object(response.body);
  return body ? std::string(find_string(*body, "error_description").value_or("")) : std::string();
}

}  // namespace daemun::oidc::test

#endif
