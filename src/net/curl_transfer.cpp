#include "net/curl_transfer.h"

#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"
#include "net/address_rules.h"

#include <algorithm>
#include <new>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace daemun::net {

namespace {

using Code = HttpError::Code;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t max_header_bytes = 64 * 1024;
// curl sends again what met a connection that the server had just closed. A code or a refresh token
// must not be sent twice, so connections are given up before servers do it.
constexpr long max_idle_seconds = 4;

Code to_error_code(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return Code::invalid_url;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Code::resolve_failed;
    case CURLE_COULDNT_CONNECT:
      return Code::connect_failed;
    case CURLE_OPERATION_TIMEDOUT:
      return Code::timed_out;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Code::tls_failed;
    case CURLE_FILESIZE_EXCEEDED:
      return Code::too_large;
    default:
      return Code::protocol_error;
  }
}

Addresses addresses_for(const Request& request, const CurlSettings& settings) {
  const auto uri = parse_uri(request.url);
  if (!uri) return settings.addresses;
  const auto default_port = uri->scheme == "https" ? "443" : "80";
  const auto port = uri->port.empty() ? default_port : uri->port;
  return settings.allowed_hosts.addresses_of(uri->host, port).value_or(settings.addresses);
}

}  // namespace

std::optional<HttpError> find_fault(const Request& request) {
  const auto uri = parse_uri(request.url);
  if (!uri || !is_http_scheme(*uri) || uri->host.empty() || !uri->userinfo.empty()) {
    return HttpError{Code::invalid_url, "not an http or https URL"};
  }
  const bool is_sendable =
      is_token(request.method) &&
      std::all_of(request.headers.begin(), request.headers.end(), [](const Header& header) {
        return is_token(header.name) && is_header_value(header.value);
      });
  if (!is_sendable) return HttpError{Code::protocol_error, "the request cannot be sent"};
  return std::nullopt;
}

Transfer::Transfer(Request request, const CurlSettings& settings, Done done)
    : request_(std::move(request)),
      addresses_(addresses_for(request_, settings)),
      connect_timeout_(settings.connect_timeout),
      deadline_(SteadyClock::now() + request_.timeout),
      done_(std::move(done)),
      easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
  curl_easy_setopt(handle(), CURLOPT_URL, request_.url.c_str());
  set_safety(settings);
  set_callbacks();
  set_method();
  set_headers();
}

Milliseconds Transfer::time_left() const {
  return std::chrono::floor<Milliseconds>(deadline_ - SteadyClock::now());
}

void Transfer::limit_time(Milliseconds left) {
  curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  // Zero would mean curl's own 300 seconds.
  const auto connect = std::clamp(connect_timeout_, Milliseconds(1), left);
  curl_easy_setopt(handle(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
}

// Called with each address that curl is about to connect to: what is checked here is what is
// called, so a second look-up cannot give another answer (DNS rebinding).
curl_socket_t Transfer::open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  const bool is_allowed =
      purpose == CURLSOCKTYPE_IPCXN && is_allowed_address(address->addr, transfer.addresses_);
  if (!is_allowed) {
    transfer.has_blocked_address_ = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t Transfer::take_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  std::string& body = transfer.response_.body;
  const std::size_t bytes = size * count;
  const std::size_t room = transfer.request_.max_response_bytes - body.size();
  if (bytes > room) {
    if (transfer.request_.cuts_response) body.append(data, room);
    transfer.is_too_large_ = true;
    return 0;
  }
  body.append(data, bytes);
  return bytes;
}

std::size_t Transfer::take_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::string_view line(data, size * count);
  transfer.header_bytes_ += line.size();
  if (transfer.header_bytes_ > max_header_bytes) {
    transfer.is_too_large_ = true;
    return 0;
  }
  auto& headers = transfer.response_.headers;
  // An interim answer (100) comes before the final one.
  if (line.starts_with("HTTP/")) headers.clear();
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    headers.push_back(
        {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))}
    );
  }
  return line.size();
}

void Transfer::set_safety(const CurlSettings& settings) {
  CURL* easy = handle();
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, max_idle_seconds);
  // An empty name keeps curl from reading http_proxy and its kin.
  if (settings.proxy == Proxy::none) curl_easy_setopt(easy, CURLOPT_PROXY, "");
  if (!settings.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, settings.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(easy, CURLOPT_USERAGENT, settings.user_agent.c_str());
  if (!request_.cuts_response) {
    const auto max_bytes = static_cast<curl_off_t>(request_.max_response_bytes);
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, max_bytes);
  }
}

void Transfer::set_callbacks() {
  curl_easy_setopt(handle(), CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(handle(), CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(handle(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle(), CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(handle(), CURLOPT_HEADERDATA, this);
}

void Transfer::set_method() {
  const std::string& method = request_.method;
  const std::string& body = request_.body;
  if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH") {
    curl_easy_setopt(handle(), CURLOPT_POST, 1L);
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDS, body.data());
    const auto size = static_cast<curl_off_t>(body.size());
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDSIZE_LARGE, size);
  }
  if (method == "HEAD") {
    curl_easy_setopt(handle(), CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(handle(), CURLOPT_CUSTOMREQUEST, method.c_str());
  }
}

void Transfer::set_headers() {
  const auto append = [this](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(headers_.release());
    headers_.reset(longer);
  };
  // No wait for a 100, and no media type of curl's choice.
  append("Expect:");
  append("Content-Type:");
  for (const Header& header : request_.headers) {
    // curl's way to send an empty value is a semicolon.
    append(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
}

Result<Response, HttpError> Transfer::to_result(CURLcode code) {
  // A body that is cut is the only reason to stop after a status.
  const bool is_cut = is_too_large_ && request_.cuts_response &&
                      response_.body.size() == request_.max_response_bytes;
  if (code == CURLE_OK || is_cut) {
    long status = 0;
    curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
    response_.status = static_cast<int>(status);
    return std::move(response_);
  }
  if (is_too_large_) return HttpError{Code::too_large, "the answer is too large"};
  if (has_blocked_address_ && code == CURLE_COULDNT_CONNECT) {
    return HttpError{
        Code::blocked_address, "the address is private or loopback, which is not allowed"};
  }
  // Zero until the connection, TLS included, is ready for the request.
  curl_off_t ready_at = 0;
  curl_easy_getinfo(handle(), CURLINFO_PRETRANSFER_TIME_T, &ready_at);
  return HttpError{to_error_code(code), curl_easy_strerror(code), ready_at > 0};
}

}  // namespace daemun::net
