// A reply is loaded before anything is spent: the database may go away right after the commit, and
// the client gets its tokens all the same.
#include "base/unavailable.h"
#include "oidc/subject_token.h"
#include "oidc/test_tenant.h"
#include "oidc/token.h"
#include "storage/device_authorization_store.h"
#include "storage/subject_token_store.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

// Refuses every read after its first commit.
class SpentDatabase final : public storage::Database {
 public:
  explicit SpentDatabase(storage::Database& inner) : inner_(inner) {}

  storage::Engine engine() const override { return inner_.engine(); }
  Task<storage::Rows> read(storage::Query query) override {
    check();
    return inner_.read(std::move(query));
  }
  Task<std::vector<storage::Rows>> read_all(std::vector<storage::Query> queries) override {
    check();
    return inner_.read_all(std::move(queries));
  }
  Task<Result<void, storage::Conflict>> commit(storage::Plan plan) override {
    check();
    is_spent_ = true;
    return inner_.commit(std::move(plan));
  }
  Counters counters() const override { return inner_.counters(); }
  bool is_spent() const { return is_spent_; }

 private:
  void check() const {
    if (is_spent_) throw Unavailable("the database went away after the commit");
  }

  storage::Database& inner_;
  bool is_spent_ = false;
};

const std::vector<std::string> all_scopes{
    "openid", "offline_access", "roles", "urn:logto:scope:organizations"};

// A single-page application, whose refresh tokens rotate at each use, and one on a television.
struct World {
  test::TestTenant tenant;
  Application client = test::an_application("app", ApplicationType::spa);
  Application tv = test::an_application("tv", ApplicationType::native);
  User user = test::a_user();

  World() {
    client.custom_client_metadata.allow_token_exchange = true;
    tenant.insert(client);
    tv.custom_client_metadata.is_device_flow = true;
    tenant.insert(tv);
    tenant.insert(user);
  }

  Grant a_grant() {
    auto grant = tenant.a_grant(client.id, user.id, all_scopes);
    grant.is_offline = true;
    return grant;
  }
};

using Fields = std::string;  // of the request's body

Fields code_request(World& world) {
  auto grant = world.a_grant();
  grant.code.redeemed_at.reset();
  const PresentedCode code{
      .grant_id = grant.id, .secret = make_reference_secret(world.tenant.random)};
  grant.code.secret_hash = crypto::sha256(code.secret.reveal());
  world.tenant.insert(grant);
  return "client_id=app&grant_type=authorization_code&redirect_uri=https://app.example/"
         "callback&code=" +
         to_text(code);
}

Fields refresh_request(World& world) {
  auto grant = world.a_grant();
  const auto token = world.tenant.refresh_token(grant);
  world.tenant.insert(grant);
  return "client_id=app&grant_type=refresh_token&refresh_token=" + token;
}

Fields device_request(World& world) {
  auto grant = world.a_grant();
  grant.client_id = world.tv.id;
  grant.origin = GrantOrigin::device;
  grant.code = CodeState{};
  grant.code.expires_at = world.tenant.clock.now();
  world.tenant.insert(grant);
  const auto now = world.tenant.clock.now();
  const DeviceAuthorization device{
      .id = DeviceAuthorizationId("device"),
      .client_id = world.tv.id,
      .user_code = "BCDFGHJK",
      .created_at = now,
      .expires_at = now + device_code_ttl};
  const storage::DeviceAuthorizationStore devices(
      *world.tenant.database, *world.tenant.vault, world.tenant.tenant
  );
  world.tenant.commit(devices.insert(device, Secret("device-code")));
  world.tenant.commit(devices.approve(device.id, grant.id, now));
  return "client_id=tv&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=device-"
         "code";
}

Fields exchange_request(World& world) {
  const auto now = world.tenant.clock.now();
  const SubjectToken token{
      .id = SubjectTokenId("subject"),
      .user_id = world.user.id,
      .creator_id = "creator",
      .created_at = now,
      .expires_at = now + subject_token_ttl};
  const storage::SubjectTokenStore tokens(*world.tenant.database, world.tenant.tenant);
  world.tenant.commit(tokens.insert(token, Secret("sub_token")));
  return "client_id=app&grant_type=urn:ietf:params:oauth:grant-type:token-exchange&scope=openid"
         "&subject_token=sub_token&subject_token_type=urn:logto:token-type:impersonation_token";
}

}  // namespace

TEST_CASE("POST /oidc/token answers although the database goes away after the commit") {
  using Make = Fields (*)(World&);
  for (const Make make : {&code_request, &refresh_request, &device_request, &exchange_request}) {
    World world;
    const auto body = make(world);
    CAPTURE(body);
    auto& tenant = world.tenant;
    SpentDatabase database(*tenant.database);
    storage::Settings settings(database, *tenant.vault, tenant.tenant);
    KeyRings keys(settings);
    const Dependencies dependencies{
        {database,
         settings,
         *tenant.vault,
         tenant.clock,
         tenant.random,
         *tenant.journal,
         tenant.tenant,
         "https://auth.example"}};
    TokenEndpoint endpoint(dependencies, keys, *tenant.tokens);
    const auto response =
        run_task(endpoint.handle(test::a_request(http::Method::post, "/oidc/token", "", body)));
    CHECK(database.is_spent());
    CHECK(response.status == 200);
    CHECK(response.body.find("access_token") != std::string::npos);
  }
}

}  // namespace daemun::oidc
