#include "http/client_curl.h"

#include "base/address_rules.h"
#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <utility>

namespace daemun::http {

namespace {

using Outcome = std::optional<Result<ClientResponse, ClientError>>;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t max_concurrent = 10;
constexpr std::size_t max_waiting = 1000;
constexpr std::size_t max_response_header_bytes = 64 * 1024;
constexpr std::chrono::milliseconds max_connect_time{5000};

// CURL and CURLM are both void.
struct EasyDelete {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDelete {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListDelete {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using EasyHandle = std::unique_ptr<CURL, EasyDelete>;
using HeaderList = std::unique_ptr<curl_slist, ListDelete>;
using MultiHandle = std::unique_ptr<CURLM, MultiDelete>;

// Once a process; before the first thread uses curl.
void initialise_curl() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK) throw std::runtime_error("cannot initialise libcurl");
}

// One request on its way.
struct Transfer {
  ClientRequest request;
  Resume<Outcome> resume;
  SteadyClock::time_point deadline;
  PrivateNetworks private_networks;

  EasyHandle easy;
  HeaderList header_list;
  ClientResponse response;
  std::size_t header_bytes = 0;
  bool has_blocked_address = false;
  bool is_too_large = false;
};

// Called with each address that curl is about to connect to: what is checked here is what is
// called, so a second look-up cannot give another answer (DNS rebinding).
curl_socket_t open_socket(void* context, curlsocktype purpose, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(context);
  const bool is_internet = address->family == AF_INET || address->family == AF_INET6;
  const bool is_allowed =
      is_internet && purpose == CURLSOCKTYPE_IPCXN &&
      (transfer.private_networks == PrivateNetworks::allowed || is_public_address(address->addr));
  if (!is_allowed) {
    transfer.has_blocked_address = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::size_t bytes = size * count;
  const std::size_t room = transfer.request.max_response_bytes - transfer.response.body.size();
  if (bytes > room) {
    if (transfer.request.cuts_response) transfer.response.body.append(data, room);
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
  if (transfer.header_bytes > max_response_header_bytes) {
    transfer.is_too_large = true;
    return 0;
  }
  // An interim answer (100) comes before the final one.
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    transfer.response.headers.push_back(
        {to_lower_ascii(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))}
    );
  }
  return line.size();
}

ClientErrorCode to_error_code(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return ClientErrorCode::invalid_url;
    case CURLE_COULDNT_RESOLVE_HOST:
      return ClientErrorCode::resolve_failed;
    case CURLE_COULDNT_CONNECT:
      return ClientErrorCode::connect_failed;
    case CURLE_OPERATION_TIMEDOUT:
      return ClientErrorCode::timed_out;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return ClientErrorCode::tls_failed;
    case CURLE_FILESIZE_EXCEEDED:
      return ClientErrorCode::too_large;
    default:
      return ClientErrorCode::protocol_error;
  }
}

Outcome to_outcome(Transfer& transfer, CURLcode code) {
  // A body that is cut is the only reason to stop after a status.
  const bool is_cut = transfer.is_too_large && transfer.request.cuts_response &&
                      transfer.response.body.size() == transfer.request.max_response_bytes;
  if (code == CURLE_OK || is_cut) {
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    return std::move(transfer.response);
  }
  if (transfer.is_too_large) {
    return ClientError{ClientErrorCode::too_large, "the answer is too large"};
  }
  if (transfer.has_blocked_address && code == CURLE_COULDNT_CONNECT) {
    return ClientError{ClientErrorCode::blocked_address, "the address is not public"};
  }
  return ClientError{to_error_code(code), curl_easy_strerror(code)};
}

void set_method(CURL* easy, const ClientRequest& request) {
  const bool has_body = request.method == Method::post || request.method == Method::put ||
                        request.method == Method::patch || !request.body.empty();
  if (has_body) {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(
        easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size())
    );
  }
  if (request.method == Method::head) {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request.method != Method::get || has_body) {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, std::string(to_string(request.method)).c_str());
  }
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

void set_options(Transfer& transfer, std::chrono::milliseconds left) {
  CURL* easy = transfer.easy.get();
  transfer.header_list = to_header_list(transfer.request.headers);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
  curl_easy_setopt(easy, CURLOPT_URL, transfer.request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  // An empty proxy also keeps curl from reading http_proxy and its kin.
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "Daemun");
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.header_list.get());
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  curl_easy_setopt(
      easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(left, max_connect_time).count())
  );
  if (!transfer.request.cuts_response) {
    curl_easy_setopt(
        easy,
        CURLOPT_MAXFILESIZE_LARGE,
        static_cast<curl_off_t>(transfer.request.max_response_bytes)
    );
  }
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  set_method(easy, transfer.request);
}

void check_headers(const std::vector<Header>& headers) {
  for (const Header& header : headers) {
    if (!is_token(header.name) || !is_header_value(header.value)) {
      throw std::invalid_argument("invalid header in an outgoing request");
    }
  }
}

}  // namespace

const std::string* ClientResponse::find(std::string_view name) const {
  for (const Header& header : headers) {
    if (header.name == name) return &header.value;
  }
  return nullptr;
}

class CurlClient::Worker {
 public:
  explicit Worker(PrivateNetworks private_networks) : private_networks_(private_networks) {
    initialise_curl();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::bad_alloc();
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 20L);
    thread_ = std::thread([this] { run(); });
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    curl_multi_wakeup(multi_.get());
    thread_.join();
    const ClientError stopped{ClientErrorCode::connect_failed, "the client is stopped"};
    for (auto& [easy, transfer] : active_) {
      curl_multi_remove_handle(multi_.get(), easy);
      transfer->resume(stopped);
    }
    for (auto& transfer : waiting_)
      transfer->resume(stopped);
  }

  void push(ClientRequest request, Resume<Outcome> resume) {
    auto transfer = std::make_unique<Transfer>();
    transfer->deadline = SteadyClock::now() + request.timeout;
    transfer->request = std::move(request);
    transfer->resume = std::move(resume);
    transfer->private_networks = private_networks_;
    bool is_full = false;
    {
      const std::lock_guard lock(mutex_);
      is_full = waiting_.size() >= max_waiting;
      if (!is_full) waiting_.push_back(std::move(transfer));
    }
    if (is_full) {
      transfer->resume(ClientError{ClientErrorCode::connect_failed, "too many requests are waiting"}
      );
      return;
    }
    curl_multi_wakeup(multi_.get());
  }

 private:
  using TransferPointer = std::unique_ptr<Transfer>;

  void run() {
    while (!is_stopping()) {
      start_waiting();
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      finish_done();
      // Wakes up for sockets, curl's own timers and push().
      if (!has_startable()) curl_multi_poll(multi_.get(), nullptr, 0, 1000, nullptr);
    }
  }

  bool is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  bool has_startable() {
    const std::lock_guard lock(mutex_);
    return stopping_ || (!waiting_.empty() && active_.size() < max_concurrent);
  }

  TransferPointer next_waiting() {
    const std::lock_guard lock(mutex_);
    const bool is_late = !waiting_.empty() && waiting_.front()->deadline <= SteadyClock::now();
    if (waiting_.empty() || (active_.size() >= max_concurrent && !is_late)) return nullptr;
    TransferPointer transfer = std::move(waiting_.front());
    waiting_.pop_front();
    return transfer;
  }

  void start_waiting() {
    while (TransferPointer transfer = next_waiting()) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          transfer->deadline - SteadyClock::now()
      );
      if (left.count() <= 0) {
        transfer->resume(ClientError{ClientErrorCode::timed_out, "no free connection in time"});
        continue;
      }
      transfer->easy.reset(curl_easy_init());
      if (!transfer->easy) throw std::bad_alloc();
      set_options(*transfer, left);
      CURL* easy = transfer->easy.get();
      active_.emplace(easy, std::move(transfer));
      curl_multi_add_handle(multi_.get(), easy);
    }
  }

  void finish_done() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      auto node = active_.extract(message->easy_handle);
      curl_multi_remove_handle(multi_.get(), node.key());
      Transfer& transfer = *node.mapped();
      transfer.resume(to_outcome(transfer, code));
    }
  }

  const PrivateNetworks private_networks_;
  MultiHandle multi_;
  std::unordered_map<CURL*, TransferPointer> active_;  // the thread's own

  std::mutex mutex_;
  std::deque<TransferPointer> waiting_;
  bool stopping_ = false;

  std::thread thread_;
};

CurlClient::CurlClient(PrivateNetworks private_networks)
    : worker_(std::make_unique<Worker>(private_networks)) {}
CurlClient::~CurlClient() = default;

Task<Result<ClientResponse, ClientError>> CurlClient::send(ClientRequest request) {
  check_headers(request.headers);
  const auto uri = parse_uri(request.url);
  if (!uri || !is_http_scheme(*uri) || uri->host.empty() || !uri->userinfo.empty()) {
    co_return ClientError{ClientErrorCode::invalid_url, "not an http or https URL"};
  }
  Worker& worker = *worker_;
  auto start = [&worker, &request](Resume<Outcome> resume) {
    worker.push(std::move(request), std::move(resume));
  };
  Outcome outcome = co_await suspend_for<Outcome>(std::move(start));
  co_return *std::move(outcome);
}

}  // namespace daemun::http
