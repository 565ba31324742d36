// A verification method: a way to prove an identity, or that an address belongs to the person. Each
// is one value in its own file in verifications/; endpoints, documents and the rules of the
// dialogue are made from the table of methods.
#ifndef DAEMUN_EXPERIENCE_METHOD_H
#define DAEMUN_EXPERIENCE_METHOD_H

#include "base/json.h"
#include "domain/mfa.h"
#include "domain/sign_in_experience.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"
#include "experience/step.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

struct MethodEndpoint {
  std::string path{};  // below /api/experience/verification/
  std::string summary{};
  api::Shape reply = api::shape_of<VerificationId>();
  std::vector<int> refusals{};
  StepRow step{};
};

// How a verification identifies the person in one kind of dialogue.
struct IdentifyRule {
  // Whether the tenant lets it.
  Outcome<void> (*allow)(const Verification& verification, const SignInExperience& settings);
  // Adds what the verification proves besides the user; null: nothing.
  void (*stage)(const Verification& verification, ExperienceState& state) = nullptr;
};

struct VerificationMethod {
  std::string_view type{};  // of its verifications: Logto's word, "Password"
  std::string_view amr{};   // RFC 8176
  // The words of one verification, where they differ from verification to verification.
  std::vector<std::string> (*list_amr)(const Verification& verification) = nullptr;
  // The second factor that its verifications prove.
  std::optional<Factor> factor{};
  // Whether they prove two factors at once: a passkey with user verification.
  bool is_multi_factor = false;
  // The new factor that a verification stands for; nothing when it is of one that the account has.
  std::optional<NewFactor> (*new_factor)(const Verification& verification) = nullptr;
  std::vector<std::string_view> audit_keys{};
  std::vector<MethodEndpoint> endpoints{};
  // Absent: the method cannot identify in this kind of dialogue.
  std::optional<IdentifyRule> sign_in{};
  std::optional<IdentifyRule> registration{};
  std::optional<IdentifyRule> recovery{};  // of a forgotten password
  // Members of its own data that a page may see.
  std::vector<std::string_view> shown{};
  // All that a page may see, for a method whose verifications have another shape.
  json::object (*show)(const Verification& verification) = nullptr;
};

const std::vector<const VerificationMethod*>& verification_methods();
// Null for an unknown type.
const VerificationMethod* find_method(std::string_view type);

// How a verification has proven what it proves, in the words of RFC 8176.
std::vector<std::string> list_amr(const Verification& verification);
// Adds words that are not there yet.
void add_amr(std::vector<std::string>& amr, const std::vector<std::string>& words);

// A new, successful verification.
Verification make_verification(
    const Dependencies& dependencies, const VerificationMethod& method, Identifier identifier
);

// In the data of the verification of a factor that has a row: its id.
inline constexpr std::string_view factor_id = "factor_id";
// Of a factor of the person whom the dialogue knows already.
Verification make_factor_verification(
    const Dependencies& dependencies, const VerificationMethod& method, const UserId& user
);

// Whose it is, and what the account was then.
void own(
    Verification& verification, const std::optional<storage::UserStore::WithPassword>& account
);

}  // namespace daemun::experience

#endif
