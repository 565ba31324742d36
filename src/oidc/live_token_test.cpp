#include "oidc/live_token.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

struct World {
  test::TestTenant tenant;
  User user = test::a_user();
  Application client = test::an_application("app1");

  World() {
    tenant.insert(user);
    tenant.insert(client);
  }
  Grant grant(const std::vector<std::string>& scopes) {
    auto made = tenant.a_grant(client.id, user.id, scopes);
    tenant.insert(made);
    return made;
  }
  Result<LiveToken, OAuthError> load(const std::string& text) {
    return run_task(load_live_token(&*tenant.dependencies, &*tenant.tokens, text));
  }
};

}  // namespace

TEST_CASE("load_live_token gives the person, the client and the scopes of the token") {
  World world;
  const auto grant = world.grant({"openid", "profile"});
  const auto live = world.load(world.tenant.access_token(grant.id));
  REQUIRE(live);
  CHECK(live->user.id == world.user.id);
  CHECK(live->client->id == world.client.id);
  CHECK(live->grant.id == grant.id);
  CHECK(live->scopes == std::vector<std::string>{"openid", "profile"});
}

TEST_CASE("load_live_token refuses what is no token, an expired one, and one without openid") {
  World world;
  CHECK(world.load("nonsense").error().code == OAuthErrorCode::invalid_token);
  const auto bare = world.grant({"profile"});
  CHECK(
      world.load(world.tenant.access_token(bare.id)).error().code ==
      OAuthErrorCode::insufficient_scope
  );
  const auto token = world.tenant.access_token(world.grant({"openid"}).id);
  world.tenant.clock.advance(Seconds(3600));
  CHECK(world.load(token).error().code == OAuthErrorCode::invalid_token);
}

}  // namespace daemun::oidc
