// The tenant's own domains, as data: /domains. Logto has a provider who verifies them and serves
// their certificates; here that is the operator's, who finds in `dnsRecords` what to set. So a
// domain stays PendingVerification.
#include "base/uri.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/domain_store.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

const std::string domain_shape =
    "{id: string<1..21>, domain: string<1..256>, status: "
    "\"PendingVerification\"|\"PendingSsl\"|\"Active\"|\"Error\", errorMessage: "
    "string<0..1024>|null, dnsRecords: {name: string, type: string, value: string}[], createdAt: "
    "number}";

// The list has no pages.
constexpr std::size_t max_domains = 100;

json::object to_json(const CustomDomain& domain) {
  json::array records;
  for (const auto& record : domain.dns_records) {
    records.push_back(json::object{
        {"name", record.name}, {"type", record.type}, {"value", record.value}});
  }
  return {
      {"id", domain.id.value()},
      {"domain", domain.domain},
      {"status", domain.status},
      {"errorMessage", to_value(domain.error_message)},
      {"dnsRecords", std::move(records)},
      {"createdAt", to_unix_ms(domain.created_at)},
  };
}

std::string host_of(const std::string& endpoint) {
  const auto uri = parse_uri(endpoint);
  return uri ? uri->host : std::string();
}

const std::string files_shape =
    "{path: string<2..256>, content: string<1..16384>, contentType: "
    "\"text/plain\"|\"application/json\"}[]";
constexpr std::size_t max_files = 10;

// A file at the root or below /.well-known, as those who ask for a proof of ownership want it.
bool is_file_path(std::string_view path) {
  if (!path.starts_with('/')) return false;
  constexpr std::string_view folder = "/.well-known/";
  const bool is_well_known = path.starts_with(folder);
  const auto name = path.substr(is_well_known ? folder.size() : 1);
  if (name.empty() || name.starts_with('.') || name.ends_with('/') ||
      path.find("..") != std::string_view::npos || path.find("//") != std::string_view::npos) {
    return false;
  }
  if (!is_well_known && name.find('.') == std::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || (c == '/' && is_well_known);
  });
}

std::optional<std::string> find_files_fault(const json::array& files) {
  if (files.size() > max_files) return "body.verificationFiles has more than 10 files";
  std::set<std::string> paths;
  for (const auto& item : files) {
    const auto& file = item.get_object();
    const auto path = *string_of(file, "path");
    if (!is_file_path(path)) return "a path must be /name.ext or below /.well-known/";
    if (!paths.insert(path).second) return "two files have the same path";
    const bool is_json = find_string(file, "contentType") == "application/json";
    if (is_json && !parse_json(*string_of(file, "content"))) return "a content must be JSON";
  }
  return std::nullopt;
}

class Domains {
 public:
  explicit Domains(const Dependencies& dependencies)
      : dependencies_(dependencies), domains_(dependencies.database, dependencies.tenant) {}

  Answer list(Call) {
    const auto domains = co_await domains_.list();
    co_return list_reply(domains, std::nullopt, [](const CustomDomain& domain) {
      return to_json(domain);
    });
  }

  Answer create(Call call) {
    auto name = parse_domain_name(*string_of(call.body, "domain"));
    if (!name) co_return api::invalid_input("body.domain must be a host name");
    const auto host = host_of(dependencies_.endpoint);
    if (*name == host) co_return unprocessable("domain.domain_is_not_allowed");
    const auto domains = co_await domains_.list();
    if (domains.size() >= max_domains) co_return unprocessable("domain.exceed_domain_limit");
    const CustomDomain domain{
        .id = make_id<DomainId>(dependencies_.random),
        .domain = *name,
        .dns_records = {DnsRecord{.name = *name, .type = "CNAME", .value = host}},
        .created_at = dependencies_.clock.now(),
    };
    storage::Plan plan;
    plan.add(domains_.insert(domain));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return unprocessable("domain.hostname_already_exists");
    co_return Reply{.body = to_json(domain)};
  }

  Answer clean_up(Call call) {
    const auto days = find_integer(call.body, "staleDays").value_or(0);
    const auto before = dependencies_.clock.now() - std::chrono::days(days);
    const auto domains = co_await domains_.list();
    std::int64_t scanned = 0;
    std::int64_t deleted = 0;
    std::int64_t active = 0;
    std::int64_t failed = 0;
    for (const auto& domain : domains) {
      if (domain.created_at > before) continue;
      ++scanned;
      if (domain.status == "Active") {
        ++active;
        continue;
      }
      // Each for itself: somebody else may delete one meanwhile.
      storage::Plan plan;
      plan.add(domains_.remove(domain.id));
      const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
      ++(committed ? deleted : failed);
    }
    co_return Reply{
        .body = json::object{
            {"scannedCount", scanned},
            {"deletedCount", deleted},
            {"skippedActiveCount", active},
            {"failedCount", failed}}};
  }

  Answer show(Call call) {
    const DomainId id(call.path_parameter("id"));
    const auto domain = co_await domains_.find(id);
    if (!domain) co_return no_such("domains", id.value());
    co_return Reply{.body = to_json(*domain)};
  }

  Answer remove(Call call) {
    const DomainId id(call.path_parameter("id"));
    storage::Plan plan;
    plan.add(domains_.remove(id));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("domains", id.value());
    co_return Reply{};
  }

  Answer show_verification_files(Call call) {
    const DomainId id(call.path_parameter("id"));
    const auto text = co_await domains_.find_verification_files(id);
    if (!text) co_return no_such("domains", id.value());
    // A domain without files has an empty object in the database.
    auto files = parse_json(*text, {.max_bytes = 1024 * 1024, .max_depth = 64});
    co_return Reply{.body = files && files->is_array() ? *std::move(files) : json::array()};
  }

  Answer set_verification_files(Call call) {
    const DomainId id(call.path_parameter("id"));
    auto files =
        keep_described(*call.operation->body, call.body).at("verificationFiles").as_array();
    if (auto fault = find_files_fault(files)) co_return api::invalid_input(*std::move(fault));
    storage::Plan plan;
    plan.add(
        domains_.update_verification_files(id, json::serialize(files), dependencies_.clock.now())
    );
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("domains", id.value());
    co_return Reply{.body = std::move(files)};
  }

 private:
  const Dependencies& dependencies_;
  storage::DomainStore domains_;
};

}  // namespace

Operations nouns::domains(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Domains>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/domains",
       .summary = "List custom domains",
       .reply = parse_shape(domain_shape + "[]"),
       .handler = handled_by(noun, &Domains::list)},
      {.method = Method::post,
       .path = "/domains",
       .summary = "Create a domain",
       .status = 201,
       .body = parse_shape("{domain: string<1..256>}"),
       .reply = parse_shape(domain_shape),
       .refusals = {422},
       .handler = handled_by(noun, &Domains::create)},
      {.method = Method::post,
       .path = "/domains/cleanup",
       .summary = "Delete domains that stayed inactive for a number of days",
       .body = parse_shape("{staleDays: integer<1..36500>}"),
       .reply = parse_shape("{scannedCount: number, deletedCount: number, skippedActiveCount: "
                            "number, failedCount: number}"),
       .handler = handled_by(noun, &Domains::clean_up)},
      {.method = Method::get,
       .path = "/domains/{id}",
       .summary = "Show a domain",
       .reply = parse_shape(domain_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Domains::show)},
      {.method = Method::delete_,
       .path = "/domains/{id}",
       .summary = "Delete a domain",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &Domains::remove)},
      {.method = Method::get,
       .path = "/domains/{id}/verification-files",
       .summary = "Show the verification files of a domain",
       .reply = parse_shape(files_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Domains::show_verification_files)},
      {.method = Method::put,
       .path = "/domains/{id}/verification-files",
       .summary = "Replace the verification files of a domain",
       .body = parse_shape("{verificationFiles: " + files_shape + "}"),
       .body_limits = {.max_bytes = 512 * 1024},
       .reply = parse_shape(files_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Domains::set_verification_files)},
  };
}

}  // namespace daemun::management
