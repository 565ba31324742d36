#include "http/forwarded.h"

#include "base/text.h"
#include "http/connection_table.h"
#include "http/syntax.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace daemun::http {

namespace {

// Added by proxies, tunnels and content networks; a browser sends none of them. Sorted.
constexpr std::string_view headers_of_proxies[] = {
    "cf-connecting-ip",
    "forwarded",
    "true-client-ip",
    "via",
    "x-client-ip",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-original-forwarded-for",
    "x-real-ip"};
static_assert(std::is_sorted(std::begin(headers_of_proxies), std::end(headers_of_proxies)));

std::optional<std::string_view> find_first_value(const Request& request, std::string_view name) {
  const auto value = request.header(name);
  if (!value) return std::nullopt;
  return trim(value->substr(0, value->find(',')));
}

std::optional<std::string_view> find_last_value(const Request& request, std::string_view name) {
  std::optional<std::string_view> last;
  for (const Header& header : request.headers) {
    if (header.name == name) last = header.value;
  }
  if (!last) return std::nullopt;
  const std::size_t comma = last->rfind(',');
  return trim(comma == std::string_view::npos ? *last : last->substr(comma + 1));
}

// "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:443", any of them
// in quotes.
std::string_view to_bare_address(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const std::size_t colon = text.find(':');
  const bool has_port = colon != std::string_view::npos && colon == text.rfind(':');
  return has_port ? text.substr(0, colon) : text;
}

std::optional<std::string> to_address(std::string_view text) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(to_bare_address(text), error);
  if (error) return std::nullopt;
  return to_plain_address(address).to_string();
}

}  // namespace

void apply_forwarded(Request& request) {
  if (const auto proto = find_first_value(request, "x-forwarded-proto")) {
    auto scheme = to_lower_ascii(*proto);
    if (scheme == "http" || scheme == "https") request.scheme = std::move(scheme);
  }
  const auto host = find_first_value(request, "x-forwarded-host");
  if (host && is_host(*host)) request.host = *host;
  if (const auto last = find_last_value(request, "x-forwarded-for")) {
    if (auto address = to_address(*last)) request.remote_address = *std::move(address);
  }
}

void hide_local_proxy(Request& request) {
  const bool is_forwarded =
      std::any_of(request.headers.begin(), request.headers.end(), [](const Header& header) {
        return std::binary_search(
            std::begin(headers_of_proxies), std::end(headers_of_proxies), header.name
        );
      });
  if (!is_forwarded) return;
  boost::system::error_code error;
  const auto peer = boost::asio::ip::make_address(request.remote_address, error);
  if (!error && to_plain_address(peer).is_loopback()) request.remote_address = "unknown";
}

}  // namespace daemun::http
