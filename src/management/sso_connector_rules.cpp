#include "management/sso_connector_rules.h"

#include "domain/proven_email.h"
#include "management/answers.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace daemun::management {
namespace {

// Logto's list, "yanex.com" included.
constexpr std::array<std::string_view, 19> public_domains{
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "icloud.com",
    "aol.com",
    "yandex.com",
    "mail.com",
    "protonmail.com",
    "yanex.com",
    "gmx.com",
    "mail.ru",
    "zoho.com",
    "qq.com",
    "163.com",
    "126.com",
    "sina.com",
    "sohu.com"};

api::RequestError refusal(std::string_view code, const std::vector<std::string>& domains) {
  return unprocessable(
      "single_sign_on." + std::string(code), json::object{{"data", to_json_array(domains)}}
  );
}

bool is_public(const std::string& domain) {
  return std::find(public_domains.begin(), public_domains.end(), domain) != public_domains.end();
}

}  // namespace

api::Outcome<std::vector<std::string>> parse_sso_domains(const std::vector<std::string>& domains) {
  if (domains.size() > max_sso_domains) return api::invalid_input("body.domains has too many");
  std::vector<std::string> parsed;
  std::vector<std::string> malformed;
  std::vector<std::string> forbidden;
  std::vector<std::string> duplicated;
  std::set<std::string> seen;
  for (const auto& text : domains) {
    auto domain = parse_email_domain(text);
    if (!domain) {
      malformed.push_back(text);
      continue;
    }
    if (is_public(*domain)) forbidden.push_back(*domain);
    if (!seen.insert(*domain).second) duplicated.push_back(*domain);
    parsed.push_back(*std::move(domain));
  }
  if (!malformed.empty()) return refusal("invalid_domain_format", malformed);
  if (!forbidden.empty()) return refusal("forbidden_domains", forbidden);
  if (!duplicated.empty()) return refusal("duplicated_domains", duplicated);
  return parsed;
}

bool is_name_taken(
    const std::vector<SsoConnector>& all, const std::string& name, const SsoConnectorId& own
) {
  return std::any_of(all.begin(), all.end(), [&](const SsoConnector& one) {
    return one.connector_name == name && one.id != own;
  });
}

}  // namespace daemun::management
