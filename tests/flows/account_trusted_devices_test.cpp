// The browsers that a person trusts, through the Account API.
#include "storage/trusted_device_store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "flows/harness/account.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/my-account/trusted-devices";

void trust(Server& server, const std::string& user, const std::string& id) {
  const auto now = server.clock.now();
  const storage::TrustedDeviceStore devices(*server.database, server.tenant);
  server.commit(devices.insert(
      {.id = id,
       .user_id = UserId(user),
       .secret_hash = storage::hash_trusted_device(Secret(std::string(32, id.at(0)))),
       .user_agent = "Browser of " + id,
       .network = "192.0.2.1",
       .created_at = now,
       .last_used_at = now,
       .expires_at = now + std::chrono::hours(24)}
  ));
}

void prepare(Server& server) {
  add_shop(server);
  server.insert(a_user("bob"));
  open_account_center(server);
  server.change_sign_in_experience({{"trustedDevice", {{"enabled", true}, {"durationDays", 10}}}});
  trust(server, "alice", "phone");
  trust(server, "bob", "tablet");
}

json::array list(const Answer& answer) {
  REQUIRE(answer.status() == 200);
  return json::parse(answer.response.body).as_array();
}

bool has_line(Server& server, std::string_view key) {
  const auto log = server.audit_log(1000);
  return std::any_of(log.begin(), log.end(), [&](const auto& line) { return line.key == key; });
}

}  // namespace

TEST_CASE("GET /my-account/trusted-devices lists the person's own") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    CHECK(alice.outcome(Method::get, path) == "401 verification_record.permission_denied");
    alice.step_up();
    const auto shown = list(alice.get(path));
    REQUIRE(shown.size() == 1);
    const auto& device = shown.at(0).as_object();
    CHECK(device.at("id") == "phone");
    CHECK(device.at("userAgent") == "Browser of phone");
    CHECK(device.at("isCurrent") == false);
    CHECK_FALSE(device.contains("secretHash"));
    server.clock.advance(std::chrono::hours(24));
    AccountOwner later(server, "alice");
    later.step_up();
    CHECK(list(later.get(path)).empty());
  });
}

TEST_CASE("DELETE /my-account/trusted-devices/{id} ends the trust in a device of one's own") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    AccountOwner narrow(server, "alice", "web", "openid");
    alice.step_up();
    narrow.step_up();
    CHECK(narrow.outcome(Method::delete_, path + "/phone") == "401 auth.unauthorized");
    CHECK(alice.outcome(Method::delete_, path + "/tablet") == "404 entity.not_found");
    CHECK(alice.outcome(Method::delete_, path + "/phone") == "204");
    CHECK(alice.outcome(Method::delete_, path + "/phone") == "404 entity.not_found");
    CHECK(has_line(server, "TrustedDevice.Revoke"));
    open_account_center(server, all_fields("ReadOnly"));
    CHECK(list(alice.get(path)).empty());
    CHECK(
        alice.outcome(Method::delete_, path + "/phone") == "400 account_center.field_not_editable"
    );
    AccountOwner bob(server, "bob");
    bob.step_up();
    CHECK(list(bob.get(path)).size() == 1);
  });
}

}  // namespace daemun::flows
