#include "storage/organization_invitation_store.h"

#include "storage/account_deletion_store.h"
#include "storage/organization_member_store.h"
#include "storage/test_stores.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

const OrganizationId acme("acme");
const UserId alice("alice");
const UserId bob("bob");
const OrganizationRoleId member("member");

OrganizationInvitationStore store_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

OrganizationInvitation an_invitation(std::string id, TimePoint created_at = now) {
  OrganizationInvitation invitation;
  invitation.id = OrganizationInvitationId(std::move(id));
  invitation.invitee = "bob@mail.example";
  invitation.organization_id = acme;
  invitation.created_at = created_at;
  invitation.expires_at = created_at + Seconds(60);
  return invitation;
}

void add_organization(Stores& stores) {
  stores.run(stores.access.insert_organization({.id = acme, .name = "Acme"}, now));
  stores.run(stores.organization_template.insert_role({.id = member, .name = "member"}));
  for (const auto& id : {alice, bob}) {
    auto user = test::a_user(id.value());
    user.primary_email = id.value() + "@mail.example";
    stores.run(stores.users.insert(user, std::nullopt));
  }
}

std::optional<Conflict::Reason> conflict(Stores& stores, Plan plan) {
  const auto verdict = test::commit(stores.database, std::move(plan));
  if (verdict.error) std::rethrow_exception(verdict.error);
  if (verdict.committed()) return std::nullopt;
  return verdict.conflict->reason;
}

// alice, who may invite to acme as "keeper", has invited bob as "keeper" and "member".
OrganizationInvitation invite_as_member(Stores& stores) {
  const OrganizationRoleId keeper("keeper");
  auto& roles = stores.organization_template;
  add_organization(stores);
  stores.run(roles.insert_role({.id = keeper, .name = "keeper"}));
  for (const auto* name : {"member:invite", "admin"})
    stores.run(roles.insert_scope({.id = OrganizationScopeId(name), .name = name}));
  stores.run(roles.assign_scope(keeper, OrganizationScopeId("member:invite")));
  stores.run(stores.access.add_member(acme, alice));
  stores.run(stores.access.add_member_role(acme, alice, keeper));
  auto invitation = an_invitation("one");
  invitation.inviter_id = alice;
  invitation.inviter_permission = "member:invite";
  stores.run(store_of(stores).insert(invitation, {keeper, member}));
  return invitation;
}

bool is_in(Stores& stores, const UserId& user) {
  const OrganizationMemberStore<UserId> members(stores.database, stores.tenant);
  return run_task(members.list_roles(acme, user, Window::all())).is_member;
}

}  // namespace

TEST_CASE("OrganizationInvitationStore gives back an invitation with its roles, to its tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organization(stores);
    stores.run(stores.access.add_member(acme, alice));
    auto invitation = an_invitation("one");
    invitation.inviter_id = alice;
    CHECK_FALSE(conflict(stores, store.insert(invitation, {member, member})));
    const auto found = run_task(store.find(invitation.id));
    REQUIRE(found);
    CHECK(found->inviter_id == alice);
    CHECK(found->invitee == invitation.invitee);
    CHECK_FALSE(found->accepted_user_id);
    CHECK(found->organization_id == acme);
    CHECK(found->status == InvitationStatus::pending);
    CHECK(found->created_at == now);
    CHECK(found->updated_at == now);
    CHECK(found->expires_at == now + Seconds(60));
    REQUIRE(found->roles.size() == 1);
    CHECK(found->roles[0].name == "member");
    CHECK_FALSE(run_task(store_of(others).find(invitation.id)));
    CHECK(run_task(store_of(others).list({})).empty());
    CHECK(conflict(others, store_of(others).accept(invitation.id, bob, now)));
  });
}

TEST_CASE("OrganizationInvitationStore has one pending invitation of an address") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    CHECK_FALSE(conflict(stores, store.insert(an_invitation("one"), {})));
    CHECK(conflict(stores, store.insert(an_invitation("two"), {})) == Conflict::Reason::unique);
    // What has expired makes room, and is kept as expired.
    const auto later = an_invitation("three", now + Seconds(60));
    CHECK_FALSE(conflict(stores, store.insert(later, {})));
    CHECK(
        run_task(store.find(OrganizationInvitationId("one")))->status == InvitationStatus::expired
    );
    stores.run(store.revoke(later.id, later.created_at));
    CHECK_FALSE(conflict(stores, store.insert(an_invitation("four", later.created_at), {})));
    CHECK(run_task(store.list({.organization = acme})).size() == 3);
    CHECK(run_task(store.list({.invitee = "alice@mail.example"})).empty());
  });
}

TEST_CASE("OrganizationInvitationStore refuses an inviter from outside and unknown roles") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    auto invitation = an_invitation("one");
    invitation.inviter_id = alice;
    CHECK(conflict(stores, store.insert(invitation, {})) == Conflict::Reason::foreign_key);
    CHECK(
        conflict(stores, store.insert(an_invitation("one"), {OrganizationRoleId("none")})) ==
        Conflict::Reason::row_count
    );
    invitation.inviter_id.reset();
    invitation.organization_id = OrganizationId("none");
    CHECK(conflict(stores, store.insert(invitation, {})) == Conflict::Reason::foreign_key);
    CHECK(run_task(store.list({})).empty());
  });
}

TEST_CASE("OrganizationInvitationStore accepts for the invitee, in time, once") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    const auto invitation = an_invitation("one");
    CHECK_FALSE(conflict(stores, store.insert(invitation, {member})));
    CHECK(conflict(stores, store.accept(invitation.id, alice, now)) == Conflict::Reason::row_count);
    CHECK(
        conflict(stores, store.accept(invitation.id, bob, invitation.expires_at)) ==
        Conflict::Reason::row_count
    );
    CHECK_FALSE(is_in(stores, bob));
    CHECK_FALSE(conflict(stores, store.accept(invitation.id, bob, now + Seconds(1))));
    CHECK(is_in(stores, bob));
    CHECK_FALSE(is_in(stores, alice));
    const auto found = run_task(store.find(invitation.id));
    CHECK(found->status == InvitationStatus::accepted);
    CHECK(found->accepted_user_id == bob);
    CHECK(found->updated_at == now + Seconds(1));
    CHECK(conflict(stores, store.accept(invitation.id, bob, now)) == Conflict::Reason::row_count);
    CHECK(stores.conflict(store.revoke(invitation.id, now)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("OrganizationInvitationStore accepts what a member has sent while the member may send it"
) {
  using Change = std::function<void(Stores&)>;
  const std::vector<std::pair<std::string, Change>> losses{
      {"nothing", {}},
      {"the right to invite",
       [](Stores& stores) {
         const OrganizationMemberStore<UserId> members(stores.database, stores.tenant);
         stores.run(members.remove_role(acme, alice, OrganizationRoleId("keeper")));
       }},
      {"what the role permits",
       [](Stores& stores) {
         stores.run(stores.organization_template.assign_scope(member, OrganizationScopeId("admin"))
         );
       }},
      {"suspended",
       [](Stores& stores) { stores.run(stores.users.update_suspension(alice, true, now)); }},
      {"about to be deleted",
       [](Stores& stores) {
         const AccountDeletionStore deletions(stores.database, stores.tenant);
         stores.run(deletions.insert(make_account_deletion(alice, now)));
       }},
  };
  for (const auto& loss : losses) {
    CAPTURE(loss.first);
    for_each_engine([&](Stores& stores, Stores&) {
      const auto store = store_of(stores);
      const auto invitation = invite_as_member(stores);
      if (loss.second) loss.second(stores);
      const bool counts = !loss.second;
      const auto found = run_task(store.find(invitation.id));
      REQUIRE(found);
      CHECK(found->inviter_permission == "member:invite");
      CHECK(found->is_backed == counts);
      CHECK(found->status == InvitationStatus::pending);
      const auto pending = run_task(store.list_pending({.organization = acme}, now));
      REQUIRE(pending.size() == 1);
      CHECK(pending.front().invitation.is_backed == counts);
      CHECK(conflict(stores, store.accept(invitation.id, bob, now)).has_value() != counts);
      CHECK(is_in(stores, bob) == counts);
    });
  }
}

TEST_CASE("OrganizationInvitationStore asks no right of the inviter whom an administrator names") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    stores.run(stores.access.add_member(acme, alice));
    auto invitation = an_invitation("one");
    invitation.inviter_id = alice;
    CHECK_FALSE(conflict(stores, store.insert(invitation, {member})));
    stores.run(stores.users.update_suspension(alice, true, now));
    CHECK(run_task(store.find(invitation.id))->is_backed);
    CHECK_FALSE(conflict(stores, store.accept(invitation.id, bob, now)));
    CHECK(is_in(stores, bob));
  });
}

TEST_CASE("OrganizationInvitationStore ends an invitation once, however many try") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    CHECK_FALSE(conflict(stores, store.insert(an_invitation("one"), {member})));
    CHECK(stores.winners(store.revoke(OrganizationInvitationId("one"), now)) == 1);
    CHECK(conflict(stores, store.accept(OrganizationInvitationId("one"), bob, now)));
    CHECK_FALSE(is_in(stores, bob));
  });
}

TEST_CASE("OrganizationInvitationStore lists what is pending with names, and counts the recent") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto store = store_of(stores);
    add_organization(stores);
    stores.run(stores.access.add_member(acme, alice));
    stores.run(stores.users.update(alice, {.name = {.is_given = true, .value = "Alice"}}, now));
    auto invitation = an_invitation("one");
    invitation.inviter_id = alice;
    CHECK_FALSE(conflict(stores, store.insert(invitation, {member})));
    auto other = an_invitation("two", now + Seconds(1));
    other.invitee = "carol@mail.example";
    CHECK_FALSE(conflict(stores, store.insert(other, {})));
    stores.run(store.revoke(other.id, now + Seconds(1)));

    const OrganizationInvitationStore::Filter to_bob{
        .organization = {}, .inviter = {}, .invitee = invitation.invitee};
    const auto pending = run_task(store.list_pending(to_bob, now));
    REQUIRE(pending.size() == 1);
    CHECK(pending.front().invitation.id == invitation.id);
    CHECK(pending.front().invitation.roles.size() == 1);
    CHECK(pending.front().inviter_name == "Alice");
    CHECK(pending.front().organization_name == "Acme");
    const OrganizationInvitationStore::Filter of_acme{
        .organization = acme, .inviter = {}, .invitee = {}};
    CHECK(run_task(store.list_pending(of_acme, now)).size() == 1);
    CHECK(run_task(store.list_pending(of_acme, invitation.expires_at)).empty());
    CHECK(run_task(store_of(others).list_pending(of_acme, now)).empty());

    CHECK(run_task(store.count_pending(acme, now)) == 1);
    CHECK(run_task(store.count_pending(acme, now + Seconds(60))) == 0);
    CHECK(run_task(store_of(others).count_pending(acme, now)) == 0);

    stores.run(store_of(others).revoke_of_inviter(alice, now));
    CHECK(run_task(store.count_pending(acme, now)) == 1);
    stores.run(store.revoke_of_inviter(alice, now));
    CHECK(run_task(store.count_pending(acme, now)) == 0);
  });
}

TEST_CASE("OrganizationInvitationStore drops the invitations of an inviter who leaves") {
  for_each_engine([](Stores& stores) {
    const auto store = store_of(stores);
    add_organization(stores);
    stores.run(stores.access.add_member(acme, alice));
    auto invitation = an_invitation("one");
    invitation.inviter_id = alice;
    CHECK_FALSE(conflict(stores, store.insert(invitation, {member})));
    const OrganizationMemberStore<UserId> members(stores.database, stores.tenant);
    stores.run(members.remove(acme, alice));
    CHECK_FALSE(run_task(store.find(invitation.id)));
  });
}

}  // namespace daemun::storage
