#include "flows/harness/account.h"

#include "base/text.h"
#include "domain/page_look.h"
#include "storage/experience_store.h"

#include <doctest/doctest.h>

#include <utility>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

void set_account_center(Server& server, bool is_enabled, const json::object& fields) {
  auto document = make_default_account_center();
  document["enabled"] = is_enabled;
  document["fields"] = fields;
  const storage::ExperienceStore store(*server.database, server.tenant);
  const auto before = run_task(store.find_account_center());
  server.commit(store.change_account_center({.before = before, .after = json::serialize(document)})
  );
}

Answer sign_in(
    Server& server, const std::string& username, const Client& client, const std::string& scopes
) {
  Browser browser(server);
  auto response = client.sign_in(browser, username, {{"scope", scopes}});
  if (server.find_application(client.id()).is_third_party) {
    const auto given =
        to_answer(browser.send_json(http::Method::post, "/api/interaction/consent", json::object{})
        );
    response = browser.get(given.text("redirectTo"));
  }
  return client.redeem(to_callback(std::move(response)));
}

}  // namespace

json::object all_fields(std::string_view control) {
  json::object fields;
  for (const char* name :
       {"name",
        "avatar",
        "profile",
        "email",
        "phone",
        "password",
        "username",
        "social",
        "customData",
        "mfa",
        "passkey",
        "session",
        "trustedDevice",
        "accountDeletion"})
    fields[name] = control;
  return fields;
}

void open_account_center(Server& server, const json::object& fields) {
  set_account_center(server, true, fields);
}

void close_account_center(Server& server) {
  set_account_center(server, false, all_fields());
}

void insert_third_party(Server& server, const std::string& permissions) {
  auto partner = an_application("partner");
  partner.is_third_party = true;
  partner.user_consent_scopes = split_words(account_scopes);
  for (const auto& name : split_words(permissions))
    partner.organization_consent_scopes.emplace_back(name);
  server.insert(partner);
}

void add_member_permissions(Server& server) {
  const auto names = split_words(member_permissions);
  for (const auto& name : names)
    server.insert_organization_scope(name);
  server.insert_organization_role("keeper", RoleType::user, names, {});
}

MemberTokens sign_in_to_organization(
    Server& server,
    const std::string& username,
    const std::string& organization,
    const std::string& permissions,
    const std::string& client
) {
  const Client application(server, client);
  const Fields request{
      {"scope", "openid offline_access urn:logto:scope:organizations " + permissions},
      {"resource", "urn:logto:resource:organizations"},
      {"prompt", "consent"}};
  Browser browser(server);
  auto response = application.sign_in(browser, username, request);
  if (server.find_application(client).is_third_party) {
    const json::object consent{{"organizationIds", json::array{organization}}};
    const auto given =
        to_answer(browser.send_json(http::Method::post, "/api/interaction/consent", consent));
    response = browser.get(given.text("redirectTo"));
  }
  const auto tokens = application.redeem(to_callback(std::move(response)));
  const auto answer =
      application.refresh(tokens.text("refresh_token"), {{"organization_id", organization}});
  REQUIRE(answer.status() == 200);
  return {.account = tokens.text("access_token"), .organization = answer.text("access_token")};
}

std::string organization_token(
    Server& server,
    const std::string& username,
    const std::string& organization,
    const std::string& permissions,
    const std::string& client
) {
  return sign_in_to_organization(server, username, organization, permissions, client).organization;
}

AccountOwner::AccountOwner(
    Server& server,
    const std::string& username,
    const std::string& client,
    const std::string& scopes
)
    : server_(server),
      tokens_(sign_in(server, username, Client(server, client), scopes)),
      token_(tokens_.text("access_token")) {
  REQUIRE_FALSE(token_.empty());
}

Answer AccountOwner::send(http::Method method, const std::string& path, const std::string& body) {
  auto request = a_request(method, "/api" + path);
  request.headers.push_back({"origin", "https://app.example"});
  if (!token_.empty()) request.headers.push_back({"authorization", "Bearer " + token_});
  if (!verification_id_.empty())
    request.headers.push_back({"logto-verification-id", verification_id_});
  if (!body.empty()) request.headers.push_back({"content-type", "application/json"});
  request.body = body;
  return to_answer(server_.send(std::move(request)));
}

std::string AccountOwner::outcome(
    http::Method method, const std::string& path, const std::string& body
) {
  return outcome_of(send(method, path, body));
}

void AccountOwner::step_up(const std::string& password) {
  const auto answer = send(
      http::Method::post,
      "/verifications/password",
      json::serialize(json::object{{"password", password}})
  );
  REQUIRE(answer.status() == 201);
  present(answer.text("verificationRecordId"));
}

std::string AccountOwner::send_code(const std::string& email) {
  const json::object body{{"identifier", {{"type", "email"}, {"value", email}}}};
  const auto sent =
      send(http::Method::post, "/verifications/verification-code", json::serialize(body));
  REQUIRE(outcome_of(sent) == "201");
  return sent.text("verificationRecordId");
}

Answer AccountOwner::enter_code(
    const std::string& email, const std::string& record, const std::string& code
) {
  const json::object body{
      {"identifier", {{"type", "email"}, {"value", email}}},
      {"verificationId", record},
      {"code", code}};
  return send(http::Method::post, "/verifications/verification-code/verify", json::serialize(body));
}

std::string AccountOwner::prove_email(const std::string& email) {
  const auto record = send_code(email);
  const auto answer = enter_code(email, record, last_mailed_code(server_));
  REQUIRE(outcome_of(answer) == "200");
  REQUIRE(answer.text("verificationRecordId") == record);
  return record;
}

json::object line_of(Server& server, std::string_view key) {
  json::object payload;
  for (const auto& line : server.audit_log()) {
    if (line.key != key) continue;
    REQUIRE(payload.empty());
    payload = json::parse(line.payload).as_object();
  }
  return payload;
}

void add_code_mails(Server& server) {
  Administrator administrator(server);
  add_code_mails(administrator);
}

void add_code_mails(Administrator& administrator) {
  json::array templates;
  for (const auto* type :
       {"SignIn",
        "Register",
        "ForgotPassword",
        "Generic",
        "UserPermissionValidation",
        "BindNewIdentifier",
        "BindMfa"}) {
    templates.push_back(
        {{"usageType", type},
         {"subject", type},
         {"content", "{{code}}"},
         {"contentType", "text/plain"}}
    );
  }
  add_mail_connector(administrator, std::move(templates));
}

std::string last_mailed_code(Server& server) {
  server.deliver_messages();
  const auto mails = server.mail.mails();
  REQUIRE_FALSE(mails.empty());
  return mails.back().text.substr(0, 6);
}

std::string outcome_of(const Answer& answer) {
  const auto code = answer.text("code");
  return std::to_string(answer.status()) + (code.empty() ? "" : " " + code);
}

}  // namespace daemun::flows
