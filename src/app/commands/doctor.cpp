#include "app/commands/commands.h"
#include "app/doctor_checks.h"
#include "app/place_database.h"
#include "base/encoding.h"
#include "base/uri.h"
#include "storage/phone_conflicts.h"
#include "storage/user_search.h"

#include <algorithm>
#include <optional>
#include <ostream>
#include <stdexcept>

namespace daemun::app {
namespace {

void append(Findings& findings, Findings more) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

Answer fetch(auth::HttpClient& client, std::string url) {
  auth::Request request;
  request.url = std::move(url);
  request.headers.push_back({"Accept", "application/json"});
  return client.send(request);
}

Answer ask_for_unknown_client(auth::HttpClient& client, std::string endpoint) {
  std::string url = with_query_parameter(std::move(endpoint), "client_id", "daemun-doctor-unknown");
  url = with_query_parameter(std::move(url), "response_type", "code");
  url = with_query_parameter(std::move(url), "scope", "openid");
  url = with_query_parameter(std::move(url), "redirect_uri", "https://doctor.invalid/callback");
  return fetch(client, std::move(url));
}

Answer ask_for_token_without_client(auth::HttpClient& client, std::string endpoint) {
  auth::Request request;
  request.method = "POST";
  request.url = std::move(endpoint);
  request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  request.body = "grant_type=authorization_code&code=daemun-doctor&redirect_uri=" +
                 to_form_encoded("https://doctor.invalid/callback");
  return client.send(request);
}

std::string endpoint_of(const json::object& discovery, std::string_view name) {
  return std::string(find_string(discovery, name).value_or(""));
}

Findings diagnose(auth::HttpClient& client, const Clock& clock, const std::string& issuer) {
  Findings findings = check_issuer(issuer);
  const auto answer = fetch(client, issuer + "/.well-known/openid-configuration");
  append(findings, check_document("discovery", answer));
  const auto discovery = find_document(answer);
  if (!discovery) return findings;
  append(findings, check_clock(answer, clock.now()));
  append(findings, check_discovery(issuer, *discovery));

  std::optional<Answer> keys;
  if (const auto url = endpoint_of(*discovery, "jwks_uri"); !url.empty()) {
    keys = fetch(client, url);
    append(findings, check_document("key set", *keys));
    if (const auto document = find_document(*keys))
      append(findings, check_keys(*discovery, *document));
  }
  append(findings, check_client_library(issuer, answer, keys));
  if (const auto url = endpoint_of(*discovery, "authorization_endpoint"); !url.empty()) {
    const auto refusal = ask_for_unknown_client(client, url);
    append(findings, check_unknown_client(refusal));
  }
  if (const auto url = endpoint_of(*discovery, "token_endpoint"); !url.empty()) {
    const auto refusal = ask_for_token_without_client(client, url);
    append(findings, check_token_refusal(refusal));
  }
  return findings;
}

bool are_well(const Findings& findings) {
  return std::all_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.is_well;
  });
}

json::array to_json(const Findings& findings) {
  json::array checks;
  for (const auto& finding : findings) {
    json::object check{
        {"name", finding.name}, {"ok", finding.is_well}, {"explanation", finding.explanation}};
    if (!finding.hint.empty()) check["hint"] = finding.hint;
    checks.push_back(std::move(check));
  }
  return checks;
}

// Text from a foreign server is printed without its control characters.
std::string printable(std::string text) {
  std::erase_if(text, [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; });
  return text;
}

void print_text(const Findings& findings, std::ostream& out) {
  for (const auto& finding : findings) {
    out << (finding.is_well ? "✓ " : "✗ ") << printable(finding.name) << ": "
        << printable(finding.explanation) << "\n";
    if (!finding.hint.empty()) out << "    → " << finding.hint << "\n";
  }
}

ExitCode report(const Findings& findings, json::object about, Format format, std::ostream& out) {
  const bool is_well = are_well(findings);
  if (format == Format::json) {
    about["ok"] = is_well;
    about["checks"] = to_json(findings);
    out << json::serialize(about) << "\n";
  } else {
    print_text(findings, out);
  }
  return is_well ? ExitCode::ok : ExitCode::failed;
}

Findings check_phone_numbers(const std::vector<storage::PhoneConflict>& conflicts) {
  const std::string name = "phone numbers";
  if (conflicts.empty())
    return {{.name = name, .is_well = true, .explanation = "each has its one form", .hint = ""}};
  Findings findings;
  for (const auto& conflict : conflicts) {
    const bool is_taken = !conflict.canonical.empty();
    findings.push_back({
        .name = name,
        .is_well = false,
        .explanation = "user " + conflict.user.value() + " has " + conflict.stored +
                       (is_taken ? ", and another user has " + conflict.canonical
                                 : ", which cannot be a phone number"),
        .hint = "the user cannot sign in with this number: change or remove it",
    });
  }
  return findings;
}

Finding check_place_settings(const Config& config) {
  try {
    const auto database = load_place_database(config);
    return check_places(place_sources_of(config, database.get()));
  } catch (const std::runtime_error& error) {
    return check_broken_places(error.what());
  }
}

}  // namespace

ExitCode examine_issuer(
    auth::HttpClient& client, const Clock& clock, DoctorOptions options, Console console
) {
  const auto findings = diagnose(client, clock, options.issuer);
  const json::object about{{"issuer", options.issuer}};
  return report(findings, about, options.format, console.out);
}

ExitCode examine_data(Installation& installation, DataDoctorOptions options, Console console) {
  const storage::PhoneConflictStore store(*installation.database, options.tenant);
  auto findings = check_phone_numbers(run_task(store.find()));
  const storage::UserSearch search(*installation.database, options.tenant);
  const bool has_index = run_task(search.has_index());
  findings.push_back(check_search_index(has_index ? SearchIndex::present : SearchIndex::missing));
  findings.push_back(check_place_settings(options.config));
  const json::object about{{"tenantId", options.tenant.value()}};
  return report(findings, about, options.format, console.out);
}

}  // namespace daemun::app
