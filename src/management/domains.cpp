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

struct DnsRecordView {
  std::string name{};
  std::string type{};
  std::string value{};
};
BOOST_DESCRIBE_STRUCT(DnsRecordView, (), (name, type, value))

struct DomainView {
  Text<1, 21> id{};
  Text<1, 256> domain{};
  Word<"PendingVerification", "PendingSsl", "Active", "Error"> status{};
  Nullable<Text<0, 1024>> error_message{};
  std::vector<DnsRecordView> dns_records{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(DomainView, (), (id, domain, status, error_message, dns_records, created_at))

struct CreateDomain {
  Text<1, 256> domain{};
};
BOOST_DESCRIBE_STRUCT(CreateDomain, (), (domain))

struct CleanUp {
  Integer<1, 36500> stale_days{};
};
BOOST_DESCRIBE_STRUCT(CleanUp, (), (stale_days))

struct CleanedUp {
  Number<> scanned_count{};
  Number<> deleted_count{};
  Number<> skipped_active_count{};
  Number<> failed_count{};
};
BOOST_DESCRIBE_STRUCT(
    CleanedUp, (), (scanned_count, deleted_count, skipped_active_count, failed_count)
)

struct VerificationFile {
  Text<2, 256> path{};
  Text<1, 16384> content{};
  Word<"text/plain", "application/json"> content_type{};
};
BOOST_DESCRIBE_STRUCT(VerificationFile, (), (path, content, content_type))

struct SetFiles {
  std::vector<VerificationFile> verification_files{};
};
BOOST_DESCRIBE_STRUCT(SetFiles, (), (verification_files))

// The list has no pages.
constexpr std::size_t max_domains = 100;

DomainView to_view(const CustomDomain& domain) {
  DomainView view{
      .id = domain.id.value(),
      .domain = domain.domain,
      .status = domain.status,
      .error_message = domain.error_message,
      .dns_records = {},
      .created_at = to_unix_ms(domain.created_at),
  };
  for (const auto& record : domain.dns_records)
    view.dns_records.push_back({record.name, record.type, record.value});
  return view;
}

std::string host_of(const std::string& endpoint) {
  const auto uri = parse_uri(endpoint);
  return uri ? uri->host : std::string();
}

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

std::optional<std::string> find_files_fault(const std::vector<VerificationFile>& files) {
  if (files.size() > max_files) return "body.verificationFiles has more than 10 files";
  std::set<std::string> paths;
  for (const auto& file : files) {
    if (!is_file_path(file.path)) return "a path must be /name.ext or below /.well-known/";
    if (!paths.insert(file.path).second) return "two files have the same path";
    if (file.content_type.is<"application/json">() && !parse_json(file.content))
      return "a content must be JSON";
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
      return to_view(domain);
    });
  }

  Answer create(Call call, CreateDomain body) {
    auto name = parse_domain_name(body.domain);
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
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return unprocessable("domain.hostname_already_exists");
    co_return reply_of(to_view(domain));
  }

  Answer clean_up(Call call, CleanUp body) {
    const auto before = dependencies_.clock.now() - std::chrono::days(body.stale_days);
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
      // One plan each: another request may delete one of them in the meantime.
      storage::Plan plan;
      plan.add(domains_.remove(domain.id));
      const auto committed = co_await commit(dependencies_, call, std::move(plan));
      ++(committed ? deleted : failed);
    }
    co_return reply_of(CleanedUp{scanned, deleted, active, failed});
  }

  Answer show(Call call) {
    const DomainId id(call.path_parameter("id"));
    const auto domain = co_await domains_.find(id);
    if (!domain) co_return no_such("domains", id.value());
    co_return reply_of(to_view(*domain));
  }

  Answer remove(Call call) {
    const DomainId id(call.path_parameter("id"));
    auto missing = no_such("domains", id.value());
    return commit_removal(dependencies_, std::move(call), domains_.remove(id), std::move(missing));
  }

  Answer show_verification_files(Call call) {
    const DomainId id(call.path_parameter("id"));
    const auto text = co_await domains_.find_verification_files(id);
    if (!text) co_return no_such("domains", id.value());
    // A domain without files has an empty object in the database.
    auto files = parse_json(*text, {.max_bytes = 1024 * 1024, .max_depth = 64});
    co_return Reply{.body = files && files->is_array() ? *std::move(files) : json::array()};
  }

  Answer set_verification_files(Call call, SetFiles body) {
    const DomainId id(call.path_parameter("id"));
    if (auto fault = find_files_fault(body.verification_files))
      co_return api::invalid_input(*std::move(fault));
    auto files = api::to_json(std::move(body.verification_files));
    storage::Plan plan;
    plan.add(
        domains_.update_verification_files(id, json::serialize(files), dependencies_.clock.now())
    );
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
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
       .reply = shape_of<std::vector<DomainView>>(),
       .handler = handled_by(noun, &Domains::list)},
      {.method = Method::post,
       .path = "/domains",
       .summary = "Create a domain",
       .status = 201,
       .reply = shape_of<DomainView>(),
       .refusals = {422},
       .handler = handled_by(noun, &Domains::create)},
      {.method = Method::post,
       .path = "/domains/cleanup",
       .summary = "Delete domains that stayed inactive for a number of days",
       .reply = shape_of<CleanedUp>(),
       .handler = handled_by(noun, &Domains::clean_up)},
      {.method = Method::get,
       .path = "/domains/{id}",
       .summary = "Show a domain",
       .reply = shape_of<DomainView>(),
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
       .reply = shape_of<std::vector<VerificationFile>>(),
       .refusals = {404},
       .handler = handled_by(noun, &Domains::show_verification_files)},
      {.method = Method::put,
       .path = "/domains/{id}/verification-files",
       .summary = "Replace the verification files of a domain",
       .body_limits = {.max_bytes = 512 * 1024},
       .reply = shape_of<std::vector<VerificationFile>>(),
       .refusals = {404},
       .handler = handled_by(noun, &Domains::set_verification_files)},
  };
}

}  // namespace daemun::management
