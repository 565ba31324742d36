// Organizations through the Account API: one's own, their members, and leaving and removing.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string mine = "/my-organizations";
const std::string membership_event = "Organization.Membership.Updated";

std::string members_of(const std::string& organization) {
  return mine + "/" + organization + "/members";
}

// The shop's "acme" with alice as "keeper" as well, and bob as "member" of it. "globex" is another
// organization, of carol.
void prepare(Server& server) {
  add_shop(server);
  add_member_permissions(server);
  for (const char* name : {"bob", "carol"}) {
    auto user = a_user(name);
    user.primary_email = std::string(name) + "@mail.example";
    user.name = std::string("Name of ") + name;
    server.insert(user);
  }
  server.add_member("acme", "alice", "keeper");
  server.add_member("acme", "bob", "member");
  server.insert(an_organization("globex"));
  server.add_member("globex", "carol", "keeper");
  open_account_center(server);
}

AccountOwner owner_of(Server& server, const std::string& username, const std::string& token) {
  AccountOwner owner(server, username);
  owner.set_token(token);
  return owner;
}

// With a token of the organization.
AccountOwner member_of(
    Server& server, const std::string& username, const std::string& organization = "acme"
) {
  return owner_of(server, username, organization_token(server, username, organization));
}

std::string ids_in(const Answer& answer) {
  std::string ids;
  const auto list = json::parse(answer.response.body);
  for (const auto& one : list.as_array())
    ids += std::string(one.at("id").as_string()) + " ";
  return ids;
}

bool is_member(Server& server, const std::string& organization, const std::string& user) {
  const auto found =
      run_task(server.access.find_membership(OrganizationId(organization), UserId(user)));
  return found.has_value();
}

void suspend(Server& server, const std::string& user) {
  server.commit(server.users.update_suspension(UserId(user), true, server.clock.now()));
}

void withdraw_role(Server& server, const std::string& user, const std::string& role) {
  server.commit(storage::Statement{
      {"delete from organization_role_users "
       "where tenant_id = $1 and user_id = $2 and organization_role_id = $3"},
      {server.tenant, UserId(user), OrganizationRoleId(role)}});
}

}  // namespace

TEST_CASE("GET /my-organizations lists the person's own, with roles and member permissions") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    const auto answer = alice.get(mine);
    REQUIRE(answer.status() == 200);
    CHECK(
        answer.response.body ==
        R"([{"id":"acme","name":"acme","description":null,"branding":{},)"
        R"("roles":[{"id":"keeper","name":"keeper"},{"id":"member","name":"member"}],)"
        R"("permissions":["member:read","member:invite","member:remove"]}])"
    );
    AccountOwner bob(server, "bob");
    const auto shown = json::parse(bob.get(mine).response.body).as_array();
    REQUIRE(shown.size() == 1);
    CHECK(shown.front().at("permissions").as_array().empty());
  });
}

TEST_CASE("DELETE /my-organizations/{id} leaves, tells webhooks, and is for members") {
  for_each_engine([](Server& server) {
    prepare(server);
    listen(server, {membership_event});
    AccountOwner alice(server, "alice");
    CHECK(alice.outcome(Method::delete_, mine + "/globex") == "404 entity.not_found");
    CHECK(alice.outcome(Method::delete_, mine + "/none") == "404 entity.not_found");
    CHECK(told(server, membership_event).empty());
    CHECK(alice.outcome(Method::delete_, mine + "/acme") == "204");
    CHECK_FALSE(is_member(server, "acme", "alice"));
    CHECK(is_member(server, "acme", "bob"));
    const auto events = told(server, membership_event);
    REQUIRE(events.size() == 1);
    CHECK(find_string(events.front(), "organizationId") == "acme");
    CHECK(events.front().at("removedUserIds") == json::array{"alice"});
    CHECK_FALSE(events.front().contains("addedUserIds"));
    CHECK(find_string(line_of(server, "Account.Organization.Leave"), "organizationId") == "acme");
    CHECK(alice.outcome(Method::delete_, mine + "/acme") == "404 entity.not_found");
  });
}

TEST_CASE("GET /my-organizations/{id}/members lists, searches and counts the members") {
  for_each_engine([](Server& server) {
    prepare(server);
    auto alice = member_of(server, "alice");
    const auto all = alice.get(members_of("acme"));
    REQUIRE(all.status() == 200);
    CHECK(ids_in(all) == "alice bob ");
    CHECK(header(all.response, "total-number") == "2");
    const auto bob = json::parse(all.response.body).as_array().at(1).as_object();
    CHECK(
        json::serialize(bob) ==
        R"({"id":"bob","name":"Name of bob","username":"bob","primaryEmail":"bob@mail.example",)"
        R"("avatar":null,"roles":[{"id":"member","name":"member"}]})"
    );
    const auto path = members_of("acme");
    CHECK(ids_in(alice.get(path + "?search=NAME%20of")) == "bob ");
    CHECK(ids_in(alice.get(path + "?search=mail.example")) == "bob ");
    CHECK(ids_in(alice.get(path + "?search=%25")) == "");
    const auto second = alice.get(path + "?page=2&page_size=1");
    CHECK(ids_in(second) == "bob ");
    CHECK(header(second.response, "total-number") == "2");
    for (const auto* query :
         {"?page=0", "?page=x", "?page_size=101", "?page_size=-1", "?page=99999999999999999999"})
      CHECK(alice.outcome(Method::get, path + query) == "400 guard.invalid_pagination");
    CHECK(
        alice.outcome(Method::get, path + "?search=" + std::string(257, 'a')) ==
        "400 guard.invalid_input"
    );
    CHECK(alice.outcome(Method::get, path + "?search=%ff") == "400 guard.invalid_input");
  });
}

TEST_CASE("the members of an organization are shown for a token of that organization alone") {
  for_each_engine([](Server& server) {
    prepare(server);
    const std::string forbidden = "403 auth.forbidden";
    const std::string unauthorized = "401 auth.unauthorized";
    auto alice = member_of(server, "alice");
    CHECK(alice.outcome(Method::get, members_of("acme")) == "200");
    CHECK(alice.outcome(Method::get, members_of("globex")) == forbidden);
    CHECK(alice.outcome(Method::get, members_of("none")) == forbidden);
    CHECK(member_of(server, "bob").outcome(Method::get, members_of("acme")) == forbidden);
    AccountOwner opaque(server, "alice");
    CHECK(opaque.outcome(Method::get, members_of("acme")) == unauthorized);
    const Client web(server, "web");
    const auto tokens = web.tokens_of("alice", shop_request);
    const auto api =
        web.refresh(tokens.text("refresh_token"), {{"resource", shop_api}}).text("access_token");
    CHECK(owner_of(server, "alice", api).outcome(Method::get, members_of("acme")) == forbidden);
    auto broken = alice.token();
    broken.back() = broken.back() == 'A' ? 'B' : 'A';
    broken[broken.size() - 10] = broken[broken.size() - 10] == 'A' ? 'B' : 'A';
    alice.set_token(broken);
    CHECK(alice.outcome(Method::get, members_of("acme")) == unauthorized);
  });
}

TEST_CASE("a token of an organization ends with its time, its session and its grant") {
  for_each_engine([](Server& server) {
    prepare(server);
    const std::string unauthorized = "401 auth.unauthorized";
    auto alice = member_of(server, "alice");
    const auto grants = "/my-account/grants";
    AccountOwner account(server, "alice");
    account.step_up();
    const auto listed = account.get(grants);
    for (const auto& grant : listed.body.at("grants").as_array()) {
      const auto id = std::string(grant.at("id").as_string());
      if (claims_text(alice.token()).find(id) == std::string::npos) continue;
      CHECK(account.outcome(Method::delete_, grants + ("/" + id)) == "204");
    }
    CHECK(alice.outcome(Method::get, members_of("acme")) == unauthorized);
    alice.set_token(organization_token(server, "alice", "acme"));
    CHECK(alice.outcome(Method::get, members_of("acme")) == "200");
    server.clock.advance(Seconds(3601));
    CHECK(alice.outcome(Method::get, members_of("acme")) == unauthorized);
  });
}

TEST_CASE("membership, permissions and suspension are those of now, whatever a token says") {
  for_each_engine([](Server& server) {
    prepare(server);
    auto alice = member_of(server, "alice");
    withdraw_role(server, "alice", "keeper");
    CHECK(alice.outcome(Method::get, members_of("acme")) == "403 auth.forbidden");
    server.add_member("acme", "alice", "keeper");
    CHECK(alice.outcome(Method::get, members_of("acme")) == "200");
    server.commit(storage::Statement{
        {"delete from organization_users where tenant_id = $1 and user_id = $2"},
        {server.tenant, UserId("alice")}});
    CHECK(alice.outcome(Method::get, members_of("acme")) == "403 auth.forbidden");
    server.add_member("acme", "alice", "keeper");
    suspend(server, "alice");
    CHECK(alice.outcome(Method::get, members_of("acme")) == "401 auth.unauthorized");
  });
}

TEST_CASE("a token that was not given the permission does not have it") {
  for_each_engine([](Server& server) {
    prepare(server);
    const auto token = organization_token(server, "alice", "acme", "member:read");
    auto alice = owner_of(server, "alice", token);
    CHECK(alice.outcome(Method::get, members_of("acme")) == "200");
    CHECK(alice.outcome(Method::delete_, members_of("acme") + "/bob") == "403 auth.forbidden");
    CHECK(alice.outcome(Method::get, mine + "/acme/invitations") == "403 auth.forbidden");
  });
}

TEST_CASE("a machine's token of an organization is no member's") {
  for_each_engine([](Server& server) {
    prepare(server);
    server.insert(an_application("robot", ApplicationType::machine_to_machine));
    server.insert_organization_role(
        "service", RoleType::machine_to_machine, {"member:read", "member:remove"}, {}
    );
    storage::Plan plan;
    plan.add(server.access.add_application(OrganizationId("acme"), ApplicationId("robot")))
        .add(server.access.add_application_role(
            OrganizationId("acme"), ApplicationId("robot"), OrganizationRoleId("service")
        ));
    server.commit(std::move(plan));
    const auto answer = Client(server, "robot")
                            .token(
                                {{"grant_type", "client_credentials"},
                                 {"organization_id", "acme"},
                                 {"scope", "member:read member:remove"}}
                            );
    REQUIRE(answer.status() == 200);
    CHECK(answer.text("scope") == "member:read member:remove");
    auto robot = owner_of(server, "alice", answer.text("access_token"));
    CHECK(robot.outcome(Method::get, members_of("acme")) == "401 auth.unauthorized");
    CHECK(robot.outcome(Method::delete_, members_of("acme") + "/bob") == "401 auth.unauthorized");
  });
}

TEST_CASE("DELETE …/members/{userId} removes a member, whose token ends, and tells webhooks") {
  for_each_engine([](Server& server) {
    prepare(server);
    listen(server, {membership_event});
    server.add_member("acme", "carol", "keeper");
    auto alice = member_of(server, "alice");
    auto carol = member_of(server, "carol");
    const auto path = members_of("acme");
    CHECK(alice.outcome(Method::delete_, path + "/none") == "404 entity.not_found");
    CHECK(alice.outcome(Method::delete_, path + "/carol") == "204");
    CHECK(carol.outcome(Method::get, path) == "403 auth.forbidden");
    CHECK(carol.outcome(Method::delete_, path + "/bob") == "403 auth.forbidden");
    CHECK(alice.outcome(Method::delete_, path + "/carol") == "404 entity.not_found");
    CHECK(is_member(server, "globex", "carol"));
    const auto events = told(server, membership_event);
    REQUIRE(events.size() == 1);
    CHECK(events.front().at("removedUserIds") == json::array{"carol"});
    const auto line = line_of(server, "Account.Organization.Member.Remove");
    CHECK(find_string(line, "removedUserId") == "carol");
    CHECK(alice.outcome(Method::delete_, path + "/alice") == "204");
    CHECK_FALSE(is_member(server, "acme", "alice"));
  });
}

TEST_CASE("a call with a token from an exchange leaves in the audit log who acts") {
  for_each_engine([](Server& server) {
    prepare(server);
    server.insert(a_user("dora"));
    server.add_member("acme", "dora", "member");
    auto backend = an_application("backend", ApplicationType::traditional);
    backend.custom_client_metadata.allow_token_exchange = true;
    server.insert(backend);
    Administrator administrator(server);
    const auto impersonate = [&](const Fields& more) {
      const auto made =
          administrator.expect(201, Method::post, "/subject-tokens", R"({"userId":"alice"})");
      Fields fields{
          {"grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"},
          {"subject_token", std::string(find_string(made, "subjectToken").value_or(""))},
          {"subject_token_type", "urn:logto:token-type:impersonation_token"},
          {"organization_id", "acme"},
          {"scope", "member:read member:remove"}};
      fields.insert(fields.end(), more.begin(), more.end());
      const auto answer = Client(server, "backend").token(std::move(fields));
      REQUIRE(answer.status() == 200);
      return owner_of(server, "alice", answer.text("access_token"));
    };
    const auto line_with = [&](std::string_view key, std::string_view name, std::string_view text) {
      for (const auto& line : server.audit_log()) {
        const auto payload = json::parse(line.payload).as_object();
        if (line.key == key && find_string(payload, name) == text) return payload;
      }
      return json::object();
    };
    const auto removal_of = [&](std::string_view user) {
      return line_with("Account.Organization.Member.Remove", "removedUserId", user);
    };
    const auto carol = Client(server, "web").tokens_of("carol", offline_profile);
    auto acted = impersonate(
        {{"actor_token", carol.text("access_token")},
         {"actor_token_type", "urn:ietf:params:oauth:token-type:access_token"}}
    );
    REQUIRE(acted.outcome(Method::delete_, members_of("acme") + "/bob") == "204");
    const auto by_carol = removal_of("bob");
    CHECK(find_string(by_carol, "userId") == "alice");
    CHECK(json::serialize(by_carol.at("act")) == R"({"sub":"carol"})");
    // Without an actor the line of the exchange tells.
    auto alone = impersonate({});
    REQUIRE(alone.outcome(Method::delete_, members_of("acme") + "/dora") == "204");
    const auto by_creator = removal_of("dora");
    CHECK_FALSE(by_creator.contains("act"));
    const auto grant = std::string(find_string(by_creator, "grantId").value_or(""));
    const auto exchange = line_with("ExchangeTokenBy.TokenExchange", "grantId", grant);
    CHECK(find_string(exchange, "creatorId") == "admin-machine");
    // The person's own call.
    server.insert(a_user("erin"));
    server.add_member("acme", "erin", "member");
    auto alice = member_of(server, "alice");
    REQUIRE(alice.outcome(Method::delete_, members_of("acme") + "/erin") == "204");
    CHECK_FALSE(removal_of("erin").contains("grantId"));
  });
}

TEST_CASE("DELETE …/members/{userId} spares those who hold more than the caller, of either kind") {
  for_each_engine([](Server& server) {
    prepare(server);
    server.insert_organization_role("writer", RoleType::user, {"write:data"}, {});
    server.insert_organization_role("refunder", RoleType::user, {}, {{shop_api, "shop:refund"}});
    auto alice = member_of(server, "alice");
    const auto bob = members_of("acme") + "/bob";
    for (const std::string role : {"writer", "refunder"}) {
      CAPTURE(role);
      server.add_member("acme", "bob", role);
      CHECK(alice.outcome(Method::delete_, bob) == "403 auth.forbidden");
      // A permission that is held in another organization counts for nothing here.
      server.add_member("globex", "alice", role);
      CHECK(alice.outcome(Method::delete_, bob) == "403 auth.forbidden");
      withdraw_role(server, "bob", role);
    }
    CHECK(is_member(server, "acme", "bob"));
    CHECK(alice.outcome(Method::delete_, bob) == "204");
  });
}

TEST_CASE("the account center gets tokens of organizations, in both ways that it asks") {
  for_each_engine([](Server& server) {
    prepare(server);
    server.insert(an_application("account-center", ApplicationType::spa));  // for its grants
    const Client client(server, "account-center");
    // No offline_access: its refresh token ends with the session.
    const auto tokens = client.tokens_of(
        "alice",
        {{"scope", account_scopes + " urn:logto:scope:organization_roles " + member_permissions},
         {"resource", "urn:logto:resource:organizations"}}
    );
    AccountOwner alice(server, "alice");
    alice.set_token(tokens.text("access_token"));
    CHECK(alice.outcome(Method::get, mine) == "200");
    const auto refreshed =
        client.refresh(tokens.text("refresh_token"), {{"organization_id", "acme"}});
    REQUIRE(refreshed.status() == 200);
    CHECK(refreshed.text("scope") == "member:read member:invite member:remove");
    alice.set_token(refreshed.text("access_token"));
    CHECK(alice.outcome(Method::get, members_of("acme")) == "200");
    CHECK(alice.outcome(Method::delete_, members_of("acme") + "/bob") == "204");
  });
}

}  // namespace daemun::flows
