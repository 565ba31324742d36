// Links of invitations: the newest one of each, and joining by it.
#include "storage/organization_invitation_store.h"
#include "storage/organization_member_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const OrganizationId acme("acme");
const OrganizationInvitationId invited("invited");
const UserId alice("alice");
const UserId bob("bob");

OrganizationInvitationStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

void add_invitation(Stores& stores) {
  stores.run(stores.access.insert_organization({.id = acme, .name = "Acme"}, now));
  const OrganizationRoleId member("member");
  stores.run(stores.organization_template.insert_role({.id = member, .name = "member"}));
  for (const auto& id : {alice, bob}) {
    auto user = test::a_user(id.value());
    user.primary_email = id.value() + "@mail.example";
    stores.run(stores.users.insert(user, std::nullopt));
  }
  OrganizationInvitation invitation;
  invitation.id = invited;
  invitation.invitee = "bob@mail.example";
  invitation.organization_id = acme;
  invitation.created_at = now;
  invitation.expires_at = now + Seconds(60);
  invitation.redirect_url = "https://acme.example/in";
  stores.run(store_of(stores).insert(invitation, {member}));
}

LinkHash a_link(std::string text = "first") {
  return {.id = invited, .hash = std::move(text)};
}

bool succeeds(Stores& stores, Plan plan) {
  const auto verdict = test::commit(stores.database, std::move(plan));
  if (verdict.error) std::rethrow_exception(verdict.error);
  return verdict.committed();
}
bool succeeds(Stores& stores, Statement statement) {
  Plan plan;
  plan.add(std::move(statement));
  return succeeds(stores, std::move(plan));
}

bool is_in(Stores& stores, const UserId& user) {
  const OrganizationMemberStore<UserId> members(stores.database, stores.tenant);
  return run_task(members.list_roles(acme, user, Window::all())).is_member;
}

}  // namespace

TEST_CASE("OrganizationInvitationStore finds an invitation by its newest link, for its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_invitation(stores);
    CHECK_FALSE(run_task(store.find_by_link(a_link(""))));
    CHECK(succeeds(stores, store.put_link(a_link(), now)));
    const auto found = run_task(store.find_by_link(a_link()));
    REQUIRE(found);
    CHECK(found->id == invited);
    CHECK(found->redirect_url == "https://acme.example/in");
    REQUIRE(found->roles.size() == 1);
    CHECK_FALSE(run_task(store_of(others).find_by_link(a_link())));
    CHECK_FALSE(succeeds(others, store_of(others).put_link(a_link(), now)));

    CHECK(succeeds(stores, store.put_link(a_link("second"), now)));
    CHECK_FALSE(run_task(store.find_by_link(a_link())));
    CHECK(run_task(store.find_by_link(a_link("second"))));
    CHECK(succeeds(stores, store.remove_link(invited, now)));
    CHECK_FALSE(run_task(store.find_by_link(a_link("second"))));
  });
}

TEST_CASE("OrganizationInvitationStore makes no link for an invitation that has ended") {
  for_each_engine([](Stores& stores, Stores&) {
    const auto store = store_of(stores);
    add_invitation(stores);
    const auto end = now + Seconds(60);
    CHECK_FALSE(succeeds(stores, store.put_link(a_link(), end)));
    CHECK_FALSE(succeeds(stores, store.remove_link(invited, end)));
    CHECK(succeeds(stores, store.revoke(invited, now)));
    CHECK_FALSE(succeeds(stores, store.put_link(a_link(), now)));
  });
}

TEST_CASE("OrganizationInvitationStore accepts by the newest link, for the invitee, once") {
  for_each_engine([](Stores& stores, Stores&) {
    const auto store = store_of(stores);
    add_invitation(stores);
    CHECK(succeeds(stores, store.put_link(a_link(), now)));
    CHECK_FALSE(succeeds(stores, store.accept_by_link(a_link(), alice, now)));
    CHECK_FALSE(succeeds(stores, store.accept_by_link(a_link("other"), bob, now)));
    CHECK_FALSE(succeeds(stores, store.accept_by_link(a_link(), bob, now + Seconds(60))));
    CHECK_FALSE(is_in(stores, bob));

    CHECK(succeeds(stores, store.accept_by_link(a_link(), bob, now)));
    CHECK(is_in(stores, bob));
    CHECK_FALSE(is_in(stores, alice));
    CHECK_FALSE(succeeds(stores, store.accept_by_link(a_link(), bob, now)));
    // The link still leads to what has become of the invitation.
    const auto found = run_task(store.find_by_link(a_link()));
    REQUIRE(found);
    CHECK(found->status == InvitationStatus::accepted);
  });
}

}  // namespace daemun::storage
