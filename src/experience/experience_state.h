// The sign-in dialogue's state in an Interaction between two requests: the kind of dialogue,
// what has been proven, who was found, and what a new or incomplete account will hold.
#ifndef DAEMUN_EXPERIENCE_EXPERIENCE_STATE_H
#define DAEMUN_EXPERIENCE_EXPERIENCE_STATE_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "domain/user.h"
#include "experience/enterprise_account.h"
#include "experience/passkey_challenge.h"
#include "experience/pending_mfa.h"
#include "experience/social_identity.h"
#include "storage/user_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

enum class InteractionEvent { sign_in, register_, forgot_password };

// "SignIn", "Register", "ForgotPassword".
std::string_view to_string(InteractionEvent event);
std::optional<InteractionEvent> parse_interaction_event(std::string_view word);

inline constexpr std::chrono::minutes verification_lifetime{10};
inline constexpr std::size_t user_id_length = 12;

// A proof that a request gave and later ones refer to by its id. Failed attempts leave none.
struct Verification {
  enum class Use {
    proof,   // of something that the person has
    begun,   // not yet: a secret has been shown, or a challenge given
    set_up,  // a new factor works; that proves nothing about the account
  };

  std::string id{};    // 21 characters
  std::string type{};  // of its method: Logto's word, "Password"
  Use use = Use::proof;
  Identifier identifier{};
  UserId user_id{};                 // whose it is; empty when there is no account yet
  TimePoint password_updated_at{};  // of that account; the epoch: it has no password
  TimePoint expires_at{};
  json::object data{};  // the method's own
};

// The part of an account that this dialogue adds.
struct PendingProfile {
  std::optional<std::string> username;
  std::optional<std::string> email;  // canonical, and proven to be the person's
  std::optional<std::string> phone;  // likewise
  std::optional<std::string> password_hash;
  std::optional<std::string> name;
  std::optional<std::string> avatar;
  json::object profile;                         // Logto's camelCase members
  json::object custom_data;                     // of the fields that the tenant made up
  std::optional<SocialIdentity> social;         // that the account gets
  std::optional<EnterpriseAccount> enterprise;  // likewise
  // The profile form was answered: what is not required may stay empty.
  bool is_form_answered = false;

  bool empty() const {
    return !username && !email && !phone && !password_hash && !name && !avatar && profile.empty() &&
           custom_data.empty() && !social && !enterprise && !is_form_answered;
  }
};

struct ExperienceState {
  // Nothing until the dialogue has been started.
  std::optional<InteractionEvent> event;
  std::vector<Verification> verifications;    // oldest first
  std::optional<UserId> user_id;              // SignIn, ForgotPassword: who was identified
  bool is_new_user_identified = false;        // Register: the identity is complete
  std::vector<OrganizationId> organizations;  // that the account joins at the end
  std::vector<RoleId> roles;                  // Register: that the account gets at the end
  std::vector<std::string> amr;               // how the person was identified (RFC 8176)
  // SignIn, ForgotPassword: what the account was when it was proven.
  std::optional<storage::ProvenAccount> proven;
  PendingProfile profile;
  PendingMfa mfa;
  // SignIn: the passkey that has identified the person, who must still have it at the end.
  std::string passkey_id;
  // SignIn: the account at another service that has identified the person, who must still have it
  // at the end.
  std::optional<SocialIdentity> social;
  // Likewise the account at a company's provider.
  std::optional<EnterpriseAccount> enterprise;
  // Of a sign-in with any passkey; the page asks for it before it knows what the person will do.
  std::optional<PasskeyChallenge> passkey_challenge;
  // Of which people's unusual sign-ins others have been told. Stays as long as the dialogue, so
  // that nobody can have them told over and over.
  std::vector<UserId> told_unusual;
  // Register: of the account to come, which its passkeys name already.
  UserId new_user_id;

  // The person comes from a company's own sign-in.
  bool is_by_enterprise() const { return enterprise || profile.enterprise; }
  // Somebody is known, or about to get an account.
  bool is_identified() const { return user_id || is_new_user_identified; }
  // The newest ten are kept.
  void add(Verification verification);
  // In the place of an earlier one of the same type that has only begun, if there is one.
  void begin(Verification verification);
  // Nothing for an unknown one. Expired ones are found: the caller tells the two apart.
  const Verification* find(std::string_view id) const;
};

// The collected data without the user: for a dialogue that becomes one of another kind.
ExperienceState without_identity(ExperienceState state);

// A list of ids as a member of an object; an empty list is no member.
template <typename SomeId>
void put_ids(json::object& object, std::string_view name, const std::vector<SomeId>& ids) {
  json::array words;
  for (const auto& id : ids)
    words.emplace_back(id.value());
  if (!words.empty()) object[name] = std::move(words);
}
template <typename SomeId>
std::vector<SomeId> find_ids(const json::object& object, std::string_view name) {
  std::vector<SomeId> ids;
  for (auto& word : find_strings(object, name))
    ids.emplace_back(std::move(word));
  return ids;
}

std::string to_json_text(const ExperienceState& state);
// Strict: throws std::runtime_error on text that to_json_text did not write. "{}" is a new state.
ExperienceState parse_experience_state(std::string_view text);

}  // namespace daemun::experience

#endif
