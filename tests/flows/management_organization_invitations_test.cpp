// Invitations into organizations over the Management API.
#include "storage/organization_invitation_store.h"

#include <doctest/doctest.h>

#include <utility>

#include "flows/harness/administrator.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string invitations = "/organization-invitations";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

User a_user_of(const std::string& id) {
  auto user = a_user(id);
  user.primary_email = id + "@mail.example";
  return user;
}

void add_organizations(Server& server) {
  for (const char* id : {"acme", "globex"})
    server.insert(an_organization(id));
  server.insert_organization_role("member", RoleType::user, {}, {});
  server.insert_organization_role("robot", RoleType::machine_to_machine, {}, {});
  for (const char* id : {"alice", "bob", "carol"})
    server.insert(a_user_of(id));
}

std::string invitation_body(
    Server& server, const std::string& invitee, const std::string& organization = "acme"
) {
  return R"({"invitee":")" + invitee + R"(","organizationId":")" + organization +
         R"(","organizationRoleIds":["member"],"messagePayload":false,"expiresAt":)" +
         std::to_string(to_unix_ms(server.clock.now() + Seconds(60))) + "}";
}

// The id of a new invitation.
std::string invite(Server& server, Administrator& administrator, const std::string& invitee) {
  return string_at(
      administrator.expect(201, Method::post, invitations, invitation_body(server, invitee)), "id"
  );
}

Answer set_status(Administrator& administrator, const std::string& id, const std::string& body) {
  return to_answer(administrator.send(Method::put, invitations + "/" + id + "/status", body));
}

Answer accept(Administrator& administrator, const std::string& id, const std::string& user) {
  return set_status(
      administrator, id, R"({"status":"Accepted","acceptedUserId":")" + user + R"("})"
  );
}

std::string with_payload(Server& server, const std::string& invitee, const std::string& payload) {
  auto body = invitation_body(server, invitee);
  return body.replace(body.find("false"), 5, payload);
}

// Invitations are sent, in these words.
void add_smtp(Administrator& administrator, const std::string& content) {
  json::array templates;
  for (const auto* type :
       {"SignIn", "Register", "ForgotPassword", "Generic", "OrganizationInvitation"}) {
    templates.push_back(
        {{"usageType", type},
         {"subject", "Join {{organization.name}} by {{inviter.name}}"},
         {"content", content},
         {"contentType", "text/plain"}}
    );
  }
  add_mail_connector(administrator, std::move(templates));
}

net::Mail last_mail(Server& server) {
  server.deliver_messages();
  const auto mails = server.mail.mails();
  REQUIRE_FALSE(mails.empty());
  return mails.back();
}

// Of the link at the end of a mail.
std::string token_of(const net::Mail& mail) {
  const auto at = mail.text.find("token=");
  REQUIRE(at != std::string::npos);
  auto token = mail.text.substr(at + 6, 43);
  CHECK(token.size() == 43);
  return token;
}

InvitationLink link_of(const std::string& id, const net::Mail& mail) {
  return {.id = OrganizationInvitationId(id), .token = Secret(token_of(mail))};
}

bool is_link(Server& server, const InvitationLink& link) {
  const storage::OrganizationInvitationStore store(*server.database, server.tenant);
  const auto hash = storage::hash_link(server.vault, server.tenant, link);
  return run_task(store.find_by_link(hash)).has_value();
}

// The audit log, where a link would be found first.
std::string stored_text(Server& server) {
  std::string text;
  for (const auto& event : server.audit_log())
    text += event.payload;
  return text;
}

// "bob:member, " for who is in acme, with the roles.
std::string members(Administrator& administrator) {
  std::string text;
  const auto list = administrator.get("/organizations/acme/users");
  for (const auto& member : list.as_array()) {
    text += string_at(member.as_object(), "id") + ":";
    for (const auto& role : member.as_object().at("organizationRoles").as_array())
      text += string_at(role.as_object(), "name") + ", ";
  }
  return text;
}

}  // namespace

TEST_CASE("an invitation is created, shown, listed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    const auto made = administrator.expect(
        201, Method::post, invitations, invitation_body(server, "Dora@Mail.example")
    );
    const auto id = string_at(made, "id");
    const auto now = to_unix_ms(server.clock.now());
    CHECK(id.size() == 21);
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","id":")" + id +
            R"(","inviterId":null,"invitee":"dora@mail.example","acceptedUserId":null,)"
            R"("organizationId":"acme","status":"Pending","createdAt":)" +
            std::to_string(now) + R"(,"updatedAt":)" + std::to_string(now) + R"(,"expiresAt":)" +
            std::to_string(now + 60'000) +
            R"(,"redirectUrl":null,"organizationRoles":[{"id":"member","name":"member"}]})"
    );
    const auto path = invitations + "/" + id;
    CHECK(administrator.get(path).as_object() == made);
    server.clock.advance(Seconds(1));
    invite(server, administrator, "eve@mail.example");
    const auto list = administrator.get(invitations).as_array();
    REQUIRE(list.size() == 2);
    CHECK(list[1].as_object() == made);
    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::delete_, path).status == 404);
    CHECK(administrator.send(Method::get, path).status == 404);
  });
}

TEST_CASE("invitations are listed by organization, inviter and invitee") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.add_member("acme", "alice", "");
    auto body = invitation_body(server, "dora@mail.example");
    body.insert(1, R"("inviterId":"alice",)");
    administrator.expect(201, Method::post, invitations, body);
    administrator.expect(
        201, Method::post, invitations, invitation_body(server, "dora@mail.example", "globex")
    );
    const auto count = [&](const std::string& query) {
      return administrator.get(invitations + query).as_array().size();
    };
    CHECK(count("") == 2);
    CHECK(count("?organizationId=acme") == 1);
    CHECK(count("?inviterId=alice") == 1);
    CHECK(count("?inviterId=bob") == 0);
    CHECK(count("?invitee=DORA@mail.example") == 2);
    CHECK(count("?invitee=dora@mail.example&organizationId=globex") == 1);
    CHECK(count("?invitee=dora") == 0);
    // The invitations of somebody who leaves are void.
    administrator.send(Method::delete_, "/organizations/acme/users/alice");
    CHECK(count("") == 1);
  });
}

TEST_CASE("an accepted invitation makes its invitee a member with its roles, once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    listen(server, {"Organization.Membership.Updated"});
    const auto id = invite(server, administrator, "bob@mail.example");
    server.clock.advance(Seconds(1));
    const auto accepted = accept(administrator, id, "bob");
    REQUIRE(accepted.status() == 200);
    CHECK(accepted.text("status") == "Accepted");
    CHECK(accepted.text("acceptedUserId") == "bob");
    CHECK(accepted.integer("updatedAt") == to_unix_ms(server.clock.now()));
    CHECK(members(administrator) == "bob:member, ");
    const auto bodies = told(server, "Organization.Membership.Updated");
    REQUIRE(bodies.size() == 1);
    CHECK(string_at(bodies[0], "organizationId") == "acme");
    CHECK(json::serialize(bodies[0].at("addedUserIds")) == R"(["bob"])");
    CHECK(accept(administrator, id, "none").status() == 404);
    // A replay brings nobody back who has been removed.
    administrator.send(Method::delete_, "/organizations/acme/users/bob");
    CHECK(accept(administrator, id, "bob").status() == 422);
    CHECK(set_status(administrator, id, R"({"status":"Revoked"})").status() == 422);
    CHECK(members(administrator).empty());
  });
}

TEST_CASE("an invitation is no good for somebody with another address") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    auto nobody = a_user("nobody");
    nobody.primary_email.reset();
    server.insert(nobody);
    const auto id = invite(server, administrator, "bob@mail.example");
    for (const char* user : {"alice", "nobody"}) {
      CAPTURE(user);
      const auto answer = accept(administrator, id, user);
      CHECK(answer.status() == 422);
      CHECK(answer.text("code") == "request.invalid_input");
    }
    CHECK(members(administrator).empty());
    CHECK(string_at(administrator.get(invitations + "/" + id).as_object(), "status") == "Pending");
  });
}

TEST_CASE("a revoked or expired invitation cannot be accepted, and makes room for another") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    const auto revoked = invite(server, administrator, "bob@mail.example");
    const auto answer = set_status(administrator, revoked, R"({"status":"Revoked"})");
    CHECK(answer.text("status") == "Revoked");
    CHECK(answer.body.at("acceptedUserId").is_null());
    CHECK(accept(administrator, revoked, "bob").status() == 422);

    const auto expired = invite(server, administrator, "bob@mail.example");
    server.clock.advance(Seconds(60));
    CHECK(
        string_at(administrator.get(invitations + "/" + expired).as_object(), "status") == "Expired"
    );
    CHECK(accept(administrator, expired, "bob").status() == 422);
    CHECK(set_status(administrator, expired, R"({"status":"Revoked"})").status() == 422);

    const auto last = invite(server, administrator, "bob@mail.example");
    CHECK(members(administrator).empty());
    CHECK(accept(administrator, last, "bob").status() == 200);
    CHECK(members(administrator) == "bob:member, ");
  });
}

TEST_CASE("an invitation that asks for a message is refused without a connector, and not made") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    auto body = invitation_body(server, "dora@mail.example");
    body.replace(body.find("false"), 5, R"({"link":"https://acme.example/join"})");
    const auto answer = to_answer(administrator.send(Method::post, invitations, body));
    CHECK(answer.status() == 501);
    CHECK(answer.text("code") == "connector.not_found");
    CHECK(administrator.get(invitations).as_array().empty());
    const auto id = invite(server, administrator, "dora@mail.example");
    const auto again = to_answer(
        administrator.send(Method::post, invitations + "/" + id + "/message", R"({"link":"x"})")
    );
    CHECK(again.status() == 501);
    CHECK(again.text("code") == "connector.not_found");
  });
}

TEST_CASE("an invitation is mailed with a link of ours, the organization and the inviter") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    add_smtp(administrator, "{{organization.name}}|{{inviter.username}}|{{link}}");
    server.add_member("acme", "alice", "");
    auto body = with_payload(server, "Dora@Mail.example", R"({"locale":"ko"})");
    body.replace(0, 1, R"({"inviterId":"alice",)");
    const auto made = administrator.expect(201, Method::post, invitations, body);
    CHECK(server.outbox("message").size() == 1);
    CHECK(server.mail.mails().empty());

    const auto mail = last_mail(server);
    CHECK(mail.to == "dora@mail.example");
    const auto id = string_at(made, "id");
    CHECK(mail.text.starts_with("acme|alice|" + endpoint + "/invitation/" + id + "?token="));
    // Nobody who reads the database finds the link.
    CHECK(stored_text(server).find(token_of(mail)) == std::string::npos);
    const auto log = administrator.get("/messages").as_array();
    REQUIRE(log.size() == 1);
    CHECK(string_at(log[0].as_object(), "usageType") == "OrganizationInvitation");
    CHECK(string_at(log[0].as_object(), "status") == "sent");
    const auto lines = administrator.get("/logs?logKey=OrganizationInvitation.Send").as_array();
    REQUIRE(lines.size() == 1);
    const auto line = json::serialize(lines[0]);
    CHECK(line.find(id) != std::string::npos);
    CHECK(line.find(token_of(mail)) == std::string::npos);
  });
}

TEST_CASE("an invitation's mail has the caller's own link and words, if there are any") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    add_smtp(administrator, "{{organization.name}}|{{link}}|{{team}}");
    const auto body = with_payload(
        server,
        "dora@mail.example",
        R"({"link":"https://acme.example/join?code=1","team":"Blue","organization":{"name":"A"}})"
    );
    const auto id = string_at(administrator.expect(201, Method::post, invitations, body), "id");
    CHECK(last_mail(server).text == "A|https://acme.example/join?code=1|Blue");
    CHECK(
        administrator
            .send(
                Method::post, invitations + "/" + id + "/message", R"({"link":"https://b.example"})"
            )
            .status == 204
    );
    CHECK(last_mail(server).text == "acme|https://b.example|{{team}}");
  });
}

TEST_CASE("a new message replaces the link of an invitation, and an ended one gets no message") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    add_smtp(administrator, "{{link}}");
    const auto body = with_payload(server, "dora@mail.example", "true");
    const auto id = string_at(administrator.expect(201, Method::post, invitations, body), "id");
    const auto first = link_of(id, last_mail(server));
    CHECK(is_link(server, first));
    const auto message = invitations + "/" + id + "/message";
    CHECK(administrator.send(Method::post, message, "{}").status == 204);
    const auto second = link_of(id, last_mail(server));
    CHECK(second.token.reveal() != first.token.reveal());
    CHECK_FALSE(is_link(server, first));
    CHECK(is_link(server, second));
    // A mail that leads elsewhere ends ours too.
    CHECK(
        administrator.send(Method::post, message, R"({"link":"https://acme.example"})").status ==
        204
    );
    CHECK_FALSE(is_link(server, second));

    CHECK(set_status(administrator, id, R"({"status":"Revoked"})").status() == 200);
    const auto refused = to_answer(administrator.send(Method::post, message, "{}"));
    CHECK(refused.status() == 422);
    CHECK(refused.text("code") == "request.invalid_input");
  });
}

TEST_CASE("names of an organization and an inviter add no line to the head of a mail") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.insert({
        .id = OrganizationId("evil"),
        .name = "Evil\r\nBcc: all@mail.example\r\n\r\n<b>",
        .description = std::nullopt,
        .is_mfa_required = false,
    });
    auto eve = a_user_of("eve");
    eve.name = "Eve\nX-Other: 1";
    server.insert(eve);
    server.add_member("evil", "eve", "");
    add_smtp(administrator, "{{inviter.name}}");
    auto body = with_payload(server, "dora@mail.example", "true");
    body.replace(body.find("\"acme\""), 6, R"("evil","inviterId":"eve")");
    administrator.expect(201, Method::post, invitations, body);
    const auto mail = last_mail(server);
    CHECK(mail.subject == "Join Evil  Bcc: all@mail.example    <b> by Eve X-Other: 1");
    CHECK(mail.to == "dora@mail.example");
    CHECK(mail.headers.empty());
  });
}

TEST_CASE("a recipient gets ten invitations in ten minutes, and the eleventh is not made") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    add_smtp(administrator, "{{link}}");
    const auto body = with_payload(server, "dora@mail.example", "true");
    const auto id = string_at(administrator.expect(201, Method::post, invitations, body), "id");
    const auto message = invitations + "/" + id + "/message";
    for (int i = 0; i < 9; ++i)
      CHECK(administrator.send(Method::post, message, "{}").status == 204);
    const auto refused = to_answer(administrator.send(Method::post, message, "{}"));
    CHECK(refused.status() == 429);
    CHECK(refused.text("code") == "request.message_rate_limited");
    auto other = with_payload(server, "dora@mail.example", "true");
    other.replace(other.find("acme"), 4, "globex");
    CHECK(administrator.send(Method::post, invitations, other).status == 429);
    CHECK(administrator.get(invitations).as_array().size() == 1);
    CHECK(server.outbox("message").size() == 10);
  });
}

TEST_CASE("an invitation keeps the address where its invitee goes on") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    const auto body_with = [&](const std::string& url) {
      auto body = invitation_body(server, "dora@mail.example");
      return body.replace(0, 1, R"({"redirectUrl":")" + url + "\",");
    };
    for (const auto* url : {"javascript:alert(1)", "/home", ""}) {
      CAPTURE(url);
      const auto refused = to_answer(administrator.send(Method::post, invitations, body_with(url)));
      CHECK(refused.text("code") == "guard.invalid_input");
    }
    const auto made = administrator.expect(
        201, Method::post, invitations, body_with("https://acme.example/welcome?a=b")
    );
    CHECK(string_at(made, "redirectUrl") == "https://acme.example/welcome?a=b");
  });
}

TEST_CASE("requests about invitations that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.add_member("acme", "carol", "");
    const auto pending = invite(server, administrator, "bob@mail.example");
    const auto status = invitations + "/" + pending + "/status";
    const auto with = [&](std::string body, const std::string& from, const std::string& to) {
      return body.replace(body.find(from), from.size(), to);
    };
    const auto good = invitation_body(server, "dora@mail.example");
    const auto past = std::to_string(to_unix_ms(server.clock.now()));
    const auto future = std::to_string(to_unix_ms(server.clock.now() + Seconds(60)));
    constexpr const char* missing = "entity.relation_foreign_key_not_found";
    constexpr const char* invalid = "request.invalid_input";
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, invitations, with(good, future, past), 400, invalid},
        {Method::post, invitations, with(good, future, "\"1\""), 400, "guard.invalid_input"},
        {Method::post, invitations, with(good, "dora@", "dora"), 400, "guard.invalid_input"},
        {Method::post, invitations, with(good, "\"acme\"", "\"none\""), 422, missing},
        {Method::post, invitations, with(good, "\"member\"", "\"none\""), 422, missing},
        {Method::post,
         invitations,
         with(good, "\"member\"", "\"robot\""),
         422,
         "entity.db_constraint_violated"},
        // An inviter from elsewhere, or from nowhere.
        {Method::post, invitations, with(good, "{", R"({"inviterId":"alice",)"), 422, missing},
        {Method::post, invitations, with(good, "{", R"({"inviterId":"none",)"), 422, missing},
        {Method::post, invitations, invitation_body(server, "carol@mail.example"), 422, invalid},
        {Method::post,
         invitations,
         invitation_body(server, "BOB@mail.example"),
         422,
         "entity.unique_integrity_violation"},
        {Method::get, invitations + "/none", "", 404, "entity.not_exists_with_id"},
        {Method::delete_, invitations + "/none", "", 404, "entity.not_found"},
        {Method::put,
         invitations + "/none/status",
         R"({"status":"Revoked"})",
         404,
         "entity.not_exists_with_id"},
        {Method::post, invitations + "/none/message", "{}", 404, "entity.not_exists_with_id"},
        {Method::put, status, R"({"status":"Pending"})", 400, "guard.invalid_input"},
        {Method::put, status, R"({"status":"Accepted"})", 422, invalid},
        {Method::put,
         status,
         R"({"status":"Accepted","acceptedUserId":"none"})",
         404,
         "entity.not_found"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(administrator.get(invitations).as_array().size() == 1);
    CHECK(members(administrator) == "carol:");
  });
}

TEST_CASE("an invitation of another tenant is not there") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    const TenantId tenant("admin");
    const storage::AccessStore access(*server.database, tenant);
    server.commit(access.insert_organization(an_organization("acme"), server.clock.now()));
    const storage::OrganizationInvitationStore store(*server.database, tenant);
    OrganizationInvitation theirs;
    theirs.id = OrganizationInvitationId("theirs");
    theirs.invitee = "bob@mail.example";
    theirs.organization_id = OrganizationId("acme");
    theirs.created_at = server.clock.now();
    theirs.expires_at = server.clock.now() + Seconds(60);
    server.commit(store.insert(theirs, {}));
    CHECK(administrator.get(invitations).as_array().empty());
    CHECK(accept(administrator, "theirs", "bob").status() == 404);
    CHECK(administrator.send(Method::delete_, invitations + "/theirs").status == 404);
    CHECK(members(administrator).empty());
  });
}

}  // namespace daemun::flows
