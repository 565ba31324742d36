// When a sign-in takes a second factor, and when one has to be set up: Logto's rules as pure
// functions of the tenant's policy, the person's factors and decisions.
#ifndef DAEMUN_DOMAIN_MFA_POLICY_H
#define DAEMUN_DOMAIN_MFA_POLICY_H

#include "domain/mfa.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// The factors that a person has, whether the tenant allows them or not.
struct OwnedFactors {
  struct Stored {
    Factor type = Factor::totp;
    std::optional<TimePoint> last_used_at{};
  };
  std::vector<Stored> stored{};  // backup codes only while one is unused; passkeys of our RP id
  bool has_email = false;        // a primary address: a code can be sent to it
  bool has_phone = false;
  // One of another RP id, from before the endpoint changed: browsers no longer offer it, so nobody
  // can confirm with it. It still guards the account.
  bool has_foreign_passkey = false;
};
OwnedFactors to_owned(const std::vector<UserFactor>& stored, std::string_view rp_id);
// The RP id of a tenant's passkeys (WebAuthn 5.1.2): the host of its endpoint, which is a URL.
std::string rp_id_of(std::string_view endpoint);

// Those that can be used where the tenant has these settings, each kind once, in the order in which
// they are offered: passkeys, the other stored ones by last use, SMS, e-mail, backup codes last.
std::vector<Factor> list_usable_factors(const MfaSettings& settings, const OwnedFactors& owned);
// Whether a factor that the tenant allows cannot be used, because browsers no longer offer it.
bool is_foreign_passkey_owned(const MfaSettings& settings, const OwnedFactors& owned);
// Those that a person can be asked to set up; backup codes follow another one.
std::vector<Factor> list_factors_for_set_up(const MfaSettings& settings);

// How the person was identified.
enum class FirstFactor {
  credentials,     // a password, a code, a link, an account of a social service
  enterprise_sso,  // the company's own sign-in
  // The same by a provider that is trusted to ask for a second factor itself.
  enterprise_sso_with_factor,
  passkey,  // with user verification: two factors in one
};

struct MfaFacts {
  const MfaSettings& settings;
  OwnedFactors owned{};
  MfaFlags flags{};
  FirstFactor first = FirstFactor::credentials;
  bool is_organization_member = false;  // of one at least that requires a second factor
  // The adaptive rules have been asked (adaptive_mfa.h), and none was triggered.
  bool is_usual = false;
};

// Whether the policy is one of the two that leave the question to the adaptive rules.
bool is_for_adaptive_rules(MfaPolicy policy);
// Whether the rules decide: where they are switched on beside such a policy.
bool uses_adaptive_rules(const MfaSettings& settings);

// What asks for a second factor beside the settings.
enum class Demand {
  none,
  request,  // the application's acr_values
};

// Whether a sign-in takes a second factor; never of a person who has none that the tenant allows.
// Where the company's provider is trusted with it, only the application's demand asks for more.
// Of a person who can use none of theirs it does, and ends there: letting it pass would take the
// factor from an account whose password was stolen, and so would setting up another one. Unlike
// with Logto, enterprise sign-in takes one as well (CVE-2026-15616), and a member of an
// organization that requires one is asked also where the adaptive rules have nothing to say.
bool requires_verification(const MfaFacts& facts, Demand demand);

// What a dialogue has to do about set-up before it ends.
struct SetUpFacts {
  const MfaFacts& person;  // factors and flags with what this dialogue adds
  bool is_registration = false;
  bool is_passkey_sign_in_enabled = false;
  // Whether new accounts are asked for the address, so that it proves nothing more.
  bool is_email_of_sign_up = false;
  bool is_phone_of_sign_up = false;
};
struct SetUp {
  enum class Step {
    none,
    suggest,             // 422 user.suggest_mfa
    set_up,              // 422 user.missing_mfa
    suggest_additional,  // 422 session.mfa.suggest_additional_mfa
    backup_codes,        // 422 session.mfa.backup_code_required
  } step = Step::none;
  std::vector<Factor> available{};  // set_up, suggest_additional
  bool is_skippable = false;
  bool is_passkey_owned = false;  // suggest_additional: the passkey that signs in is one factor
};
SetUp decide_set_up(const SetUpFacts& facts);

// Whether the set-up may be put off for good.
bool may_skip_set_up(const MfaSettings& settings, bool is_organization_member);
// Whether the account's flag becomes true, because there is a factor and nobody has said no.
bool enables_mfa(const MfaFacts& person);

}  // namespace daemun

#endif
