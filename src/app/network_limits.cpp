#include "app/network_limits.h"

#include "base/log.h"
#include "domain/network.h"
#include "http/form.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "api/request_error.h"

namespace daemun::app {
namespace {

using http::Method;

constexpr Milliseconds log_pause = std::chrono::minutes(1);

struct OpenPath {
  std::string_view path;
  enum class Match { exact, below } match = Match::exact;
  bool is_read_counted = false;
  bool authenticates_clients = false;
};

// Management and tokens are not among them: they write for those who have proven who they are.
constexpr OpenPath open_paths[] = {
    {.path = "/oidc/auth", .is_read_counted = true},
    {.path = "/oidc/request", .authenticates_clients = true},
    {.path = "/oidc/device/auth", .authenticates_clients = true},
    {.path = "/oidc/device"},
    {.path = "/device", .is_read_counted = true},
    {.path = "/api/experience", .match = OpenPath::Match::below},
    {.path = "/api/console/setup"},
    {.path = "/api/my-account/email-change/undo", .match = OpenPath::Match::below},
};

bool covers(const OpenPath& open, std::string_view path) {
  if (open.match == OpenPath::Match::exact) return path == open.path;
  return path.starts_with(open.path) &&
         (path.size() == open.path.size() || path[open.path.size()] == '/');
}

const OpenPath* find_open_path(const http::Request& request) {
  const bool is_read = request.method == Method::get || request.method == Method::head ||
                       request.method == Method::options;
  const auto found =
      std::find_if(std::begin(open_paths), std::end(open_paths), [&](const OpenPath& open) {
        return covers(open, request.path) && (!is_read || open.is_read_counted);
      });
  return found == std::end(open_paths) ? nullptr : &*found;
}

// A public client has none, and with any it is refused (oidc/client_authentication.cpp). An empty
// secret is none.
bool has_credentials(const http::Request& request) {
  if (request.header("authorization")) return true;
  const auto form = http::parse_form_body(request);
  return form && !form->find("client_secret").value_or("").empty();
}

http::Response refuse(const http::Request& request, Milliseconds wait) {
  api::RequestError error{.code = "request.too_many_requests", .status = 429};
  if (request.path.starts_with("/oidc/")) {
    error.code = "oidc.temporarily_unavailable";
    error.oauth_error = "temporarily_unavailable";
    error.oauth_description = "too many requests from this network";
  }
  auto response = api::to_response(error, request);
  response.set("retry-after", std::to_string(std::chrono::ceil<Seconds>(wait).count()));
  return response;
}

}  // namespace

NetworkLimits::NetworkLimits(const Clock& clock, int per_minute)
    : clock_(clock), table_({.per_minute = per_minute}) {}

Result<NetworkLimits::Admission, http::Response> NetworkLimits::admit(const http::Request& request
) {
  const auto* open = find_open_path(request);
  if (open == nullptr) return Admission{};
  Admission admission{
      .network = network_of(request.remote_address),
      .has_credentials = open->authenticates_clients && has_credentials(request)};
  const auto now = clock_.now();
  const auto wait = table_.take(admission.network, now);
  if (!wait) return admission;
  log_refusal(admission.network, now);
  return refuse(request, *wait);
}

void NetworkLimits::settle(const Admission& admission, const http::Response& response) {
  if (!admission.network.empty() && admission.has_credentials && response.status < 300)
    table_.give_back(admission.network);
}

// One line a minute: a flood must not fill the log instead of the database.
void NetworkLimits::log_refusal(const std::string& network, TimePoint now) {
  auto next = next_log_ms_.load();
  const auto current = to_unix_ms(now);
  if (current < next || !next_log_ms_.compare_exchange_strong(next, current + log_pause.count()))
    return;
  log_warning("network_limited", {{"network", network}});
}

}  // namespace daemun::app
