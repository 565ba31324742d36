#include "app/commands/commands.h"
#include "app/doctor_checks.h"
#include "base/encoding.h"
#include "base/uri.h"

#include <algorithm>
#include <optional>
#include <ostream>

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

void print_json(
    const std::string& issuer, const Findings& findings, bool is_well, std::ostream& out
) {
  json::array checks;
  for (const auto& finding : findings) {
    json::object check{
        {"name", finding.name}, {"ok", finding.is_well}, {"explanation", finding.explanation}};
    if (!finding.hint.empty()) check["hint"] = finding.hint;
    checks.push_back(std::move(check));
  }
  out << json::serialize(json::object{
             {"issuer", issuer}, {"ok", is_well}, {"checks", std::move(checks)}})
      << "\n";
}

// What a foreign server says is printed without its control characters.
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

}  // namespace

ExitCode examine_issuer(
    auth::HttpClient& client, const Clock& clock, DoctorOptions options, Console console
) {
  const auto findings = diagnose(client, clock, options.issuer);
  const bool is_well = std::all_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.is_well;
  });
  if (options.format == Format::json) {
    print_json(options.issuer, findings, is_well, console.out);
  } else {
    print_text(findings, console.out);
  }
  return is_well ? ExitCode::ok : ExitCode::failed;
}

}  // namespace daemun::app
