// The abilities of this server, for clients to read (OpenID Connect Discovery 1.0, RFC 8414). Both
// well-known paths have the same document.
#ifndef DAEMUN_OIDC_DISCOVERY_H
#define DAEMUN_OIDC_DISCOVERY_H

#include "http/request.h"
#include "http/response.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::oidc {

// `endpoint` is where the endpoints are, which may differ from the issuer's (request_endpoint.h).
std::string make_discovery_document(
    std::string_view issuer,
    std::string_view endpoint,
    const std::vector<std::string>& id_token_algorithms
);

class Discovery {
 public:
  Discovery(const Dependencies& dependencies, KeyRings& keys)
      : dependencies_(dependencies), keys_(keys) {}

  Task<http::Response> handle(http::Request request);

 private:
  std::shared_ptr<const std::string> document(
      std::string endpoint, const std::shared_ptr<const KeyRing>& ring
  );

  const Dependencies& dependencies_;
  KeyRings& keys_;
  std::mutex mutex_;
  std::shared_ptr<const KeyRing> ring_;                                  // that of the documents
  std::map<std::string, std::shared_ptr<const std::string>> documents_;  // by endpoint
};

}  // namespace daemun::oidc

#endif
