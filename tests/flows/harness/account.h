// People who call the Account API through an application of theirs.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_ACCOUNT_H
#define DAEMUN_TESTS_FLOWS_HARNESS_ACCOUNT_H

#include <string>
#include <string_view>

#include "flows/harness/client.h"
#include "flows/harness/server.h"

namespace daemun::flows {

class Administrator;

// Every scope that the Account API knows.
inline const std::string account_scopes =
    "openid profile email phone address identities custom_data urn:logto:scope:sessions "
    "urn:logto:scope:trusted_devices urn:logto:scope:organizations";

// {"name": control, ...}: every field of the account centre.
json::object all_fields(std::string_view control = "Edit");
// Switches it on.
void open_account_center(Server& server, const json::object& fields = all_fields());
void close_account_center(Server& server);

// "partner", which may be granted all of account_scopes, and these permissions in organizations.
void insert_third_party(Server& server, const std::string& permissions = "");

// Someone who is signed in to an application, with its access token. A third-party application has
// the person's consent.
class AccountOwner {
 public:
  AccountOwner(
      Server& server,
      const std::string& username,
      const std::string& client = "web",
      const std::string& scopes = account_scopes
  );

  // `path` is below /api. A body that is empty is not sent.
  Answer send(http::Method method, const std::string& path, const std::string& body = "");
  Answer get(const std::string& path) { return send(http::Method::get, path); }
  // "204", or "401 auth.unauthorized".
  std::string outcome(http::Method method, const std::string& path, const std::string& body = "");

  // Of the header logto-verification-id from now on; empty: none.
  void present(const std::string& verification_id) { verification_id_ = verification_id; }
  // Proves the password, and presents the record.
  void step_up(const std::string& password = user_password);

  // POST /verifications/verification-code; the id of the record, to which a mail belongs.
  std::string send_code(const std::string& email);
  // With the code of the last mail.
  Answer enter_code(const std::string& email, const std::string& record, const std::string& code);
  // Proves the e-mail address; the id of the verified record.
  std::string prove_email(const std::string& email);

  const std::string& token() const { return token_; }
  void set_token(const std::string& token) { token_ = token; }
  const Answer& tokens() const { return tokens_; }

 private:
  Server& server_;
  Answer tokens_;
  std::string token_;
  std::string verification_id_;
};

// The permissions with which members look after their organization.
inline const std::string member_permissions = "member:read member:invite member:remove";
// The permissions, and a role "keeper" that has them all.
void add_member_permissions(Server& server);
// Of one grant: a token for the account, and one of the organization with those of the permissions
// that the user holds there.
struct MemberTokens {
  std::string account{};
  std::string organization{};
};
MemberTokens sign_in_to_organization(
    Server& server,
    const std::string& username,
    const std::string& organization,
    const std::string& permissions = member_permissions,
    const std::string& client = "web"
);
// The one of the organization.
std::string organization_token(
    Server& server,
    const std::string& username,
    const std::string& organization,
    const std::string& permissions = member_permissions,
    const std::string& client = "web"
);

// "204", or "401 auth.unauthorized".
std::string outcome_of(const Answer& answer);

// The payload of the audit log's only line of that key; empty when there is none.
json::object line_of(Server& server, std::string_view key);

// A connector whose mails are the code alone.
void add_code_mails(Server& server);
void add_code_mails(Administrator& administrator);
// The code of the last mail.
std::string last_mailed_code(Server& server);

}  // namespace daemun::flows

#endif
