#include "http/forwarded.h"

#include "base/text.h"
#include "http/syntax.h"

#include <boost/asio/ip/address.hpp>

namespace daemun::http {

namespace {

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

}  // namespace

std::optional<HeadError> apply_forwarded(Request& request) {
  if (const auto proto = find_first_value(request, "x-forwarded-proto")) {
    const std::string scheme = to_lower_ascii(*proto);
    if (scheme != "http" && scheme != "https") return HeadError{400, "invalid X-Forwarded-Proto"};
    request.scheme = scheme;
  }
  if (const auto host = find_first_value(request, "x-forwarded-host")) {
    if (!is_host(*host)) return HeadError{400, "invalid X-Forwarded-Host"};
    request.host = *host;
  }
  if (const auto address = find_last_value(request, "x-forwarded-for")) {
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(*address, error);
    if (error) return HeadError{400, "invalid X-Forwarded-For"};
    request.remote_address = parsed.to_string();
  }
  return std::nullopt;
}

}  // namespace daemun::http
