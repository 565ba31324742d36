// The person of a call, and the application that calls for them: of the access token.
#ifndef DAEMUN_ACCOUNT_CALLER_H
#define DAEMUN_ACCOUNT_CALLER_H

#include "base/json.h"
#include "domain/application.h"
#include "domain/user.h"
#include "storage/user_store.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daemun::account {

// A token that counts now.
struct LiveToken {
  GrantId grant{};
  User user{};
  std::shared_ptr<const Application> application{};  // null for an anonymous operation alone
  std::vector<std::string> scopes{};  // of a token of an organization: its permissions
  std::optional<SessionId> session{};
  // When the person signed in before the grant was given. Nothing: the token stems from no sign-in
  // in a browser of this application's: from a token exchange, an impersonation, a device.
  std::optional<TimePoint> signed_in_at{};
  // Of a token from a token exchange, for the audit log: who acts for the person, and the grant, by
  // which the log says whose impersonation token it was. Empty for every other token.
  json::object delegation{};  // {"grantId": "...", "act": {"sub": "..."}}
};

struct Caller : LiveToken {
  bool has_password = false;
  TimePoint password_updated_at{};  // the epoch: none
  bool is_first_party = false;
  // What the record of the header logto-verification-id has proven; nothing: it does not count.
  // Changes that rest on it require it in their plan (change.h).
  std::optional<storage::ProvenAccount> proof{};
  // A sign-in of the last minutes, for an account with nothing to prove.
  bool has_just_signed_in = false;

  bool is_identity_verified() const { return proof.has_value(); }
  // Whether the person could verify at all.
  bool has_security_verification_method() const {
    return has_password || user.primary_email || user.primary_phone;
  }
};

}  // namespace daemun::account

#endif
