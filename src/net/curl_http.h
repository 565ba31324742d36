// HTTP by libcurl. The blocking client; curl_task_http.h has the one for coroutines.
#ifndef DAEMUN_NET_CURL_HTTP_H
#define DAEMUN_NET_CURL_HTTP_H

#include "base/clock.h"
#include "base/result.h"
#include "net/allowed_hosts.h"
#include "net/http.h"

#include <cstddef>
#include <memory>
#include <string>

namespace daemun::net {

// from_environment: from http_proxy, https_proxy and no_proxy.
enum class Proxy { none, from_environment };

inline constexpr std::size_t max_shared_requests = 4;

struct CurlSettings {
  // Ordinary requests at the same time; more wait, as long as their timeout allows. Those that many
  // wait for (Urgency::shared) have max_shared_requests of their own.
  std::size_t max_concurrent = 32;
  Milliseconds connect_timeout{5000};
  // PEM file of certificate authorities to trust instead of the system's.
  std::string ca_file{};
  Addresses addresses = Addresses::all;
  AllowedHosts allowed_hosts{};  // may be called besides
  Proxy proxy = Proxy::none;
  std::string user_agent = "daemun-auth";
};

class CurlWorker;

// http and https only, no redirects, cookies and netrc, certificates verified, TLS 1.2 or newer.
// Callable from any thread.
class CurlHttp final : public HttpClient {
 public:
  // Throws std::invalid_argument when nothing may be concurrent, without time to connect, and for
  // public_only with a proxy, behind which nobody sees what is connected to. A thread of its own
  // carries the requests; it begins with the first.
  explicit CurlHttp(CurlSettings settings = {});
  ~CurlHttp() override;
  CurlHttp(const CurlHttp&) = delete;
  CurlHttp& operator=(const CurlHttp&) = delete;

  // The timeout counts from here. protocol_error also for a method or header that cannot be sent.
  Result<Response, HttpError> send(const Request& request) override;

  // Ends what is under way within a second, and whatever comes, with connect_failed.
  void stop();

 private:
  const std::unique_ptr<CurlWorker> worker_;
};

}  // namespace daemun::net

#endif
