#include "domain/mfa_policy.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {
namespace {

using Step = SetUp::Step;

const TimePoint now = from_unix_ms(1'800'000'000'000);
const std::vector<Factor> every_factor(std::begin(all_factors), std::end(all_factors));

OwnedFactors owns(std::vector<Factor> types) {
  OwnedFactors owned;
  for (const auto type : types) {
    owned.has_email = owned.has_email || type == Factor::email_verification_code;
    owned.has_phone = owned.has_phone || type == Factor::phone_verification_code;
    const bool is_address =
        type == Factor::email_verification_code || type == Factor::phone_verification_code;
    if (!is_address) owned.stored.push_back({.type = type});
  }
  return owned;
}

MfaSettings with(MfaPolicy policy, std::vector<Factor> factors = {Factor::totp}) {
  return {.factors = std::move(factors), .policy = policy};
}

struct Case {
  MfaPolicy policy = MfaPolicy::mandatory;
  bool is_registration = false;
  Step first{};     // nothing set up, nothing decided
  Step answered{};  // the person wants a second factor
  Step skipped{};   // and does not
  bool is_skippable = false;
};

constexpr Case cases[] = {
    {MfaPolicy::prompt_at_sign_in_and_sign_up, true, Step::suggest, Step::set_up, Step::none, true},
    {MfaPolicy::prompt_at_sign_in_and_sign_up,
     false,
     Step::suggest,
     Step::set_up,
     Step::none,
     true},
    {MfaPolicy::prompt_only_at_sign_in, true, Step::none, Step::none, Step::none, true},
    {MfaPolicy::prompt_only_at_sign_in, false, Step::suggest, Step::set_up, Step::none, true},
    {MfaPolicy::no_prompt, true, Step::none, Step::none, Step::none, true},
    {MfaPolicy::no_prompt, false, Step::none, Step::none, Step::none, true},
    {MfaPolicy::mandatory, true, Step::set_up, Step::set_up, Step::set_up, false},
    {MfaPolicy::mandatory, false, Step::set_up, Step::set_up, Step::set_up, false},
    {MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory,
     true,
     Step::set_up,
     Step::set_up,
     Step::set_up,
     false},
    {MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory,
     false,
     Step::set_up,
     Step::set_up,
     Step::set_up,
     false},
    {MfaPolicy::prompt_only_at_sign_in_mandatory, true, Step::none, Step::none, Step::none, false},
    {MfaPolicy::prompt_only_at_sign_in_mandatory,
     false,
     Step::set_up,
     Step::set_up,
     Step::set_up,
     false},
};

}  // namespace

TEST_CASE("list_usable_factors offers passkeys first, then by last use, and backup codes last") {
  OwnedFactors owned;
  owned.stored = {
      {.type = Factor::backup_code, .last_used_at = now},
      {.type = Factor::totp, .last_used_at = now},
      {.type = Factor::web_authn},
      {.type = Factor::web_authn, .last_used_at = now}};
  owned.has_email = true;
  owned.has_phone = true;
  MfaSettings settings{.factors = every_factor};
  CHECK(
      list_usable_factors(settings, owned) ==
      std::vector{
          Factor::web_authn,
          Factor::totp,
          Factor::phone_verification_code,
          Factor::email_verification_code,
          Factor::backup_code}
  );
  settings.factors = {Factor::email_verification_code, Factor::totp};
  CHECK(
      list_usable_factors(settings, owned) ==
      std::vector{Factor::totp, Factor::email_verification_code}
  );
  settings.factors.clear();
  CHECK(list_usable_factors(settings, owned).empty());
}

TEST_CASE("to_owned leaves used-up backup codes out") {
  std::vector<UserFactor> stored{
      UserFactor{.type = Factor::backup_code, .unused_codes = 0},
      UserFactor{.type = Factor::totp, .last_used_at = now}};
  const auto owned = to_owned(stored, "auth.example");
  REQUIRE(owned.stored.size() == 1);
  CHECK(owned.stored.front().type == Factor::totp);
  CHECK(owned.stored.front().last_used_at == now);
  stored.front().unused_codes = 1;
  CHECK(to_owned(stored, "auth.example").stored.size() == 2);
}

TEST_CASE("to_owned tells passkeys of another RP id from those that can be asked for") {
  std::vector<UserFactor> stored{UserFactor{.type = Factor::web_authn}};
  stored.front().passkey.rp_id = "old.example";
  const auto foreign = to_owned(stored, rp_id_of("https://auth.example:8443"));
  CHECK(foreign.stored.empty());
  CHECK(foreign.has_foreign_passkey);
  const auto own = to_owned(stored, "old.example");
  CHECK(own.stored.size() == 1);
  CHECK_FALSE(own.has_foreign_passkey);
}

TEST_CASE("requires_verification follows the policy, the person's factors and decisions") {
  for (const auto policy :
       {MfaPolicy::prompt_at_sign_in_and_sign_up,
        MfaPolicy::prompt_only_at_sign_in,
        MfaPolicy::no_prompt,
        MfaPolicy::mandatory,
        MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory,
        MfaPolicy::prompt_only_at_sign_in_mandatory}) {
    const auto settings = with(policy);
    const bool is_optional = is_skippable(policy);
    MfaFacts facts{.settings = settings, .owned = owns({Factor::totp})};
    CHECK(requires_verification(facts, Demand::none));
    facts.flags.is_enabled = false;
    CHECK(requires_verification(facts, Demand::none) == !is_optional);
    auto strict = settings;
    strict.is_mandatory_in_organizations = true;
    MfaFacts member{.settings = strict, .owned = facts.owned, .flags = facts.flags};
    CHECK(requires_verification(member, Demand::none) == !is_optional);
    member.is_organization_member = true;
    CHECK(requires_verification(member, Demand::none));
    facts.flags = {.is_enabled = true, .skips_at_sign_in = true};
    CHECK(requires_verification(facts, Demand::none) == !is_optional);
    // A factor is asked for even where the set-up was put off.
    facts.flags = {.is_enabled = true, .is_skipped = true};
    CHECK(requires_verification(facts, Demand::none));
    facts.first = FirstFactor::enterprise_sso;
    CHECK(requires_verification(facts, Demand::none));
    // A trusted provider spares the factor, but not what an application asks for.
    facts.first = FirstFactor::enterprise_sso_with_factor;
    CHECK_FALSE(requires_verification(facts, Demand::none));
    CHECK(requires_verification(facts, Demand::request));
    facts.first = FirstFactor::passkey;
    CHECK_FALSE(requires_verification(facts, Demand::none));
    facts.first = FirstFactor::credentials;
    // A factor that the tenant does not allow is none.
    facts.owned = owns({Factor::web_authn, Factor::email_verification_code});
    CHECK_FALSE(requires_verification(facts, Demand::none));
  }
}

TEST_CASE("requires_verification spares usual sign-ins where the adaptive rules decide") {
  for (const auto policy :
       {MfaPolicy::prompt_at_sign_in_and_sign_up,
        MfaPolicy::prompt_only_at_sign_in,
        MfaPolicy::no_prompt,
        MfaPolicy::mandatory,
        MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory,
        MfaPolicy::prompt_only_at_sign_in_mandatory}) {
    CAPTURE(static_cast<int>(policy));
    auto settings = with(policy);
    CHECK_FALSE(uses_adaptive_rules(settings));
    MfaFacts facts{.settings = settings, .owned = owns({Factor::totp}), .is_usual = true};
    CHECK(requires_verification(facts, Demand::none));
    settings.is_adaptive = true;
    settings.is_mandatory_in_organizations = true;
    // Settings that do not fit each other spare nobody.
    const bool is_for_rules = policy == MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory ||
                              policy == MfaPolicy::prompt_only_at_sign_in_mandatory;
    CHECK(uses_adaptive_rules(settings) == is_for_rules);
    CHECK(requires_verification(facts, Demand::none) == !is_for_rules);
    facts.is_organization_member = true;
    CHECK(requires_verification(facts, Demand::none));
    facts.is_organization_member = false;
    facts.is_usual = false;
    CHECK(requires_verification(facts, Demand::none));
    // The person's own wishes count for nothing.
    facts.flags = {.is_enabled = false, .is_skipped = true, .skips_at_sign_in = true};
    CHECK(requires_verification(facts, Demand::none) == !is_skippable(policy));
    // Nobody is asked for a factor that they do not have.
    facts.owned = {};
    CHECK_FALSE(requires_verification(facts, Demand::none));
  }
}

TEST_CASE("requires_verification keeps people out whose only factor cannot be asked for") {
  auto settings = with(MfaPolicy::no_prompt, {Factor::web_authn});
  MfaFacts facts{.settings = settings};
  facts.owned.has_foreign_passkey = true;
  CHECK(requires_verification(facts, Demand::none));
  facts.flags.is_enabled = false;
  CHECK_FALSE(requires_verification(facts, Demand::none));
  settings.policy = MfaPolicy::mandatory;
  CHECK(requires_verification(facts, Demand::none));
  settings.factors = {Factor::totp};  // passkeys are no longer allowed
  CHECK_FALSE(requires_verification(facts, Demand::none));
}

TEST_CASE("requires_verification asks for what a request wants, of a person who has it") {
  const auto settings = with(MfaPolicy::no_prompt);
  MfaFacts facts{.settings = settings, .owned = owns({Factor::totp})};
  facts.flags = {.is_enabled = false, .skips_at_sign_in = true};
  CHECK_FALSE(requires_verification(facts, Demand::none));
  CHECK(requires_verification(facts, Demand::request));
  facts.first = FirstFactor::passkey;
  CHECK_FALSE(requires_verification(facts, Demand::request));
  facts.first = FirstFactor::credentials;
  facts.owned = owns({Factor::web_authn});  // which the tenant does not allow
  CHECK_FALSE(requires_verification(facts, Demand::request));
}

TEST_CASE("decide_set_up follows the table of policies") {
  for (const auto& row : cases) {
    CAPTURE(static_cast<int>(row.policy));
    CAPTURE(row.is_registration);
    const auto settings = with(row.policy);
    const auto decide = [&](MfaFlags flags) {
      const MfaFacts person{.settings = settings, .flags = flags};
      return decide_set_up({.person = person, .is_registration = row.is_registration});
    };
    CHECK(decide({.is_enabled = false}).step == row.first);
    CHECK(decide({}).step == row.first);
    const auto answered = decide({.is_enabled = true});
    CHECK(answered.step == row.answered);
    if (answered.step == Step::set_up) {
      CHECK(answered.available == std::vector{Factor::totp});
      CHECK(answered.is_skippable == row.is_skippable);
    }
    CHECK(decide({.is_enabled = false, .is_skipped = true}).step == row.skipped);
  }
}

TEST_CASE("decide_set_up in an organization that requires a second factor leaves no choice") {
  for (const auto& row : cases) {
    CAPTURE(static_cast<int>(row.policy));
    CAPTURE(row.is_registration);
    auto settings = with(row.policy);
    settings.is_mandatory_in_organizations = true;
    MfaFacts person{.settings = settings, .flags = {.is_enabled = false, .is_skipped = true}};
    const auto decide = [&](bool is_member) {
      person.is_organization_member = is_member;
      return decide_set_up({.person = person, .is_registration = row.is_registration});
    };
    CHECK(decide(false).step == row.skipped);
    const bool is_exception =
        row.is_registration && (row.policy == MfaPolicy::prompt_only_at_sign_in ||
                                row.policy == MfaPolicy::prompt_only_at_sign_in_mandatory);
    const auto demanded = decide(true);
    CHECK(demanded.step == (is_exception ? Step::none : Step::set_up));
    CHECK_FALSE(demanded.is_skippable);
    CHECK_FALSE(may_skip_set_up(settings, true));
  }
}

TEST_CASE("decide_set_up after enterprise sign-in asks only for what cannot be put off") {
  for (const auto& row : cases) {
    const auto settings = with(row.policy);
    const MfaFacts person{.settings = settings, .first = FirstFactor::enterprise_sso};
    const SetUpFacts facts{.person = person, .is_registration = row.is_registration};
    CHECK(decide_set_up(facts).step == (row.is_skippable ? Step::none : row.answered));
  }
}

TEST_CASE("decide_set_up after a trusted provider's sign-in asks for nothing") {
  for (const auto& row : cases) {
    const auto settings = with(row.policy);
    const MfaFacts person{
        .settings = settings,
        .first = FirstFactor::enterprise_sso_with_factor,
        .is_organization_member = true};
    const SetUpFacts facts{.person = person, .is_registration = row.is_registration};
    CHECK(decide_set_up(facts).step == Step::none);
  }
}

TEST_CASE("decide_set_up asks for nothing where no factor is allowed") {
  const auto settings = with(MfaPolicy::mandatory, {});
  const MfaFacts person{.settings = settings};
  CHECK(decide_set_up({.person = person}).step == Step::none);
}

TEST_CASE("decide_set_up counts an address as a factor, and suggests another one beside it") {
  const auto settings = with(MfaPolicy::mandatory, {Factor::email_verification_code, Factor::totp});
  MfaFacts person{.settings = settings, .owned = owns({Factor::email_verification_code})};
  SetUpFacts facts{.person = person};
  CHECK(decide_set_up(facts).step == Step::none);
  facts.is_email_of_sign_up = true;
  const auto suggested = decide_set_up(facts);
  CHECK(suggested.step == Step::suggest_additional);
  CHECK(suggested.available == std::vector{Factor::totp, Factor::email_verification_code});
  CHECK(suggested.is_skippable);
  CHECK_FALSE(suggested.is_passkey_owned);
  person.flags.is_suggestion_skipped = true;
  CHECK(decide_set_up(facts).step == Step::none);
  person.flags = {};
  person.owned = owns({Factor::email_verification_code, Factor::totp});
  CHECK(decide_set_up(facts).step == Step::none);
}

TEST_CASE("decide_set_up suggests another factor beside the passkey that signs in") {
  const auto settings = with(MfaPolicy::mandatory, {Factor::web_authn, Factor::totp});
  const MfaFacts person{.settings = settings, .owned = owns({Factor::web_authn})};
  CHECK(decide_set_up({.person = person}).step == Step::none);
  const auto suggested = decide_set_up({.person = person, .is_passkey_sign_in_enabled = true});
  CHECK(suggested.step == Step::suggest_additional);
  CHECK(suggested.is_passkey_owned);
}

TEST_CASE("decide_set_up asks for backup codes last") {
  const auto settings = with(MfaPolicy::mandatory, {Factor::totp, Factor::backup_code});
  MfaFacts person{.settings = settings};
  const SetUpFacts facts{.person = person};
  const auto first = decide_set_up(facts);
  CHECK(first.step == Step::set_up);
  CHECK(first.available == std::vector{Factor::totp});
  person.owned = owns({Factor::totp});
  CHECK(decide_set_up(facts).step == Step::backup_codes);
  person.owned = owns({Factor::totp, Factor::backup_code});
  CHECK(decide_set_up(facts).step == Step::none);
}

TEST_CASE("enables_mfa where the person has a factor and has not decided") {
  const auto settings = with(MfaPolicy::prompt_at_sign_in_and_sign_up);
  CHECK(enables_mfa({.settings = settings, .owned = owns({Factor::totp})}));
  CHECK_FALSE(enables_mfa({.settings = settings}));
  CHECK_FALSE(enables_mfa(
      {.settings = settings, .owned = owns({Factor::totp}), .flags = {.is_enabled = false}}
  ));
}

}  // namespace daemun
