#include "storage/one_time_token_store.h"

#include "storage/organization_template_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;
using Status = OneTimeTokenStatus;

const OneTimeTokenId id("one");

OneTimeToken a_token(std::string name = "one", std::string email = "mina@example.com") {
  return OneTimeToken{
      .id = OneTimeTokenId(name),
      .email = std::move(email),
      .value = Secret("value of " + name),
      .context = {{"jitOrganizationIds", {"acme"}}},
      .created_at = now,
      .expires_at = now + one_time_token_ttl,
  };
}

OneTimeTokenStore store_of(Stores& stores) {
  return OneTimeTokenStore(stores.database, stores.vault, stores.tenant);
}

std::string list(Stores& stores, OneTimeTokenStore::Filter filter, Window window = Window::all()) {
  const auto page = run_task(store_of(stores).list_page(std::move(filter), window));
  std::string ids;
  for (const auto& token : page.tokens)
    ids += token.id.value() + " ";
  return ids + "of " + std::to_string(page.total);
}

}  // namespace

TEST_CASE("OneTimeTokenStore gives back a token by its id and by its value, in its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    stores.run(store.insert(a_token()));
    for (const auto& found :
         {run_task(store.find(id)), run_task(store.find_by_value(Secret("value of one")))}) {
      REQUIRE(found);
      CHECK(found->id == id);
      CHECK(found->email == "mina@example.com");
      CHECK(found->value.reveal() == "value of one");
      CHECK(json::serialize(found->context) == R"({"jitOrganizationIds":["acme"]})");
      CHECK(found->status == Status::active);
      CHECK(found->created_at == now);
      CHECK(found->expires_at == now + one_time_token_ttl);
    }
    CHECK_FALSE(run_task(store.find_by_value(Secret("value of two"))));
    CHECK_FALSE(run_task(store_of(others).find(id)));
    CHECK_FALSE(run_task(store_of(others).find_by_value(Secret("value of one"))));
  });
}

TEST_CASE("OneTimeTokenStore lists by address and by the status of the moment, newest first") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    auto old = a_token("old");
    old.created_at = now - Seconds(1000);
    old.expires_at = now;
    stores.run(store.insert(old));
    stores.run(store.insert(a_token("one")));
    auto other = a_token("other", "juno@example.com");
    other.created_at = now - Seconds(1);
    stores.run(store.insert(other));
    stores.run(store.consume(OneTimeTokenId("other"), now));
    stores.run(store_of(others).insert(a_token("foreign")));
    CHECK(list(stores, {.now = now}) == "one other old of 3");
    CHECK(list(stores, {.now = now}, {.limit = 1, .offset = 1}) == "other of 3");
    CHECK(list(stores, {.email = "mina@example.com", .now = now}) == "one old of 2");
    CHECK(list(stores, {.status = Status::active, .now = now}) == "one of 1");
    CHECK(list(stores, {.status = Status::expired, .now = now}) == "old of 1");
    CHECK(list(stores, {.status = Status::consumed, .now = now}) == "other of 1");
    CHECK(
        list(stores, {.email = "juno@example.com", .status = Status::revoked, .now = now}) == "of 0"
    );
  });
}

TEST_CASE("OneTimeTokenStore lets a token be consumed exactly once under concurrent attempts") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    stores.run(store.insert(a_token()));
    CHECK(others.conflict(store_of(others).consume(id, now)) == Conflict::Reason::row_count);
    CHECK(
        stores.conflict(store.consume(id, now + one_time_token_ttl)) == Conflict::Reason::row_count
    );
    CHECK(stores.winners(store.consume(id, now)) == 1);
    CHECK(run_task(store.find(id))->status == Status::consumed);
  });
}

TEST_CASE("OneTimeTokenStore changes a status only from the one that was seen") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    stores.run(store.insert(a_token()));
    CHECK(
        stores.conflict(store.update_status(id, Status::revoked, Status::consumed)) ==
        Conflict::Reason::row_count
    );
    stores.run(store.update_status(id, Status::active, Status::revoked));
    CHECK(stores.conflict(store.consume(id, now)) == Conflict::Reason::row_count);
    stores.run(store.remove(id));
    CHECK(stores.conflict(store.remove(id)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("OneTimeTokenStore has a user join the organizations there are, with their default roles"
) {
  for_each_engine([](Stores& stores) {
    const UserId user = test::a_user().id;
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    const OrganizationId acme("acme");
    stores.run(stores.access.insert_organization({.id = acme, .name = "Acme"}, now));
    const OrganizationRoleId role("guest");
    const OrganizationTemplateStore roles_of_template(stores.database, stores.tenant);
    stores.run(roles_of_template.insert_role({.id = role, .name = "guest", .type = RoleType::user})
    );
    stores.run(Statement{
        {"insert into organization_jit_roles (tenant_id, organization_id, organization_role_id) "
         "values ($1, $2, $3)"},
        {stores.tenant, acme, role}});
    for (int i = 0; i < 2; ++i) {
      const auto verdict = test::commit(
          stores.database, store_of(stores).join(user, {acme, OrganizationId("gone")})
      );
      CHECK(verdict.committed());
    }
    const auto organizations = run_task(stores.access.list_organizations(user));
    REQUIRE(organizations.size() == 1);
    CHECK(organizations.front().id == acme);
    const auto roles = run_task(stores.access.list_organization_roles(user));
    REQUIRE(roles.size() == 1);
  });
}

TEST_CASE("OneTimeTokenStore gives the roles that there are and that are users'") {
  for_each_engine([](Stores& stores) {
    const auto user = test::a_user();
    stores.run(stores.users.insert(user, std::nullopt));
    stores.run(stores.roles.insert({.id = RoleId("keeper"), .name = "keeper"}));
    stores.run(stores.roles.insert(
        {.id = RoleId("machine"), .name = "machine", .type = RoleType::machine_to_machine}
    ));
    const std::vector<RoleId> roles{RoleId("keeper"), RoleId("machine"), RoleId("gone")};
    stores.run(store_of(stores).give_roles(user.id, roles));
    stores.run(store_of(stores).give_roles(user.id, roles));
    CHECK(run_task(stores.access.list_role_names(user.id)) == std::vector<std::string>{"keeper"});
  });
}

}  // namespace daemun::storage
