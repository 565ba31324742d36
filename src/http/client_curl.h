// The outgoing client: libcurl on a thread of its own.
#ifndef DAEMUN_HTTP_CLIENT_CURL_H
#define DAEMUN_HTTP_CLIENT_CURL_H

#include "http/client.h"

#include <memory>

namespace daemun::http {

// Whether addresses that are not public may be called (is_public_address): blocked wherever a URL
// comes from users or administrators; allowed for tests and for operators who say so.
enum class PrivateNetworks { blocked, allowed };

// http and https only, the address checked after resolution and connected to as checked, no
// redirects, proxies, netrc or cookies, certificates verified. 10 requests at a time, 1,000
// waiting; beyond that connect_failed. A request's timeout counts from the call of send.
class CurlClient final : public HttpClient {
 public:
  explicit CurlClient(PrivateNetworks private_networks);
  // Ends what is under way with connect_failed.
  ~CurlClient() override;
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;

  // Resumes the caller on its own loop. Throws std::invalid_argument for a header that is not one
  // line of its own.
  Task<Result<ClientResponse, ClientError>> send(ClientRequest request) override;

 private:
  class Worker;

  std::unique_ptr<Worker> worker_;
};

}  // namespace daemun::http

#endif
