// Organization.Membership.Updated of people who join at the end of a dialogue: just in time, by a
// connector or the domain of an address, or by a link.
#include "experience/test_codes.h"
#include "experience/test_enterprise.h"
#include "storage/hook_store.h"
#include "storage/one_time_token_store.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_member_store.h"
#include "storage/organization_store.h"
#include "storage/outbox_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace daemun::experience {
namespace {

using namespace test;

const std::string event_name = "Organization.Membership.Updated";
const std::string link_token = "a-token-of-thirty-two-characters";

struct World {
  explicit World(std::vector<std::string> events = {event_name}) {
    tenant.change_settings(sso_settings(
        {{"signUp", {{"identifiers", json::array{"email"}}, {"password", false}, {"verify", true}}}}
    ));
    const storage::HookStore hooks(*tenant.database, *tenant.vault, tenant.tenant);
    tenant.commit(hooks.insert(Hook{
        .id = HookId("hook1"),
        .events = std::move(events),
        .config = {{"url", "https://a.example"}},
        .signing_key = Secret("key")}));
    for (const auto* name : {"club", "guild"}) {
      OrganizationDetails details{.id = OrganizationId(name), .name = name};
      details.created_at = tenant.clock.now();
      tenant.commit(storage::OrganizationStore(*tenant.database, tenant.tenant).insert(details));
    }
    tenant.commit(jit().add_sso_connectors(OrganizationId("club"), {SsoConnectorId("acme")}));
  }

  storage::OrganizationJitStore jit() { return {*tenant.database, tenant.tenant}; }
  Browser browser(std::string_view event = "SignIn") { return a_dialogue(tenant, event); }
  void end(Browser& browser, const http::Response& proof) {
    CHECK(browser.identify(proof).status / 100 == 2);
    CHECK(browser.submit().status == 200);
  }

  // "club:<user>" of each message, sorted.
  std::vector<std::string> told() {
    const storage::OutboxStore outbox(*tenant.database, tenant.tenant);
    const storage::DueMessages due{.kind = "webhook", .now = tenant.clock.now(), .limit = 100};
    std::vector<std::string> all;
    const auto waiting = run_task(outbox.list_due(due));
    for (const auto& message : waiting) {
      last = json::parse(message.payload).as_object();
      CHECK(find_string(last, "event") == event_name);
      CHECK(last.at("addedUserIds").as_array().size() == 1);
      all.push_back(
          std::string(last.at("organizationId").as_string()) + ":" +
          std::string(last.at("addedUserIds").at(0).as_string())
      );
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  TestTenant tenant;
  Company company{tenant};
  json::object last{};
};

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("submit tells webhooks of each organization that a new person joins just in time") {
  World world;
  world.tenant.commit(world.jit().insert_domain(OrganizationId("guild"), "acme.example"));
  // The same organization by both ways.
  world.tenant.commit(world.jit().insert_domain(OrganizationId("club"), "acme.example"));
  world.company.says_email("ann@acme.example");
  auto browser = world.browser("Register");
  world.end(browser, world.company.prove(browser));
  const auto id = owner_at_company(world.tenant);
  CHECK(world.told() == Told{"club:" + id, "guild:" + id});
  CHECK(world.last.at("interactionEvent") == "Register");
  CHECK(world.last.contains("ip"));
}

TEST_CASE("submit tells webhooks of an account that joins by its new account at a company") {
  World world;
  const auto id = world.tenant.insert_user("ann");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "ann@acme.example"};
  world.tenant.commit(world.tenant.users().update(id, changes, world.tenant.clock.now()));
  world.company.says_email("ann@acme.example");
  auto browser = world.browser();
  world.end(browser, world.company.prove(browser));
  CHECK(world.told() == Told{"club:" + id.value()});
  CHECK(world.last.at("interactionEvent") == "SignIn");
  // The next sign-in joins nothing.
  auto again = world.browser();
  world.end(again, world.company.prove(again));
  CHECK(world.told().size() == 1);
}

TEST_CASE("submit tells webhooks nothing of a membership that was there") {
  World world;
  const auto id = world.tenant.insert_user("ann");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "ann@acme.example"};
  world.tenant.commit(world.tenant.users().update(id, changes, world.tenant.clock.now()));
  const storage::OrganizationMemberStore<UserId> members(
      *world.tenant.database, world.tenant.tenant
  );
  world.tenant.commit(members.add(OrganizationId("club"), {id}));
  world.company.says_email("ann@acme.example");
  auto browser = world.browser();
  world.end(browser, world.company.prove(browser));
  CHECK(world.told().empty());
}

TEST_CASE("submit tells webhooks of the organizations of a link") {
  World world;
  const std::string address = "ann@mail.example";
  const OneTimeToken link{
      .id = OneTimeTokenId("link"),
      .email = address,
      .value = Secret(link_token),
      .context = {{"jitOrganizationIds", json::array{"guild"}}},
      .created_at = world.tenant.clock.now(),
      .expires_at = world.tenant.clock.now() + Seconds(600)};
  const storage::OneTimeTokenStore links(
      *world.tenant.database, *world.tenant.vault, world.tenant.tenant
  );
  world.tenant.commit(links.insert(link));
  auto browser = world.browser("Register");
  CHECK(browser.identify(browser.verify_one_time_token(address, link_token)).status == 201);
  CHECK(browser.submit().status == 200);
  const auto told = world.told();
  REQUIRE(told.size() == 1);
  CHECK(told.front().starts_with("guild:"));
}

TEST_CASE("submit tells nobody of memberships who did not ask for them") {
  World world({"User.Deleted"});
  world.company.says_email("ann@acme.example");
  auto browser = world.browser("Register");
  world.end(browser, world.company.prove(browser));
  CHECK(world.told().empty());
}

}  // namespace daemun::experience
