// Facts about the installation: /systems.
#include "domain/adaptive_mfa.h"
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/nouns.h"

#include <memory>
#include <vector>

namespace daemun::management {
namespace {

struct ProtectedApps {
  std::string default_domain{};
};
BOOST_DESCRIBE_STRUCT(ProtectedApps, (), (default_domain))

struct ApplicationConstants {
  ProtectedApps protected_apps{};
};
BOOST_DESCRIBE_STRUCT(ApplicationConstants, (), (protected_apps))

using RuleName = Word<"new_country", "geo_velocity", "long_inactivity", "untrusted_ip">;

// The rules of adaptive MFA, by whether the server is told what they compare.
struct AdaptiveRules {
  std::vector<RuleName> informed_rules{};
  std::vector<RuleName> silent_rules{};
};
BOOST_DESCRIBE_STRUCT(AdaptiveRules, (), (informed_rules, silent_rules))

class SystemFacts {
 public:
  explicit SystemFacts(const Dependencies& dependencies) : dependencies_(dependencies) {}

  Answer show_application_constants(Call) {
    // Protected applications need a proxy at the network's edge, which nobody has configured.
    co_return api::RequestError{.code = "application.protected_app_not_configured", .status = 501};
  }

  Answer show_adaptive_rules(Call) {
    const auto sources = list_rule_sources(dependencies_.places);
    AdaptiveRules rules;
    rules.informed_rules.assign(sources.informed.begin(), sources.informed.end());
    rules.silent_rules.assign(sources.silent.begin(), sources.silent.end());
    co_return reply_of(std::move(rules));
  }

 private:
  const Dependencies& dependencies_;
};

}  // namespace

Operations nouns::system_facts(const Dependencies& dependencies) {
  const auto noun = std::make_shared<SystemFacts>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/systems/application",
       .summary = "Show the settings shared by all applications",
       .reply = shape_of<ApplicationConstants>(),
       .refusals = {501},
       .handler = handled_by(noun, &SystemFacts::show_application_constants)},
      {.method = Method::get,
       .path = "/systems/adaptive-mfa",
       .summary = "Show which rules of adaptive MFA have the facts that they compare",
       .reply = shape_of<AdaptiveRules>(),
       .handler = handled_by(noun, &SystemFacts::show_adaptive_rules)},
  };
}

}  // namespace daemun::management
