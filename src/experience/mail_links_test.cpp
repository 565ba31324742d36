#include "experience/mail_links.h"

#include "experience/test_dialogue.h"
#include "storage/access_store.h"
#include "storage/one_time_token_store.h"
#include "storage/organization_invitation_store.h"
#include "storage/organization_template_store.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

using namespace test;

constexpr std::string_view shell = "<html><head></head>{{context}}</html>";
const http::StaticFile files[] = {
    {"/index.html", "text/html", shell, "", "\"1\""},
    {"/phrases/en.json", "application/json", R"({"title":{}})", "", "\"2\""},
};
const std::string token(43, 't');
const std::string magic_token(32, 'm');

json::object context_of(const http::Response& response) {
  const auto begin = response.body.find("</head>") + 7;
  const auto end = response.body.rfind("</html>");
  return json::parse(response.body.substr(begin, end - begin)).as_object();
}

// A tenant with an organization, its member ann, and ann's invitation for dora.
struct Scene {
  TestTenant tenant;
  Pages pages{tenant.dependencies(), files};
  MailLinks links{tenant.dependencies(), pages};

  Scene() {
    const storage::AccessStore access(*tenant.database, tenant.tenant);
    const storage::OrganizationTemplateStore roles(*tenant.database, tenant.tenant);
    const OrganizationId acme("acme");
    const OrganizationRoleId member("member");
    tenant.commit(access.insert_organization({.id = acme, .name = "<Acme>"}, tenant.clock.now()));
    tenant.commit(roles.insert_role({.id = member, .name = "member"}));
    const auto ann = tenant.insert_user("ann", std::nullopt);
    tenant.commit(access.add_member(acme, ann));
    OrganizationInvitation invitation;
    invitation.id = OrganizationInvitationId("inv1");
    invitation.inviter_id = ann;
    invitation.invitee = "dora@mail.example";
    invitation.organization_id = acme;
    invitation.created_at = tenant.clock.now();
    invitation.expires_at = tenant.clock.now() + Seconds(60);
    tenant.commit(invitations().insert(invitation, {member}));
    const InvitationLink link{.id = invitation.id, .token = Secret(token)};
    const auto hash = storage::hash_link(*tenant.vault, tenant.tenant, link);
    tenant.commit(invitations().put_link(hash, tenant.clock.now()));
  }

  storage::OrganizationInvitationStore invitations() { return {*tenant.database, tenant.tenant}; }

  http::Response show(const std::string& value = token) {
    http::Request request;
    request.method = http::Method::get;
    request.path_parameters = {{"id", "inv1"}};
    request.query = "token=" + value;
    return run_task(links.show_invitation(std::move(request)));
  }
  http::Response open_magic_link(const std::string& query) {
    http::Request request;
    request.method = http::Method::get;
    request.query = query;
    return run_task(links.open_magic_link(std::move(request)));
  }
};

std::string text_at(const json::value& value, std::string_view name) {
  return std::string(find_string(value.as_object(), name).value_or(""));
}

}  // namespace

TEST_CASE("show_invitation tells what the person is invited to, and by whom") {
  Scene scene;
  const auto page = scene.show();
  CHECK(page.status == 200);
  CHECK(page.body.find("<Acme>") == std::string::npos);
  CHECK(page.body.find(token) == std::string::npos);
  CHECK(page.find("set-cookie") == nullptr);
  const auto context = context_of(page);
  CHECK(context.at("page").as_string() == "invitation");
  CHECK(
      json::serialize(context.at("invitation")) ==
      R"({"id":"inv1","status":"Pending","email":"dora@mail.example","organization":"<Acme>",)"
      R"("inviter":"ann","roles":["member"]})"
  );
}

TEST_CASE("show_invitation tells a wrong link nothing, and an ended invitation's only that it ended"
) {
  Scene scene;
  const auto wrong = scene.show(std::string(43, 'x'));
  CHECK(wrong.status == 404);
  CHECK(json::serialize(context_of(wrong).at("invitation")) == R"({"status":"Unknown"})");
  scene.tenant.clock.advance(Seconds(60));
  const auto late = context_of(scene.show()).at("invitation");
  CHECK(json::serialize(late) == R"({"id":"inv1","status":"Expired"})");
}

TEST_CASE("the pages of an invitation's dialogue say which organization it is for") {
  Scene scene;
  http::Request request;
  request.method = http::Method::post;
  request.headers = {{"content-type", "application/json"}, {"origin", "https://auth.example"}};
  request.body = json::serialize(json::object{{"invitationId", "inv1"}, {"token", token}});
  const auto opened = run_task(scene.links.open_invitation(request));
  REQUIRE(opened.status == 200);
  const auto* cookie = opened.find("set-cookie");
  REQUIRE(cookie != nullptr);
  CHECK(cookie->starts_with("__Host-_interaction="));
  CHECK(cookie->find("secure") != std::string::npos);

  http::Request next;
  next.method = http::Method::get;
  next.headers = {{"cookie", cookie->substr(0, cookie->find(';'))}};
  const auto page = run_task(scene.pages.register_(next));
  const auto context = context_of(page);
  CHECK(context.at("loginHint").as_string() == "dora@mail.example");
  CHECK(text_at(context.at("invitation"), "organization") == "<Acme>");
  CHECK(text_at(context.at("invitation"), "email") == "dora@mail.example");
  CHECK(page.body.find(token) == std::string::npos);
}

TEST_CASE("open_magic_link begins a dialogue, and says why a link is no good") {
  Scene scene;
  const storage::OneTimeTokenStore tokens(
      *scene.tenant.database, *scene.tenant.vault, scene.tenant.tenant
  );
  OneTimeToken link;
  link.id = OneTimeTokenId("link");
  link.email = "dora@mail.example";
  link.value = Secret(magic_token);
  link.created_at = scene.tenant.clock.now();
  link.expires_at = scene.tenant.clock.now() + Seconds(60);
  scene.tenant.commit(tokens.insert(link));

  const auto query = "token=" + magic_token + "&email=Dora%40mail.example";
  const auto opened = scene.open_magic_link(query);
  CHECK(opened.status == 303);
  CHECK(opened.find("location")->starts_with("/one-time-token?app_id=account-center&"));
  CHECK(opened.find("set-cookie") != nullptr);
  const auto problem = [&](const std::string& sent) {
    const auto page = scene.open_magic_link(sent);
    CHECK(page.status == 404);
    CHECK(page.find("set-cookie") == nullptr);
    return text_at(context_of(page).at("link"), "problem");
  };
  CHECK(problem("token=" + magic_token + "&email=other%40mail.example") == "invalid");
  CHECK(problem("token=other&email=dora%40mail.example") == "invalid");
  CHECK(problem("") == "invalid");
  scene.tenant.commit(tokens.consume(link.id, scene.tenant.clock.now()));
  CHECK(problem(query) == "used");
}

}  // namespace daemun::experience
