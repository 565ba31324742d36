// Every operation of the Account API against everything that it may lack: a token, the account
// centre, a scope, a field's setting, a first-party application, a step-up, and whose step-up it
// is. The cases are made of the operations' own rows; what the rows must say stands here as well.
#include "app/app.h"
#include "base/text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "account/operation.h"
#include "api/file_form.h"
#include "flows/harness/account.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using account::Check;
using account::Operation;
using api::Shape;

std::string title_of(const Operation& operation) {
  return std::string(http::to_string(operation.method)) + " " + operation.path;
}

// In the words of the table below.
std::string describe(const Check& check) {
  using enum Check::Kind;
  const auto name = std::string(check.name);
  const auto or_else = check.fallback.empty() ? "" : "??" + std::string(check.fallback);
  std::string text;
  switch (check.kind) {
    case editable:
      text = "F(" + name + or_else + ")";
      break;
    case visible:
      text = "S(" + name + or_else + ")";
      break;
    case scope:
      text = std::string(1, "abc"[static_cast<int>(check.missing)]) + "(" + name + ")";
      break;
    case first_party:
      text = "1st";
      break;
    case step_up:
      text = "V";
      break;
    case step_up_if_possible:
      text = "V?";
      break;
    case organization_permission:
      text = "O(" + name + ")";
      break;
  }
  if (!check.member.empty()) text += "@" + std::string(check.member);
  if (!check.word.empty()) text += "=" + std::string(check.word);
  return text;
}

std::string row_of(const Operation& operation) {
  std::vector<std::string> words;
  for (const auto& check : operation.checks)
    words.push_back(describe(check));
  return join(words);
}

// The answer when nothing but this is missing.
std::string refusal_of(const Check& check) {
  using enum Check::Kind;
  switch (check.kind) {
    case editable:
      return "400 account_center.field_not_editable";
    case visible:
      return "400 account_center.field_not_enabled";
    case scope:
      break;
    case first_party:
      return "403 auth.third_party_application_forbidden";
    case step_up:
    case step_up_if_possible:
      return "401 verification_record.permission_denied";
    case organization_permission:
      return "403 auth.forbidden";
  }
  using enum Check::MissingScope;
  if (check.missing == forbidden) return "403 auth.forbidden";
  return check.missing == bad_request ? "400 auth.unauthorized" : "401 auth.unauthorized";
}

std::string text_for(const Shape& shape) {
  switch (shape.format) {
    case api::TextFormat::url:
    case api::TextFormat::uri:
      return "https://x.example/a";
    case api::TextFormat::email:
      return "a@x.example";
    case api::TextFormat::phone:
      return "821012345678";
    case api::TextFormat::username:
      return "alice";
    default:
      return "https://x.example/a";  // some of the texts are URLs
  }
}

// A value with every member that the shape has.
json::value sample_of(const Shape& shape) {
  using enum Shape::Kind;
  switch (shape.kind) {
    case string:
      return json::string(text_for(shape));
    case words:
      return json::string(shape.words.front());
    case integer:
    case number:
      return shape.min.value_or(1);
    case boolean:
      return true;
    case array:
      return json::array{sample_of(shape.items.front())};
    case one_of:
      return sample_of(shape.items.front());
    case object: {
      json::object value;
      for (const auto& field : shape.fields)
        value[field.name] = sample_of(field);
      return value;
    }
    default:
      return json::object{};
  }
}

bool takes_json(const Operation& operation) {
  return operation.handler.body && !api::is_file_form(*operation.handler.body);
}

// One for each form that the body may have.
std::vector<json::object> bodies_of(const Operation& operation) {
  const auto& shape = operation.handler.body;
  if (!takes_json(operation)) return {json::object{}};
  std::vector<json::object> bodies;
  if (shape->kind != Shape::Kind::one_of) {
    bodies.push_back(sample_of(*shape).as_object());
    return bodies;
  }
  for (const auto& alternative : shape->items)
    bodies.push_back(sample_of(alternative).as_object());
  return bodies;
}

bool applies(const Check& check, const json::object& body) {
  if (check.member.empty()) return true;
  const auto* member = body.if_contains(check.member);
  if (member == nullptr) return false;
  return check.word.empty() || (member->is_string() && member->get_string() == check.word);
}

std::string path_of(const Operation& operation) {
  std::string path;
  bool is_inside = false;
  for (const char c : operation.path) {
    if (c == '{') path += 'x';
    is_inside = (is_inside || c == '{') && c != '}';
    if (!is_inside && c != '}') path += c;
  }
  return path;
}

bool is_about_organization(const Operation& operation) {
  return account::takes_organization_token(operation.checks);
}

// Alice, who has everything, and the same person with one thing missing. Organizations are "x", as
// all that path_of names.
class Matrix {
 public:
  explicit Matrix(Server& its_server) : server_(its_server) {
    add_shop(server_);
    add_member_permissions(server_);
    insert_third_party(server_, member_permissions);
    server_.insert(an_organization("x"));
    open_account_center(server_);
    alice_.emplace(server_, "alice");
    server_.insert(a_user("rival"));
    AccountOwner rival(server_, "rival");
    server_.insert(an_application("other"));
    AccountOwner elsewhere(server_, "alice", "other");
    foreign_records_ = {record_of(rival), record_of(elsewhere)};
    record_ = record_of(*alice_);
    restore();
  }

  const account::Operations& operations() const {
    return server_.door->default_tenant().account_api.operations();
  }

  // With everything, as that body says.
  std::string call(const Operation& operation, const json::object& body) {
    if (is_about_organization(operation)) return call_with(tokens_[""], operation, body);
    return call_with({alice_->token(), record_}, operation, body);
  }

  std::string call_without(
      const Check& check, const Operation& operation, const json::object& body
  ) {
    using enum Check::Kind;
    switch (check.kind) {
      case editable:
      case visible: {
        auto fields = all_fields();
        fields[check.name] = check.kind == editable ? "ReadOnly" : "Off";
        open_account_center(server_, fields);
        const auto answer = call(operation, body);
        open_account_center(server_);
        return answer;
      }
      case scope:
        return call_as(owner_without(check.name), operation, body);
      case organization_permission:
        return call_with(token_without(check.name), operation, body);
      case first_party:
        if (is_about_organization(operation)) return call_with(partner_token_, operation, body);
        if (!partner_) partner_.emplace(server_, "alice", "partner");
        return call_as(*partner_, operation, body);
      default:
        break;
    }
    instead_ = "";
    const auto without = call(operation, body);
    for (const auto& foreign : foreign_records_) {
      instead_ = foreign;
      CHECK(call(operation, body) == without);
    }
    instead_.reset();
    return without;
  }

  // After an operation that ends sessions or memberships.
  void restore() {
    server_.add_member("x", "alice", "keeper");
    if (alice_->get("/my-account").status() != 200) {
      alice_.emplace(server_, "alice");
      record_ = record_of(*alice_);  // the operation may have used it up
      partner_.reset();
      nobody_.reset();
      narrow_.clear();
    }
    // Who has left has taken the consent back as well.
    if (!partner_token_.token.empty() && call_with(tokens_[""], my_members_, {}) == "200" &&
        call_with(partner_token_, my_members_, {}) == "200")
      return;
    tokens_.clear();
    tokens_[""] = bearer(member_permissions);
    partner_token_.token = organization_token(server_, "alice", "x", member_permissions, "partner");
  }

  std::string call_without_token(const Operation& operation, const json::object& body) {
    return call_with({"", record_}, operation, body);
  }

  // With a token of the other kind.
  std::string call_with_other_token(const Operation& operation, const json::object& body) {
    const bool is_account_token = is_about_organization(operation);
    const Bearer of_account{alice_->token(), record_};
    return call_with(is_account_token ? of_account : tokens_[""], operation, body);
  }

  std::string call_closed(const Operation& operation, const json::object& body) {
    close_account_center(server_);
    const auto answer = call(operation, body);
    open_account_center(server_);
    return answer;
  }

  // Nothing but openid, everything off, of a stranger.
  std::string call_with_nothing(const Operation& operation, const json::object& body) {
    if (!nobody_) nobody_.emplace(server_, "alice", "partner", "openid");
    open_account_center(server_, json::object{});
    const auto answer = is_about_organization(operation)
                            ? call_with(token_without(member_permissions), operation, body)
                            : call_as(*nobody_, operation, body);
    open_account_center(server_);
    return answer;
  }

 private:
  // A token with a record of its grant.
  struct Bearer {
    std::string token{};
    std::string record{};
  };

  // Of the organization.
  Bearer bearer(const std::string& permissions) {
    const auto tokens = sign_in_to_organization(server_, "alice", "x", permissions);
    AccountOwner owner = *alice_;
    owner.set_token(tokens.account);
    return {.token = tokens.organization, .record = record_of(owner)};
  }

  static std::string record_of(AccountOwner& owner) {
    const auto answer = owner.send(
        http::Method::post,
        "/verifications/password",
        json::serialize(json::object{{"password", user_password}})
    );
    REQUIRE(answer.status() == 201);
    return answer.text("verificationRecordId");
  }

  static std::string call_as(
      AccountOwner& owner, const Operation& operation, const json::object& body
  ) {
    const auto text = takes_json(operation) ? json::serialize(body) : std::string();
    return owner.outcome(operation.method, path_of(operation), text);
  }

  // Alice with that token, and its record or what stands for it.
  std::string call_with(const Bearer& held, const Operation& operation, const json::object& body) {
    AccountOwner owner = *alice_;
    owner.set_token(held.token);
    owner.present(instead_.value_or(held.record));
    return call_as(owner, operation, body);
  }

  // Of the organization, without these permissions.
  const Bearer& token_without(std::string_view permissions) {
    auto& held = tokens_[std::string(permissions)];
    if (!held.token.empty()) return held;
    const auto missing = split_words(permissions);
    std::vector<std::string> rest;
    for (const auto& name : split_words(member_permissions)) {
      if (!contains(missing, name)) rest.push_back(name);
    }
    held = bearer(join(rest));
    return held;
  }

  AccountOwner& owner_without(std::string_view scope) {
    const auto found = narrow_.find(std::string(scope));
    if (found != narrow_.end()) return found->second;
    std::vector<std::string> scopes;
    for (const auto& name : split_words(account_scopes)) {
      if (name != scope) scopes.push_back(name);
    }
    AccountOwner owner(server_, "alice", "web", join(scopes));
    owner.step_up();
    return narrow_.emplace(std::string(scope), std::move(owner)).first->second;
  }

  Server& server_;
  std::optional<AccountOwner> alice_;
  std::optional<AccountOwner> partner_;
  std::optional<AccountOwner> nobody_;
  std::map<std::string, AccountOwner> narrow_;
  std::map<std::string, Bearer> tokens_;  // of the organization, by the permissions they lack
  Bearer partner_token_;
  const Operation my_members_{.path = "/my-organizations/{id}/members"};
  std::string record_;
  // Of another user, and of Alice at another application.
  std::vector<std::string> foreign_records_;
  std::optional<std::string> instead_;
};

bool is_refusal_of_a_check(const std::string& outcome) {
  return outcome.find("account_center.") != std::string::npos ||
         outcome.find("auth.") != std::string::npos ||
         outcome.find("permission_denied") != std::string::npos;
}

}  // namespace

TEST_CASE("the rows of the Account API have Logto's checks in Logto's order") {
  // V: step-up, V?: where possible, F: editable, S: shown, 1st: first party; a, b, c: a scope, with
  // 400, 401 or 403 where it is missing; @: only for bodies with that member.
  const std::map<std::string, std::string> expected{
      {"GET /my-account", ""},
      {"PATCH /my-account",
       "F(name)@name F(avatar)@avatar F(username)@username F(customData)@customData a(profile) "
       "a(custom_data)@customData 1st V@username"},
      {"PATCH /my-account/profile", "F(profile) a(profile) a(address)@address 1st"},
      {"POST /my-account/password", "1st V? F(password)"},
      {"POST /my-account/primary-email", "V F(email) a(email) 1st"},
      {"DELETE /my-account/primary-email", "V F(email) a(email) 1st"},
      {"POST /my-account/primary-phone", "V F(phone) a(phone) 1st"},
      {"DELETE /my-account/primary-phone", "V F(phone) a(phone) 1st"},
      {"GET /my-account/export",
       "V c(profile) c(email) c(phone) c(address) c(identities) c(custom_data) "
       "c(urn:logto:scope:sessions) 1st"},
      {"POST /my-account/deletion", "F(accountDeletion) V c(identities) 1st"},
      {"POST /my-account/email-change/undo/check", ""},
      {"POST /my-account/email-change/undo", ""},
      {"GET /my-account/sign-ins", "V S(session) b(urn:logto:scope:sessions)"},
      {"POST /my-account/sign-ins/{id}/report", "V F(session) b(urn:logto:scope:sessions) 1st"},
      {"POST /my-account/user-assets/avatar", "b(profile) 1st F(avatar)"},
      {"GET /my-account/mfa-verifications", "S(mfa) b(identities)"},
      {"POST /my-account/mfa-verifications",
       "V F(passkey??mfa)@type=WebAuthn F(mfa)@type=Totp F(mfa)@type=BackupCode b(identities) 1st"},
      {"PUT /my-account/mfa-verifications/totp", "V F(mfa) b(identities) 1st"},
      {"POST /my-account/mfa-verifications/totp-secret/generate", ""},
      {"GET /my-account/mfa-verifications/backup-codes", "V b(identities)"},
      {"POST /my-account/mfa-verifications/backup-codes/generate", ""},
      {"PATCH /my-account/mfa-verifications/{verificationId}/name",
       "V F(passkey??mfa) b(identities) 1st"},
      {"DELETE /my-account/mfa-verifications/{verificationId}", "V b(identities) 1st"},
      {"GET /my-account/mfa-settings", "S(mfa) b(identities)"},
      {"PATCH /my-account/mfa-settings", "V F(mfa) b(identities) 1st"},
      {"GET /my-account/logto-configs", "S(passkey??mfa) b(identities)"},
      {"PATCH /my-account/logto-configs", "V F(passkey??mfa) b(identities) 1st"},
      {"GET /my-account/identities/{target}/access-token", "c(identities)"},
      {"GET /my-account/sso-identities/{connectorId}/access-token", "c(identities)"},
      {"POST /my-account/identities", "F(social) b(identities) 1st V?"},
      {"PUT /my-account/identities", "F(social) b(identities) 1st V?"},
      {"PUT /my-account/identities/{target}/access-token", "c(identities)"},
      {"DELETE /my-account/identities/{target}", "F(social) a(identities) 1st V?"},
      {"GET /my-account/sessions", "V S(session) b(urn:logto:scope:sessions)"},
      {"DELETE /my-account/sessions", "V F(session) b(urn:logto:scope:sessions) 1st"},
      {"DELETE /my-account/sessions/{sessionId}", "V F(session) b(urn:logto:scope:sessions) 1st"},
      {"GET /my-account/grants", "V S(session) b(urn:logto:scope:sessions)"},
      {"DELETE /my-account/grants/{grantId}", "V F(session) b(urn:logto:scope:sessions) 1st"},
      {"GET /my-account/trusted-devices", "V S(trustedDevice) b(urn:logto:scope:trusted_devices)"},
      {"DELETE /my-account/trusted-devices/{trustedDeviceId}",
       "V F(trustedDevice) b(urn:logto:scope:trusted_devices) 1st"},
      {"GET /my-organizations", "c(urn:logto:scope:organizations) 1st"},
      {"DELETE /my-organizations/{id}", "c(urn:logto:scope:organizations) 1st"},
      {"GET /my-organizations/{id}/members", "O(member:read)"},
      {"DELETE /my-organizations/{id}/members/{userId}", "O(member:remove) 1st"},
      {"GET /my-organizations/{id}/roles", "O(member:invite)"},
      {"GET /my-organizations/{id}/invitations", "O(member:invite)"},
      {"POST /my-organizations/{id}/invitations", "O(member:invite) 1st V@roleIds"},
      {"DELETE /my-organizations/{id}/invitations/{invitationId}", "O(member:invite) 1st"},
      {"GET /my-organization-invitations", "c(urn:logto:scope:organizations) 1st"},
      {"PUT /my-organization-invitations/{id}/status", "c(urn:logto:scope:organizations) 1st"},
      {"POST /verifications/social", ""},
      {"POST /verifications/social/verify", ""},
      {"POST /verifications/password", "1st"},
      {"POST /verifications/verification-code", "1st"},
      {"POST /verifications/verification-code/verify", "1st"},
      {"POST /verifications/web-authn/registration", "1st"},
      {"POST /verifications/web-authn/registration/verify", "1st"},
  };
  for_each_engine([&](Server& server) {
    for (const auto& operation : server.door->default_tenant().account_api.operations()) {
      const auto title = title_of(operation);
      CAPTURE(title);
      const auto row = expected.find(title);
      if (row != expected.end()) CHECK(row_of(operation) == row->second);
    }
  });
}

TEST_CASE("two operations of the Account API take no token, and say so in the document") {
  for_each_engine([](Server& server) {
    std::vector<std::string> open;
    for (const auto& operation : server.door->default_tenant().account_api.operations()) {
      const auto& refusals = account::describe(operation).refusals;
      const bool takes_none = std::find(refusals.begin(), refusals.end(), 401) == refusals.end();
      CHECK(takes_none == (operation.access == Operation::Access::anonymous));
      if (takes_none) open.push_back(title_of(operation));
    }
    CHECK(
        open ==
        std::vector<std::string>{
            "POST /my-account/email-change/undo/check", "POST /my-account/email-change/undo"}
    );
  });
}

TEST_CASE("every operation of the Account API refuses each missing thing, and nothing else") {
  for_each_engine([](Server& server) {
    Matrix matrix(server);
    for (const auto& operation : matrix.operations()) {
      const auto title = title_of(operation);
      CAPTURE(title);
      for (const auto& body : bodies_of(operation)) {
        const auto text = json::serialize(body);
        CAPTURE(text);
        const auto without_token = matrix.call_without_token(operation, body);
        const auto closed = matrix.call_closed(operation, body);
        if (operation.access == Operation::Access::anonymous) {
          CHECK(without_token == "404 verification_record.not_found");
          CHECK(closed == without_token);
        } else {
          CHECK(without_token == "401 auth.authorization_header_missing");
          CHECK(closed == "400 account_center.not_enabled");
          CHECK(matrix.call_with_other_token(operation, body) == "401 auth.unauthorized");
        }
        const Check* first = nullptr;
        const Check* proof = nullptr;
        for (const auto& check : operation.checks) {
          if (!applies(check, body)) continue;
          if (first == nullptr) first = &check;
          if (check.kind == Check::Kind::step_up) proof = &check;
          const auto missing = describe(check);
          CAPTURE(missing);
          // A third-party application has no record to present.
          const bool is_barred_before = check.kind == Check::Kind::first_party && proof != nullptr;
          const auto& expected = is_barred_before ? *proof : check;
          CHECK(matrix.call_without(check, operation, body) == refusal_of(expected));
        }
        if (first != nullptr)
          CHECK(matrix.call_with_nothing(operation, body) == refusal_of(*first));
        // It would sign out those who lack something.
        if (title == "DELETE /my-account/sessions") continue;
        const auto outcome = matrix.call(operation, body);
        CAPTURE(outcome);
        CHECK_FALSE(is_refusal_of_a_check(outcome));
        // Else the samples try nothing but the shape of the body.
        if (takes_json(operation)) CHECK(outcome.find("guard.") == std::string::npos);
        matrix.restore();
      }
    }
  });
}

}  // namespace daemun::flows
