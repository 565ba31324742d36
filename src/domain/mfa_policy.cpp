#include "domain/mfa_policy.h"

#include "base/uri.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace daemun {
namespace {

bool has(const std::vector<Factor>& factors, Factor factor) {
  return std::find(factors.begin(), factors.end(), factor) != factors.end();
}

void add(std::vector<Factor>& factors, Factor factor) {
  if (!has(factors, factor)) factors.push_back(factor);
}

// Passkeys first, backup codes last, the one used last before the others.
int rank_of(Factor factor) {
  if (factor == Factor::web_authn) return 0;
  return factor == Factor::backup_code ? 2 : 1;
}

bool comes_before(const OwnedFactors::Stored& left, const OwnedFactors::Stored& right) {
  if (rank_of(left.type) != rank_of(right.type)) return rank_of(left.type) < rank_of(right.type);
  return left.last_used_at > right.last_used_at;
}

bool is_prompted_at_sign_in_only(MfaPolicy policy) {
  return policy == MfaPolicy::prompt_only_at_sign_in ||
         policy == MfaPolicy::prompt_only_at_sign_in_mandatory;
}

bool is_demanded_by_organization(const MfaFacts& person) {
  return person.is_organization_member && person.settings.is_mandatory_in_organizations;
}

// Whether the dialogue asks for set-up at all. After enterprise sign-in only what cannot be put off
// is asked for.
bool is_set_up_asked(const SetUpFacts& facts) {
  const auto& settings = facts.person.settings;
  const bool is_demanded = is_demanded_by_organization(facts.person);
  const bool may_skip = is_skippable(settings.policy) && !is_demanded;
  if (settings.factors.empty()) return false;
  if (facts.person.first == FirstFactor::enterprise_sso_with_factor) return false;
  if (is_prompted_at_sign_in_only(settings.policy) && facts.is_registration) return false;
  if (settings.policy == MfaPolicy::no_prompt && !is_demanded) return false;
  if (facts.person.first == FirstFactor::enterprise_sso && may_skip) return false;
  return !(may_skip && facts.person.flags.is_skipped);
}

// Whether the person has no factor but the addresses of the sign-up and the passkey that signs in:
// one lost device or mailbox would be the end of all.
bool has_only_factors_of_sign_in(const SetUpFacts& facts, const std::vector<Factor>& usable) {
  return !usable.empty() && std::all_of(usable.begin(), usable.end(), [&](Factor factor) {
    switch (factor) {
      case Factor::web_authn:
        return facts.is_passkey_sign_in_enabled;
      case Factor::email_verification_code:
        return facts.is_email_of_sign_up;
      case Factor::phone_verification_code:
        return facts.is_phone_of_sign_up;
      case Factor::totp:
      case Factor::backup_code:
        break;
    }
    return false;
  });
}

}  // namespace

OwnedFactors to_owned(const std::vector<UserFactor>& stored, std::string_view rp_id) {
  OwnedFactors owned;
  for (const auto& factor : stored) {
    if (factor.type == Factor::backup_code && factor.unused_codes == 0) continue;
    if (factor.type == Factor::web_authn && factor.passkey.rp_id != rp_id) {
      owned.has_foreign_passkey = true;
      continue;
    }
    owned.stored.push_back({.type = factor.type, .last_used_at = factor.last_used_at});
  }
  return owned;
}

std::string rp_id_of(std::string_view endpoint) {
  const auto uri = parse_uri(endpoint);
  if (!uri) throw std::logic_error("the endpoint is not a URL");
  return uri->host;
}

std::vector<Factor> list_usable_factors(const MfaSettings& settings, const OwnedFactors& owned) {
  auto stored = owned.stored;
  std::stable_sort(stored.begin(), stored.end(), comes_before);
  std::vector<Factor> usable;
  const auto add_allowed = [&](Factor factor) {
    if (settings.allows(factor)) add(usable, factor);
  };
  const auto first_code =
      std::find_if(stored.begin(), stored.end(), [](const OwnedFactors::Stored& one) {
        return one.type == Factor::backup_code;
      });
  for (auto one = stored.begin(); one != first_code; ++one)
    add_allowed(one->type);
  if (owned.has_phone) add_allowed(Factor::phone_verification_code);
  if (owned.has_email) add_allowed(Factor::email_verification_code);
  if (first_code != stored.end()) add_allowed(Factor::backup_code);
  return usable;
}

bool is_foreign_passkey_owned(const MfaSettings& settings, const OwnedFactors& owned) {
  return owned.has_foreign_passkey && settings.allows(Factor::web_authn);
}

std::vector<Factor> list_factors_for_set_up(const MfaSettings& settings) {
  std::vector<Factor> factors;
  for (const auto factor : all_factors) {
    if (factor != Factor::backup_code && settings.allows(factor)) factors.push_back(factor);
  }
  return factors;
}

bool is_for_adaptive_rules(MfaPolicy policy) {
  return policy == MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory ||
         policy == MfaPolicy::prompt_only_at_sign_in_mandatory;
}

bool uses_adaptive_rules(const MfaSettings& settings) {
  return settings.is_adaptive && is_for_adaptive_rules(settings.policy);
}

bool requires_verification(const MfaFacts& facts, Demand demand) {
  if (facts.first == FirstFactor::passkey) return false;
  if (list_usable_factors(facts.settings, facts.owned).empty() &&
      !is_foreign_passkey_owned(facts.settings, facts.owned))
    return false;
  if (facts.first == FirstFactor::enterprise_sso_with_factor) return demand != Demand::none;
  if (demand != Demand::none || is_demanded_by_organization(facts)) return true;
  if (uses_adaptive_rules(facts.settings)) return !facts.is_usual;
  if (!is_skippable(facts.settings.policy)) return true;
  return facts.flags.is_enabled.value_or(true) && !facts.flags.skips_at_sign_in;
}

SetUp decide_set_up(const SetUpFacts& facts) {
  if (!is_set_up_asked(facts)) return {};
  const auto& settings = facts.person.settings;
  const auto& flags = facts.person.flags;
  const bool may_skip = may_skip_set_up(settings, facts.person.is_organization_member);
  const auto usable = list_usable_factors(settings, facts.person.owned);
  // With NoPrompt, set-up is asked for only where it may not be skipped.
  if (may_skip && !flags.is_enabled.value_or(!usable.empty()))
    return {.step = SetUp::Step::suggest, .is_skippable = true};

  auto available = list_factors_for_set_up(settings);
  const auto is_owned = [&](Factor factor) { return has(usable, factor); };
  if (!available.empty() && std::none_of(available.begin(), available.end(), is_owned))
    return {
        .step = SetUp::Step::set_up, .available = std::move(available), .is_skippable = may_skip};
  const bool lacks_one = !std::all_of(available.begin(), available.end(), is_owned);
  if (lacks_one && !flags.is_suggestion_skipped && has_only_factors_of_sign_in(facts, usable)) {
    return {
        .step = SetUp::Step::suggest_additional,
        .available = std::move(available),
        .is_skippable = true,
        .is_passkey_owned = has(usable, Factor::web_authn)};
  }
  if (settings.allows(Factor::backup_code) && !has(usable, Factor::backup_code))
    return {.step = SetUp::Step::backup_codes};
  return {};
}

bool may_skip_set_up(const MfaSettings& settings, bool is_organization_member) {
  return is_skippable(settings.policy) &&
         !(is_organization_member && settings.is_mandatory_in_organizations);
}

bool enables_mfa(const MfaFacts& person) {
  return !person.flags.is_enabled && !list_usable_factors(person.settings, person.owned).empty();
}

}  // namespace daemun
