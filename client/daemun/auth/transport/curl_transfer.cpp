#include "daemun/auth/transport/curl_transfer.h"

#include "base/address_rules.h"
#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace daemun::auth {

namespace {

using Code = HttpError::Code;

constexpr std::size_t max_header_bytes = 64 * 1024;
// curl sends again what met a connection that the server had just closed. A code or a refresh token
// must not be sent twice, so connections are given up before servers do it.
constexpr long max_idle_seconds = 4;

struct ListDelete {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDelete>;

// Once a process.
void initialise_curl() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK) throw std::runtime_error("cannot initialise libcurl");
}

// One request on its way.
struct Transfer {
  const Request& request;
  Addresses addresses = Addresses::all;
  const std::atomic<bool>& is_stopping;
  Response response{};
  std::size_t header_bytes = 0;
  bool has_blocked_address = false;
  bool is_too_large = false;
};

curl_socket_t open_socket(void* context, curlsocktype purpose, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(context);
  const bool is_allowed = purpose == CURLSOCKTYPE_IPCXN && (transfer.addresses == Addresses::all ||
                                                            is_public_address(address->addr));
  if (!is_allowed) {
    transfer.has_blocked_address = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::size_t bytes = size * count;
  if (bytes > transfer.request.max_response_bytes - transfer.response.body.size()) {
    transfer.is_too_large = true;
    return 0;
  }
  transfer.response.body.append(data, bytes);
  return bytes;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::string_view line(data, size * count);
  transfer.header_bytes += line.size();
  if (transfer.header_bytes > max_header_bytes) {
    transfer.is_too_large = true;
    return 0;
  }
  // An interim answer (100) comes before the final one.
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    transfer.response.headers.push_back(
        {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))}
    );
  }
  return line.size();
}

int look_whether_to_stop(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const Transfer*>(context)->is_stopping ? 1 : 0;
}

Code to_error_code(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return Code::invalid_url;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Code::resolve_failed;
    case CURLE_COULDNT_CONNECT:
    case CURLE_ABORTED_BY_CALLBACK:
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

Result<Response, HttpError> to_result(CURL* easy, Transfer& transfer, CURLcode code) {
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    return std::move(transfer.response);
  }
  if (transfer.is_too_large) return HttpError{Code::too_large, "the answer is too large"};
  if (transfer.has_blocked_address && code == CURLE_COULDNT_CONNECT) {
    return HttpError{Code::blocked_address, "the address is not public"};
  }
  return HttpError{to_error_code(code), curl_easy_strerror(code)};
}

HeaderList to_header_list(const std::vector<Header>& headers) {
  HeaderList list;
  const auto append = [&list](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
  };
  // No wait for a 100, and no media type of curl's choice.
  append("Expect:");
  append("Content-Type:");
  for (const Header& header : headers) {
    // curl's way to send an empty value is a semicolon.
    append(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  return list;
}

void set_method(CURL* easy, const Request& request) {
  if (!request.body.empty() || request.method == "POST") {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(
        easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size())
    );
  }
  if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

void set_safety(CURL* easy, const CurlSettings& settings) {
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
}

void set_callbacks(CURL* easy, Transfer& transfer) {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &transfer);
}

void set_times(CURL* easy, Milliseconds left, Milliseconds connect_timeout) {
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  // Zero would mean curl's own 300 seconds.
  const auto connect = std::clamp(connect_timeout, Milliseconds(1), left);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
}

}  // namespace

CurlHandle make_curl_handle() {
  initialise_curl();
  CurlHandle handle(curl_easy_init());
  if (!handle) throw std::bad_alloc();
  return handle;
}

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

Result<Response, HttpError> transfer(
    CURL* handle, const Request& request, const TransferRules& rules
) {
  Transfer transfer{
      .request = request,
      .addresses = rules.settings.addresses,
      .is_stopping = rules.is_stopping,
      .response = {},
      .header_bytes = 0,
      .has_blocked_address = false,
      .is_too_large = false,
  };
  const HeaderList headers = to_header_list(request.headers);
  set_safety(handle, rules.settings);
  set_callbacks(handle, transfer);
  set_times(handle, rules.time, rules.settings.connect_timeout);
  set_method(handle, request);
  curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(
      handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.max_response_bytes)
  );
  return to_result(handle, transfer, curl_easy_perform(handle));
}

}  // namespace daemun::auth
