#include "app/console_cors.h"

#include "base/uri.h"
#include "http/cors.h"
#include "http/vary.h"

namespace daemun::app {
namespace {

constexpr std::string_view methods = "GET,POST,PUT,PATCH,DELETE";
// Headers that pages read beside the body: lists are paged by headers.
constexpr std::string_view exposed_headers = "Total-Number, Total-Number-Is-Capped, Link, ETag";

std::string origin_of(const std::string& url) {
  const auto uri = parse_uri(url);
  return uri ? to_origin(*uri) : std::string();
}

}  // namespace

ConsoleCors::ConsoleCors(const std::string& admin_endpoint) : origin_(origin_of(admin_endpoint)) {}

bool ConsoleCors::covers(const http::Request& request) const {
  return request.listener == http::Listener::user && request.path.starts_with("/api/");
}

std::optional<http::Response> ConsoleCors::find_preflight(const http::Request& request) const {
  const bool is_asked = request.method == http::Method::options && covers(request) &&
                        request.header("access-control-request-method").has_value();
  const auto origin = request.header("origin").value_or("");
  if (!is_asked || origin.empty() || origin != origin_) return std::nullopt;
  return http::preflight(
      origin, methods, request.header("access-control-request-headers").value_or("")
  );
}

void ConsoleCors::add_headers(std::string_view origin, http::Response& response) const {
  http::add_vary(response, "Origin");
  if (origin.empty() || origin != origin_) return;
  http::allow_origin(response, origin);
  response.set("Access-Control-Expose-Headers", exposed_headers);
}

}  // namespace daemun::app
