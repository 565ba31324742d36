// Invitations into organizations from the mail to the membership.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "flows/harness/administrator.h"
#include "flows/harness/browser.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string dora = "dora@mail.example";
const std::string bob = "bob@mail.example";
const std::string invitations = "/organization-invitations";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

// An organization, a connector, and people; who is new needs an address and nothing else.
Administrator add_world(Server& server) {
  server.insert(an_organization("acme"));
  server.insert_organization_role("member", RoleType::user, {}, {});
  for (const char* id : {"alice", "bob"}) {
    auto user = a_user(id);
    user.primary_email = std::string(id) + "@mail.example";
    server.insert(user);
  }
  server.change_sign_in_experience(
      {{"signUp", {{"identifiers", {"email"}}, {"password", false}, {"verify", true}}}}
  );
  Administrator administrator(server);
  add_mail_connector(administrator);
  return administrator;
}

struct Invited {
  std::string id{};
  std::string token{};

  std::string path() const { return "/invitation/" + id + "?token=" + token; }
};

// Of the last mail.
std::string mailed_token(Server& server, const std::string& id) {
  server.deliver_messages();
  const auto mails = server.mail.mails();
  REQUIRE_FALSE(mails.empty());
  const auto begin = endpoint + "/invitation/" + id + "?token=";
  const auto at = mails.back().text.find(begin);
  REQUIRE(at != std::string::npos);
  return mails.back().text.substr(at + begin.size(), 43);
}

Invited invite(
    Server& server,
    Administrator& administrator,
    const std::string& invitee = dora,
    const json::object& more = {}
) {
  json::object body{
      {"invitee", invitee},
      {"organizationId", "acme"},
      {"organizationRoleIds", {"member"}},
      {"messagePayload", json::object()},
      {"expiresAt", to_unix_ms(server.clock.now() + Seconds(3600))}};
  for (const auto& member : more)
    body[member.key()] = member.value();
  const auto made = administrator.expect(201, Method::post, invitations, json::serialize(body));
  const auto id = string_at(made, "id");
  return {.id = id, .token = mailed_token(server, id)};
}

// A person who opens the link of a mail.
struct Visit {
  Browser browser;

  explicit Visit(Server& server) : browser(server) {}

  Answer call(Method method, const std::string& path, const json::object& body = {}) {
    return to_answer(browser.send_json(method, "/api/experience" + path, body));
  }
  // The button of the invitation's page.
  Answer open(const Invited& invited) {
    return call(
        Method::post, "/invitation", {{"invitationId", invited.id}, {"token", invited.token}}
    );
  }
  Answer start(const std::string& event) {
    return call(Method::put, "", {{"interactionEvent", event}});
  }
  Answer identify(const Answer& proof) {
    return call(
        Method::post, "/identification", {{"verificationId", proof.text("verificationId")}}
    );
  }
  Answer verify_invitation() { return call(Method::post, "/verification/invitation/verify"); }
  // Up to what the server says of the end.
  Answer register_() {
    CHECK(start("Register").status() == 204);
    const auto proof = verify_invitation();
    REQUIRE(proof.status() == 200);
    CHECK(identify(proof).status() == 201);
    return call(Method::post, "/submit");
  }
  Answer prove_password(const std::string& username) {
    return call(
        Method::post,
        "/verification/password",
        {{"identifier", {{"type", "username"}, {"value", username}}}, {"password", user_password}}
    );
  }
  Answer sign_in(const std::string& username) {
    CHECK(start("SignIn").status() == 204);
    const auto proof = prove_password(username);
    REQUIRE(proof.status() == 200);
    CHECK(identify(proof).status() == 204);
    return call(Method::post, "/submit");
  }
  // Where the browser ends up.
  std::string finish(const Answer& submitted) {
    REQUIRE(submitted.status() == 200);
    const auto response = browser.get(submitted.text("redirectTo"));
    CHECK(response.status == 303);
    return header(response, "location");
  }
};

// "bob:member, " for who is in acme, with the roles.
std::string members(Administrator& administrator) {
  std::string text;
  const auto list = administrator.get("/organizations/acme/users");
  for (const auto& member : list.as_array()) {
    text += string_at(member.as_object(), "primaryEmail") + ":";
    for (const auto& role : member.as_object().at("organizationRoles").as_array())
      text += string_at(role.as_object(), "name") + ", ";
  }
  return text;
}

std::string status_of(Administrator& administrator, const Invited& invited) {
  return string_at(administrator.get(invitations + "/" + invited.id).as_object(), "status");
}

}  // namespace

TEST_CASE("an invited person registers from the mail, and is a member with the role") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    listen(server, {"Organization.Membership.Updated"});
    const auto invited = invite(server, administrator, "Dora@Mail.example");
    Visit visit(server);
    const auto opened = visit.open(invited);
    REQUIRE(opened.status() == 200);
    CHECK(opened.text("redirectTo").starts_with("/register?app_id=account-center&"));
    CHECK(opened.text("redirectTo").find(invited.token) == std::string::npos);
    CHECK(visit.finish(visit.register_()) == invited.path());

    CHECK(members(administrator) == "dora@mail.example:member, ");
    CHECK(status_of(administrator, invited) == "Accepted");
    // With a session for applications, and nothing left of the dialogue.
    CHECK_FALSE(visit.browser.cookie("__Host-_session").empty());
    CHECK(visit.call(Method::post, "/submit").status() == 400);
    const auto lines = administrator.get("/logs?logKey=OrganizationInvitation.Accept").as_array();
    CHECK(lines.size() == 1);
    const auto bodies = told(server, "Organization.Membership.Updated");
    REQUIRE(bodies.size() == 1);
    CHECK(string_at(bodies[0], "organizationId") == "acme");
    CHECK(bodies[0].at("addedUserIds").as_array().size() == 1);
  });
}

TEST_CASE("looking at an invitation uses nothing up, and a wrong link is not found") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto invited = invite(server, administrator);
    Visit visit(server);
    for (int i = 0; i < 3; ++i)
      CHECK(visit.browser.get(invited.path()).status == 200);
    CHECK(visit.browser.cookie("__Host-_interaction").empty());
    for (const auto& path :
         {"/invitation/" + invited.id,
          "/invitation/" + invited.id + "?token=" + std::string(43, 'a'),
          "/invitation/" + invited.id + "?token=" + std::string(5000, 'a'),
          "/invitation/other?token=" + invited.token}) {
      CAPTURE(path);
      CHECK(visit.browser.get(path).status == 404);
    }
    CHECK(visit.open(invited).status() == 200);
  });
}

TEST_CASE("an invited user signs in as always, and joins") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto invited = invite(server, administrator, bob);
    Visit visit(server);
    CHECK(visit.open(invited).text("redirectTo").starts_with("/sign-in?"));
    // The link proves the mailbox to nobody who has an account.
    CHECK(visit.start("Register").status() == 204);
    CHECK(visit.verify_invitation().text("code") == "user.email_already_in_use");
    CHECK(visit.finish(visit.sign_in("bob")) == invited.path());
    CHECK(members(administrator) == "bob@mail.example:member, ");
  });
}

TEST_CASE("an invitation is of no use to another account, and stays") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto invited = invite(server, administrator, bob);
    Visit visit(server);
    visit.open(invited);
    const auto refused = visit.sign_in("alice");
    CHECK(refused.status() == 422);
    CHECK(refused.text("code") == "organization_invitation.email_mismatch");
    CHECK(members(administrator).empty());
    CHECK(visit.browser.cookie("__Host-_session").empty());
    // The same dialogue, with the other account.
    CHECK(visit.finish(visit.sign_in("bob")) == invited.path());
    CHECK(members(administrator) == "bob@mail.example:member, ");
  });
}

TEST_CASE("a link ends with the invitation: by revocation, time, acceptance or a new message") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto refuses = [&](const Invited& invited) {
      Visit visit(server);
      return visit.open(invited).text("code") == "organization_invitation.ended";
    };
    auto replaced = invite(server, administrator);
    CHECK(
        administrator.send(Method::post, invitations + "/" + replaced.id + "/message", "{}")
            .status == 204
    );
    CHECK(refuses(replaced));
    const Invited newest{.id = replaced.id, .token = mailed_token(server, replaced.id)};
    Visit visit(server);
    CHECK(visit.open(newest).status() == 200);
    // It ends between the button and the end of the dialogue.
    administrator.expect(
        200, Method::put, invitations + "/" + newest.id + "/status", R"({"status":"Revoked"})"
    );
    CHECK(visit.start("Register").status() == 204);
    CHECK(visit.verify_invitation().text("code") == "organization_invitation.ended");
    CHECK(refuses(newest));
    CHECK(visit.browser.get(newest.path()).status == 200);

    const auto late = invite(server, administrator, bob);
    Visit slow(server);
    CHECK(slow.open(late).status() == 200);
    server.clock.advance(Seconds(3599));
    CHECK(slow.start("SignIn").status() == 204);
    server.clock.advance(Seconds(2));
    CHECK(refuses(late));
    administrator.renew_token();
    CHECK(members(administrator).empty());
    CHECK(status_of(administrator, late) == "Expired");
  });
}

TEST_CASE("an invitation that ends while its invitee signs in admits nobody") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto invited = invite(server, administrator, bob);
    Visit visit(server);
    visit.open(invited);
    administrator.expect(
        200, Method::put, invitations + "/" + invited.id + "/status", R"({"status":"Revoked"})"
    );
    const auto refused = visit.sign_in("bob");
    CHECK(refused.status() == 422);
    CHECK(refused.text("code") == "organization_invitation.ended");
    CHECK(members(administrator).empty());
    CHECK(visit.browser.cookie("__Host-_session").empty());
  });
}

TEST_CASE("the link of a member's invitation leads nowhere once the member may not invite any more"
) {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    server.add_member("acme", "alice", "");
    const auto invited = invite(server, administrator, bob, {{"inviterId", "alice"}});
    Visit visit(server);
    CHECK(visit.open(invited).status() == 200);
    // As the Account API keeps it: alice holds no such permission.
    server.commit(storage::Statement{
        {"update organization_invitations set inviter_permission = 'member:invite' "
         "where tenant_id = $1"},
        {server.tenant}});
    Visit late(server);
    CHECK(late.open(invited).text("code") == "organization_invitation.ended");
    const auto page = late.browser.get(invited.path());
    CHECK(page.status == 200);
    CHECK(page.body.find(bob) == std::string::npos);
    CHECK(visit.sign_in("bob").text("code") == "organization_invitation.ended");
    CHECK(members(administrator) == "alice@mail.example:");
  });
}

TEST_CASE("of several browsers that use a link at once, one joins, and one account is made") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto invited = invite(server, administrator);
    constexpr int browsers = 4;
    std::vector<std::unique_ptr<Visit>> visits;
    for (int i = 0; i < browsers; ++i) {
      auto& visit = visits.emplace_back(std::make_unique<Visit>(server));
      visit->open(invited);
      visit->start("Register");
      CHECK(visit->identify(visit->verify_invitation()).status() == 201);
    }
    std::atomic<int> ended = 0;
    std::vector<std::thread> threads;
    for (auto& visit : visits) {
      threads.emplace_back([&ended, &visit] {
        if (visit->call(Method::post, "/submit").status() == 200) ++ended;
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(ended == 1);
    CHECK(members(administrator) == "dora@mail.example:member, ");
  });
}

TEST_CASE("where registration is off, an invitation opens an account for its address alone") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    server.change_sign_in_experience(
        {{"signInMode", "SignIn"},
         {"signUp", {{"identifiers", {"username"}}, {"password", true}, {"verify", false}}}}
    );
    const auto invited = invite(server, administrator);
    Visit visit(server);
    visit.open(invited);
    CHECK(visit.start("Register").status() == 204);
    const auto other = visit.call(
        Method::post,
        "/verification/new-password-identity",
        {{"identifier", {{"type", "username"}, {"value", "dora"}}}, {"password", user_password}}
    );
    CHECK(other.text("code") == "auth.forbidden");

    CHECK(visit.start("Register").status() == 204);
    const auto missing = visit.identify(visit.verify_invitation());
    CHECK(missing.text("code") == "user.missing_profile");
    const json::object name{{"type", "username"}, {"value", "dora"}};
    const json::object password{{"type", "password"}, {"value", user_password}};
    CHECK(visit.call(Method::post, "/profile", name).status() == 204);
    CHECK(visit.call(Method::post, "/profile", password).status() == 204);
    CHECK(visit.call(Method::post, "/identification").status() == 201);
    CHECK(visit.finish(visit.call(Method::post, "/submit")) == invited.path());
    CHECK(members(administrator) == "dora@mail.example:member, ");
  });
}

TEST_CASE("a suspended user does not join") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto invited = invite(server, administrator, bob);
    administrator.expect(200, Method::patch, "/users/bob/is-suspended", R"({"isSuspended":true})");
    Visit visit(server);
    visit.open(invited);
    CHECK(visit.start("SignIn").status() == 204);
    const auto refused = visit.prove_password("bob");
    CHECK(refused.status() == 401);
    CHECK(refused.text("code") == "user.suspended");
    CHECK(members(administrator).empty());
  });
}

TEST_CASE("who has joined goes on to the invitation's address, else to the tenant's") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto end_of = [&](const std::string& invitee, const json::object& more) {
      const auto invited = invite(server, administrator, invitee, more);
      Visit visit(server);
      visit.open(invited);
      return visit.finish(visit.register_());
    };
    administrator.expect(
        200,
        Method::patch,
        "/sign-in-exp",
        R"({"invitationRedirectUrl":"https://app.example/welcome"})"
    );
    CHECK(end_of("a@mail.example", {}) == "https://app.example/welcome");
    const json::object own{{"redirectUrl", "https://acme.example/in?a=b"}};
    CHECK(end_of("b@mail.example", own) == "https://acme.example/in?a=b");
  });
}

TEST_CASE("the page of another site opens no invitation") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto invited = invite(server, administrator);
    auto request = a_request(Method::post, "/api/experience/invitation");
    request.headers.push_back({"content-type", "application/json"});
    request.headers.push_back({"origin", "https://evil.example"});
    request.body =
        json::serialize(json::object{{"invitationId", invited.id}, {"token", invited.token}});
    CHECK(server.send(request).status == 403);
  });
}

TEST_CASE("no other dialogue proves an address by an invitation") {
  for_each_engine([](Server& server) {
    add_world(server);
    server.insert(an_application("web"));
    Visit visit(server);
    visit.browser.get(
        "/oidc/auth?client_id=web&redirect_uri=https%3A%2F%2Fweb.example%2Fcallback&"
        "response_type=code&scope=openid&state=invited&nonce=token"
    );
    CHECK(visit.start("Register").status() == 204);
    CHECK(visit.verify_invitation().text("code") == "organization_invitation.ended");
    // The account client is nobody's to begin with.
    const auto refused = visit.browser.get(
        "/oidc/auth?client_id=account-center&redirect_uri=https%3A%2F%2Fweb.example%2Fcallback&"
        "response_type=code&scope=openid"
    );
    CHECK(refused.status == 400);
  });
}

}  // namespace daemun::flows
