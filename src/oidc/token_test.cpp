#include "oidc/token.h"

#include "oidc/audit.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

struct Refusing {
  test::TestTenant tenant;
  Grant grant;
  http::Request request =
      test::with_header(test::a_request(http::Method::post, "/oidc/token"), "user-agent", "curl");

  Refusing() {
    tenant.insert(test::a_user());
    tenant.insert(test::an_application("app"));
    grant = tenant.a_grant(ApplicationId("app"), test::a_user().id, {"openid"});
    tenant.insert(grant);
  }
  OAuthError refuse(Replay replay, OAuthError error = invalid_grant("why")) {
    auto event = make_audit_event(*tenant.dependencies, exchange_key("refresh_token"), request);
    return run_task(refuse_exchange(
        *tenant.dependencies,
        std::move(event),
        GrantRefusal{.error = std::move(error), .replay = replay, .grant = grant}
    ));
  }
  bool is_revoked() { return tenant.find_grant(grant.id)->grant.revoked_at.has_value(); }
  std::vector<storage::LogStore::StoredEvent> events() {
    return run_task(storage::LogStore(*tenant.database, tenant.tenant).list(10));
  }
};

}  // namespace

TEST_CASE("refuse_exchange spares a grant that was not replayed, and writes that down without haste"
) {
  Refusing refusing;
  const auto error = refusing.refuse(Replay::no);
  CHECK(error.code == OAuthErrorCode::invalid_grant);
  CHECK_FALSE(refusing.is_revoked());
  CHECK(refusing.events().empty());
  run_task(refusing.tenant.journal->flush());
  const auto events = refusing.events();
  REQUIRE(events.size() == 1);
  const auto payload = parse_json_object(events[0].payload).value();
  CHECK(payload.at("userId").as_string() == test::a_user().id.value());
  CHECK_FALSE(payload.contains("revoked"));
}

TEST_CASE("refuse_exchange ends a replayed grant and leaves a line in the audit log") {
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

TEST_CASE("refuse_exchange writes nothing about an error that is not audited") {
  Refusing refusing;
  refusing.refuse(
      Replay::no, OAuthError{.code = OAuthErrorCode::authorization_pending, .audit = Audit::no}
  );
  CHECK(refusing.tenant.journal->counters().waiting == 0);
}

TEST_CASE("refuse_exchange revokes once") {
  Refusing refusing;
  refusing.refuse(Replay::yes);
  refusing.grant.revoked_at = refusing.tenant.clock.now();
  refusing.refuse(Replay::yes);
  CHECK(refusing.events().size() == 1);
  CHECK(refusing.tenant.journal->counters().waiting == 1);
}

}  // namespace daemun::oidc
