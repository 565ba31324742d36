#include "management/mfa_rules.h"

#include "domain/administration.h"
#include "domain/mfa_policy.h"
#include "storage/user_factor_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <string>
#include <utility>

namespace daemun::management {
namespace {

using api::Outcome;
using api::RequestError;

RequestError refusal(std::string_view code, int status = 400) {
  return {.code = "sign_in_experiences." + std::string(code), .status = status};
}

struct AddressFactor {
  Factor factor;
  IdentifierType type;
  std::string_view word;
  bool messages::Senders::*sender;
};
constexpr AddressFactor address_factors[] = {
    {Factor::email_verification_code, IdentifierType::email, "email", &messages::Senders::email},
    {Factor::phone_verification_code, IdentifierType::phone, "phone", &messages::Senders::sms},
};

// What signs people in proves nothing more a second time.
Outcome<void> check_addresses(const SignInExperienceFacts& facts, const SignInExperience& after) {
  for (const auto& [factor, type, word, sender] : address_factors) {
    if (!after.mfa.allows(factor)) continue;
    if (takes_verification_code(after, type)) {
      const auto* use = facts.changes.mfa ? "mfa" : "sign_in";
      return refusal(std::string(word) + "_verification_code_cannot_be_used_for_" + use);
    }
    if (facts.senders.*sender) continue;
    auto error = refusal("enabled_connector_not_found");
    error.data = json::object{{"type", type == IdentifierType::email ? "Email" : "Sms"}};
    return error;
  }
  return {};
}

Outcome<void> check_adaptive(const MfaSettings& settings) {
  const bool is_for_rules = is_for_adaptive_rules(settings.policy);
  if (settings.is_adaptive && settings.factors.empty())
    return refusal("adaptive_mfa_requires_mfa", 422);
  if (settings.is_adaptive && !is_for_rules)
    return refusal("adaptive_mfa_requires_non_skippable_policy", 422);
  if (!settings.is_adaptive && is_for_rules)
    return refusal("non_adaptive_mfa_requires_skippable_policy", 422);
  return {};
}

Outcome<void> check_factors(const api::MfaSettings& sent) {
  std::vector<std::string> words;
  for (const auto& word : sent.factors)
    words.emplace_back(std::string_view(word));
  std::sort(words.begin(), words.end());
  if (std::adjacent_find(words.begin(), words.end()) != words.end())
    return refusal("duplicated_mfa_factors");
  if (words == std::vector<std::string>{"BackupCode"})
    return refusal("backup_code_cannot_be_enabled_alone");
  return {};
}

}  // namespace

Outcome<void> check_mfa(const SignInExperienceFacts& facts) {
  const auto& changes = facts.changes;
  if (changes.mfa) {
    if (auto fits = check_factors(*changes.mfa); !fits) return fits;
  }
  if (!changes.mfa && !changes.adaptive_mfa && !changes.sign_in) return {};
  const auto after = parse_sign_in_experience(facts.after);
  if (auto fits = check_addresses(facts, after); !fits) return fits;
  return changes.mfa || changes.adaptive_mfa ? check_adaptive(after.mfa) : Outcome<void>();
}

void end_adaptive_mfa(const api::SignInExperienceChanges& changes, json::object& after) {
  if (changes.mfa && changes.mfa->factors.empty() && !changes.adaptive_mfa)
    after["adaptiveMfa"] = json::object{{"enabled", false}};
}

Task<Outcome<void>> check_administrator_factor(
    const Dependencies& dependencies, Caller caller, SignInExperience before, SignInExperience after
) {
  const bool is_here = dependencies.tenant.value() == administration_tenant;
  const auto is_demanded = [](const MfaSettings& mfa) {
    return !mfa.factors.empty() && !is_skippable(mfa.policy);
  };
  const bool is_same =
      before.mfa.factors == after.mfa.factors && before.mfa.policy == after.mfa.policy;
  if (!is_here || !is_demanded(after.mfa) || is_same) co_return Outcome<void>();
  // It could as well write to the database.
  if (caller.kind == Caller::Kind::operator_) co_return Outcome<void>();
  const UserId id(caller.id);
  const storage::UserFactorStore factors(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto stored = co_await factors.list(id);
  const auto user = co_await users.find(id);
  auto owned = to_owned(stored, rp_id_of(dependencies.endpoint));
  owned.has_email = user && user->primary_email;
  owned.has_phone = user && user->primary_phone;
  if (list_usable_factors(after.mfa, owned).empty())
    co_return refusal("administrator_without_factor", 422);
  co_return Outcome<void>();
}

}  // namespace daemun::management
