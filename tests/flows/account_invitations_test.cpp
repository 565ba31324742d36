// Invitations to organizations through the Account API: sent and revoked by members, answered by
// the invited.
#include "storage/organization_invitation_store.h"
#include "storage/organization_member_store.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string mine = "/my-organization-invitations";
const std::string invitations = "/my-organizations/acme/invitations";
const std::string membership_event = "Organization.Membership.Updated";
const std::string ended = "422 request.invalid_input";
const std::string unknown = "404 entity.not_found";

void insert_person(Server& server, const std::string& name) {
  auto user = a_user(name);
  user.primary_email = name + "@mail.example";
  user.name = "Name of " + name;
  server.insert(user);
}

// The shop with bob as the "keeper" of "acme", who also holds the role "member"; carol and dora are
// no members.
void prepare(Server& server) {
  add_shop(server);
  add_member_permissions(server);
  for (const char* name : {"bob", "carol", "dora"})
    insert_person(server, name);
  server.add_member("acme", "bob", "keeper");
  server.add_member("acme", "bob", "member");
  open_account_center(server);
}

void add_mails(Administrator& administrator) {
  json::array templates;
  for (const auto* type :
       {"SignIn", "Register", "ForgotPassword", "Generic", "OrganizationInvitation"}) {
    templates.push_back(
        {{"usageType", type},
         {"subject", "Join {{organization.name}}"},
         {"content", "{{inviter.name}} {{link}}"},
         {"contentType", "text/plain"}}
    );
  }
  add_mail_connector(administrator, std::move(templates));
}

void add_mails(Server& server) {
  Administrator administrator(server);
  add_mails(administrator);
}

struct Inviter : AccountOwner {
  Inviter(Server& server, const std::string& name, const std::string& organization = "acme")
      : AccountOwner(server, name) {
    const auto tokens = sign_in_to_organization(server, name, organization);
    set_token(tokens.account);
    step_up();
    set_token(tokens.organization);
  }

  Answer invite(const std::string& invitee, const std::vector<std::string>& roles = {}) {
    json::object body{{"invitee", invitee}};
    if (!roles.empty()) body["roleIds"] = json::array(roles.begin(), roles.end());
    return send(Method::post, invitations, json::serialize(body));
  }
  // The id.
  std::string invited(const std::string& invitee, const std::vector<std::string>& roles = {}) {
    const auto answer = invite(invitee, roles);
    REQUIRE(outcome_of(answer) == "201");
    return answer.text("id");
  }
};

std::string answer_to(AccountOwner& owner, const std::string& id, const std::string& status) {
  return owner.outcome(
      Method::put, mine + "/" + id + "/status", json::serialize(json::object{{"status", status}})
  );
}

json::array list(AccountOwner& owner, const std::string& path) {
  const auto answer = owner.get(path);
  REQUIRE(answer.status() == 200);
  return json::parse(answer.response.body).as_array();
}

std::optional<storage::AccessStore::Membership> membership(Server& server, const char* user) {
  return run_task(server.access.find_membership(OrganizationId("acme"), UserId(user)));
}

// To addresses of nobody, for an hour.
void insert_invitations(Server& server, int count) {
  const storage::OrganizationInvitationStore store(*server.database, server.tenant);
  storage::Plan plan;
  for (int i = 0; i < count; ++i) {
    OrganizationInvitation invitation;
    invitation.id = OrganizationInvitationId("i" + std::to_string(i));
    invitation.invitee = invitation.id.value() + "@mail.example";
    invitation.organization_id = OrganizationId("acme");
    invitation.created_at = server.clock.now();
    invitation.expires_at = server.clock.now() + Seconds(3600);
    plan.add(store.insert(invitation, {}));
  }
  server.commit(std::move(plan));
}

}  // namespace

TEST_CASE("POST …/invitations sends a mail that leads to the account center, for seven days") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    Inviter bob(server, "bob");
    const auto made = bob.invite("Carol@Mail.example", {"member"});
    REQUIRE(made.status() == 201);
    const auto id = made.text("id");
    const auto now = to_unix_ms(server.clock.now());
    const auto expected = R"({"id":")" + id +
                          R"(","invitee":"carol@mail.example","inviter":{"name":"Name of bob"},)" +
                          R"("roles":[{"id":"member","name":"member"}],"createdAt":)" +
                          std::to_string(now) + R"(,"expiresAt":)" +
                          std::to_string(now + 7LL * 24 * 3600 * 1000) + "}";
    CHECK(made.response.body == expected);
    CHECK(bob.get(invitations).response.body == "[" + expected + "]");
    server.deliver_messages();
    const auto mails = server.mail.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails.front().subject == "Join acme");
    CHECK(
        mails.front().text.find(
            "Name of bob https://auth.example/account/organizations?invitation=" + id
        ) != std::string::npos
    );
    const auto line = line_of(server, "Account.Organization.Invitation.Create");
    CHECK(find_string(line, "recipient") == "carol@mail.example");
  });
}

TEST_CASE("POST …/invitations refuses what is no address, members, and a second invitation") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    Inviter bob(server, "bob");
    for (const auto* bad : {"", "carol", "carol@", "a@b@mail.example", "a b@mail.example"})
      CHECK(outcome_of(bob.invite(bad)) == "400 guard.invalid_input");
    CHECK(
        outcome_of(bob.invite(std::string(120, 'a') + "@mail.example")) == "400 guard.invalid_input"
    );
    CHECK(outcome_of(bob.invite("BOB@mail.example")) == "422 request.invalid_input");
    CHECK(outcome_of(bob.invite("carol@mail.example")) == "201");
    CHECK(outcome_of(bob.invite("CAROL@mail.example")) == "422 entity.unique_integrity_violation");
    server.clock.advance(std::chrono::hours(24 * 7 + 1));
    Inviter again(server, "bob");
    CHECK(outcome_of(again.invite("carol@mail.example")) == "201");
  });
}

TEST_CASE("POST …/invitations gives no role that permits more than the inviter holds there") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    server.insert_organization_role("writer", RoleType::user, {"write:data"}, {});
    server.insert_organization_role("refunder", RoleType::user, {}, {{shop_api, "shop:refund"}});
    server.insert_organization_role("plain", RoleType::user, {}, {});
    server.insert_organization_role("robot", RoleType::machine_to_machine, {}, {});
    server.insert(an_organization("globex"));
    Inviter bob(server, "bob");
    for (const std::string role : {"writer", "refunder"}) {
      CAPTURE(role);
      server.add_member("globex", "bob", role);
      CHECK(outcome_of(bob.invite("carol@mail.example", {role})) == "403 auth.forbidden");
      CHECK(outcome_of(bob.invite("carol@mail.example", {"plain", role})) == "403 auth.forbidden");
    }
    for (const std::string role : {"none", "robot"}) {
      CHECK(
          outcome_of(bob.invite("carol@mail.example", {role})) ==
          "422 entity.relation_foreign_key_not_found"
      );
    }
    CHECK(list(bob, invitations).empty());
    std::string may_give;
    for (const auto& role : list(bob, "/my-organizations/acme/roles"))
      may_give += std::string(role.at("id").as_string()) + " ";
    CHECK(may_give == "keeper member plain ");
    CHECK(outcome_of(bob.invite("carol@mail.example", {"member", "plain", "member"})) == "201");
  });
}

TEST_CASE("invitations of an organization are for members who may invite, with its token") {
  for_each_engine([](Server& server) {
    prepare(server);
    server.insert(an_organization("globex"));
    server.add_member("globex", "carol", "keeper");
    Inviter alice(server, "alice");
    Inviter carol(server, "carol", "globex");
    for (auto* caller : {&alice, &carol}) {
      CHECK(outcome_of(caller->invite("dora@mail.example")) == "403 auth.forbidden");
      CHECK(caller->outcome(Method::get, invitations) == "403 auth.forbidden");
      CHECK(caller->outcome(Method::get, "/my-organizations/acme/roles") == "403 auth.forbidden");
      CHECK(caller->outcome(Method::delete_, invitations + "/none") == "403 auth.forbidden");
    }
    Inviter bob(server, "bob");
    CHECK(outcome_of(bob.invite("dora@mail.example")) == "501 connector.not_found");
    CHECK(list(bob, invitations).empty());
  });
}

TEST_CASE("an organization has so many pending invitations and no more") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    insert_invitations(server, 998);
    Inviter bob(server, "bob");
    bob.invited("carol@mail.example");
    const auto id = bob.invited("dora@mail.example");
    CHECK(
        outcome_of(bob.invite("erin@mail.example")) ==
        "422 organization_invitation.exceed_invitation_limit"
    );
    CHECK(outcome_of(bob.invite("bob@mail.example")) == "422 request.invalid_input");
    CHECK(bob.outcome(Method::delete_, invitations + "/" + id) == "204");
    CHECK(outcome_of(bob.invite("erin@mail.example")) == "201");
  });
}

TEST_CASE("an organization invites an address three times a day, whoever of its members does it") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    server.add_member("acme", "dora", "keeper");
    Inviter bob(server, "bob");
    Inviter dora(server, "dora");
    const auto invite = [](Inviter& inviter) {
      const auto made = inviter.invite("carol@mail.example");
      if (made.status() != 201) return outcome_of(made);
      return inviter.outcome(Method::delete_, invitations + "/" + made.text("id"));
    };
    CHECK(invite(bob) == "204");
    CHECK(invite(bob) == "204");
    CHECK(invite(dora) == "204");
    // What is counted does not go with the inviter.
    AccountOwner leaving(server, "dora");
    CHECK(leaving.outcome(Method::delete_, "/my-organizations/acme") == "204");
    CHECK(invite(bob) == "429 request.message_rate_limited");
    CHECK(outcome_of(bob.invite("erin@mail.example")) == "201");
    server.clock.advance(std::chrono::hours(24));
    Inviter tomorrow(server, "bob");
    CHECK(invite(tomorrow) == "204");
  });
}

TEST_CASE("POST …/invitations takes a proof of the person where it gives a role") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    Inviter thief(server, "bob");
    thief.present("");
    CHECK(
        outcome_of(thief.invite("thief@mail.example", {"keeper"})) ==
        "401 verification_record.permission_denied"
    );
    CHECK(outcome_of(thief.invite("thief@mail.example")) == "201");
  });
}

TEST_CASE("invitations end when their sender says that someone else was in the account") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    Inviter bob(server, "bob");
    bob.invited("carol@mail.example", {"keeper"});
    AccountOwner owner(server, "bob");
    owner.step_up();
    const auto shown = json::parse(owner.get("/my-account/sign-ins").response.body).as_object();
    const std::string id(shown.at("signIns").as_array().front().at("id").as_string());
    CHECK(owner.outcome(Method::post, "/my-account/sign-ins/" + id + "/report") == "200");
    AccountOwner carol(server, "carol");
    CHECK(list(carol, mine).empty());
  });
}

TEST_CASE("DELETE …/invitations/{id} revokes a pending one of the organization, once") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    server.insert(an_organization("globex"));
    server.add_member("globex", "dora", "keeper");
    Inviter bob(server, "bob");
    const auto id = bob.invited("carol@mail.example");
    Inviter dora(server, "dora", "globex");
    CHECK(dora.outcome(Method::delete_, "/my-organizations/globex/invitations/" + id) == unknown);
    CHECK(bob.outcome(Method::delete_, invitations + "/" + id) == "204");
    CHECK(bob.outcome(Method::delete_, invitations + "/" + id) == unknown);
    CHECK(list(bob, invitations).empty());
    AccountOwner carol(server, "carol");
    CHECK(list(carol, mine).empty());
    CHECK(answer_to(carol, id, "Accepted") == ended);
    const auto line = line_of(server, "Account.Organization.Invitation.Revoke");
    CHECK(find_string(line, "invitationId") == id);
  });
}

TEST_CASE("GET /my-organization-invitations shows those to the person's address that are pending") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    Inviter bob(server, "bob");
    const auto id = bob.invited("carol@mail.example", {"member"});
    AccountOwner carol(server, "carol");
    AccountOwner dora(server, "dora");
    AccountOwner alice(server, "alice");  // without an address
    const auto expires = to_unix_ms(server.clock.now()) + 7LL * 24 * 3600 * 1000;
    CHECK(
        carol.get(mine).response.body ==
        R"([{"id":")" + id + R"(","organization":{"id":"acme","name":"acme","branding":{}},)" +
            R"("inviter":{"name":"Name of bob"},"roles":[{"id":"member","name":"member"}],)" +
            R"("expiresAt":)" + std::to_string(expires) + "}]"
    );
    CHECK(list(dora, mine).empty());
    CHECK(list(alice, mine).empty());
    server.clock.advance(std::chrono::hours(24 * 7));
    AccountOwner later(server, "carol");
    CHECK(list(later, mine).empty());
    CHECK(answer_to(later, id, "Accepted") == ended);
  });
}

TEST_CASE("PUT …/status joins with the invitation's roles, once, and tells webhooks of new members"
) {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    listen(server, {membership_event});
    Inviter bob(server, "bob");
    const auto id = bob.invited("carol@mail.example", {"member"});
    AccountOwner carol(server, "carol");
    CHECK(answer_to(carol, id, "Expired") == "400 guard.invalid_input");
    CHECK(answer_to(carol, id, "Accepted") == "204");
    const auto joined = membership(server, "carol");
    REQUIRE(joined);
    REQUIRE(joined->organization_scopes.size() == 1);
    CHECK(joined->organization_scopes.front().name == "read:data");
    CHECK(answer_to(carol, id, "Accepted") == ended);
    CHECK(answer_to(carol, id, "Revoked") == ended);
    const auto events = told(server, membership_event);
    REQUIRE(events.size() == 1);
    CHECK(events.front().at("addedUserIds") == json::array{"carol"});
    CHECK(find_string(line_of(server, "Account.Invitation.Answer"), "status") == "Accepted");

    // One who has become a member in another way gets the roles, and is no news.
    const auto other = bob.invited("dora@mail.example", {"member"});
    server.add_member("acme", "dora", "");
    AccountOwner dora(server, "dora");
    CHECK(answer_to(dora, other, "Accepted") == "204");
    CHECK(membership(server, "dora")->organization_scopes.size() == 1);
    CHECK(told(server, membership_event).size() == 1);
  });
}

TEST_CASE("PUT …/status is for the invited alone, as they are now") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    Inviter bob(server, "bob");
    const auto id = bob.invited("carol@mail.example", {"member"});
    AccountOwner dora(server, "dora");
    AccountOwner alice(server, "alice");
    for (const auto* status : {"Accepted", "Revoked"}) {
      CHECK(answer_to(dora, id, status) == unknown);
      CHECK(answer_to(alice, id, status) == unknown);
      CHECK(answer_to(dora, "none", status) == unknown);
    }
    AccountOwner carol(server, "carol");
    storage::UserChanges moved{.primary_email = {.is_given = true, .value = "carol@other.example"}};
    server.commit(server.users.update(UserId("carol"), moved, server.clock.now()));
    CHECK(answer_to(carol, id, "Accepted") == unknown);
    moved.primary_email.value = "carol@mail.example";
    server.commit(server.users.update(UserId("carol"), moved, server.clock.now()));
    CHECK(answer_to(carol, id, "Revoked") == "204");
    CHECK_FALSE(membership(server, "carol"));
    CHECK(list(bob, invitations).empty());
  });
}

TEST_CASE("the invitations of a member count while the member may send them") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    Inviter bob(server, "bob");
    const auto id = bob.invited("carol@mail.example", {"keeper"});
    const storage::OrganizationMemberStore<UserId> members(*server.database, server.tenant);
    const OrganizationId acme("acme");
    const OrganizationRoleId keeper("keeper");
    server.commit(members.remove_role(acme, UserId("bob"), keeper));
    AccountOwner carol(server, "carol");
    CHECK(list(carol, mine).empty());
    for (const auto* status : {"Accepted", "Revoked"})
      CHECK(answer_to(carol, id, status) == ended);
    CHECK_FALSE(membership(server, "carol"));
    // Others of the organization see it and can revoke it.
    server.add_member("acme", "dora", "keeper");
    Inviter dora(server, "dora");
    CHECK(list(dora, invitations).size() == 1);
    CHECK(dora.outcome(Method::delete_, invitations + "/" + id) == "204");
    CHECK(outcome_of(dora.invite("carol@mail.example", {"keeper"})) == "201");
    CHECK(list(carol, mine).size() == 1);
  });
}

TEST_CASE("the Management API admits nobody by the word of a member who may not invite any more") {
  for_each_engine([](Server& server) {
    prepare(server);
    Administrator administrator(server);
    add_mails(administrator);
    Inviter bob(server, "bob");
    const auto id = bob.invited("carol@mail.example", {"keeper"});
    server.commit(server.users.update_suspension(UserId("bob"), true, server.clock.now()));
    const auto path = "/organization-invitations/" + id;
    const std::string accepted = R"({"status":"Accepted","acceptedUserId":"carol"})";
    CHECK(administrator.send(Method::put, path + "/status", accepted).status == 422);
    CHECK_FALSE(membership(server, "carol"));
    server.commit(server.users.update_suspension(UserId("bob"), false, server.clock.now()));
    administrator.expect(200, Method::put, path + "/status", accepted);
    CHECK(membership(server, "carol"));
  });
}

TEST_CASE("the invitations of a member end with the membership") {
  for_each_engine([](Server& server) {
    prepare(server);
    add_mails(server);
    server.add_member("acme", "dora", "keeper");
    server.add_member("acme", "dora", "member");
    Inviter bob(server, "bob");
    Inviter dora(server, "dora");
    const auto id = dora.invited("carol@mail.example", {"keeper"});
    CHECK(bob.outcome(Method::delete_, "/my-organizations/acme/members/dora") == "204");
    AccountOwner carol(server, "carol");
    CHECK(answer_to(carol, id, "Accepted") == unknown);
    CHECK(list(carol, mine).empty());
  });
}

}  // namespace daemun::flows
