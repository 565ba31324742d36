// One request on one handle of libcurl: the rules that every outgoing request keeps to.
#ifndef DAEMUN_NET_CURL_TRANSFER_H
#define DAEMUN_NET_CURL_TRANSFER_H

#include "net/curl_http.h"

#include <curl/curl.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace daemun::net {

// CURL is void.
struct CurlDelete {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct CurlListDelete {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// invalid_url, or protocol_error for a method or header that is not a line of its own.
std::optional<HttpError> find_fault(const Request& request);

// curl keeps its address, so it stays where it was made.
class Transfer {
 public:
  using Done = std::function<void(Result<Response, HttpError>)>;

  // Of a request without fault, whose timeout counts from here.
  Transfer(Request request, const CurlSettings& settings, Done done);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  CURL* handle() const { return easy_.get(); }
  Urgency urgency() const { return request_.urgency; }
  Milliseconds time_left() const;
  // Before curl gets the handle; there must be time left.
  void limit_time(Milliseconds left);

  // Each once, and one of them.
  void finish(CURLcode code) { done_(to_result(code)); }
  void fail(HttpError error) { done_(std::move(error)); }

 private:
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self);

  void set_safety(const CurlSettings& settings);
  void set_callbacks();
  void set_method();
  void set_headers();
  Result<Response, HttpError> to_result(CURLcode code);

  const Request request_;
  const Addresses addresses_;
  const Milliseconds connect_timeout_;
  const std::chrono::steady_clock::time_point deadline_;
  const Done done_;
  std::unique_ptr<curl_slist, CurlListDelete> headers_;
  std::unique_ptr<CURL, CurlDelete> easy_;

  Response response_{};
  std::size_t header_bytes_ = 0;
  bool has_blocked_address_ = false;
  bool is_too_large_ = false;
};

}  // namespace daemun::net

#endif
