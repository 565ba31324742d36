#include "oidc/grants/revocation.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

struct Refusing {
  test::TestTenant tenant;
  TokenServices services{*tenant.dependencies, *tenant.keys, *tenant.tokens, Secret("key")};
  Grant grant;
  TokenRequest request{.grant_type = "refresh_token", .ip = "192.0.2.1", .user_agent = "curl"};

  Refusing() {
    tenant.insert(test::a_user());
    tenant.insert(test::an_application("app"));
    grant = tenant.a_grant(ApplicationId("app"), test::a_user().id, {"openid"});
    tenant.insert(grant);
  }
  OAuthError refuse(Replay replay) {
    return run_task(refuse_grant(
        services, grant, GrantRefusal{.error = invalid_grant("why"), .replay = replay}, request
    ));
  }
  bool is_revoked() { return tenant.find_grant(grant.id)->grant.revoked_at.has_value(); }
  std::vector<storage::LogStore::StoredEvent> events() {
    return run_task(storage::LogStore(*tenant.database, tenant.tenant).list(10));
  }
};

}  // namespace

TEST_CASE("refuse_grant spares a grant that was not replayed, and writes that down without haste") {
  Refusing refusing;
  const auto error = refusing.refuse(Replay::no);
  CHECK(error.code == OAuthErrorCode::invalid_grant);
  CHECK(error.is_audited);
  CHECK_FALSE(refusing.is_revoked());
  CHECK(refusing.events().empty());
  run_task(refusing.tenant.journal->flush());
  const auto events = refusing.events();
  REQUIRE(events.size() == 1);
  const auto payload = parse_json_object(events[0].payload).value();
  CHECK(payload.at("userId").as_string() == test::a_user().id.value());
  CHECK_FALSE(payload.contains("revoked"));
}

TEST_CASE("refuse_grant ends a replayed grant and leaves a line in the audit log") {
  Refusing refusing;
  const auto error = refusing.refuse(Replay::yes);
  CHECK(error.code == OAuthErrorCode::invalid_grant);
  CHECK(refusing.is_revoked());
  const auto events = refusing.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].key == "ExchangeTokenBy.RefreshToken");
  const auto payload = parse_json_object(events[0].payload).value();
  CHECK(payload.at("result").as_string() == "Error");
  CHECK(payload.at("error").as_string() == "oidc.invalid_grant");
  CHECK(payload.at("errorDetail").as_string() == "why");
  CHECK(payload.at("applicationId").as_string() == "app");
  CHECK(payload.at("revoked").as_bool());
  CHECK(payload.at("grantId").as_string() == refusing.grant.id.value());
  CHECK(payload.at("ip").as_string() == "192.0.2.1");
  CHECK(payload.at("userAgent").as_string() == "curl");
}

TEST_CASE("refuse_grant revokes once") {
  Refusing refusing;
  refusing.refuse(Replay::yes);
  refusing.grant.revoked_at = refusing.tenant.clock.now();
  refusing.refuse(Replay::yes);
  CHECK(refusing.events().size() == 1);
  CHECK(refusing.tenant.journal->counters().waiting == 1);
}

}  // namespace daemun::oidc
