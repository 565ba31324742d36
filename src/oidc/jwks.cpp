#include "oidc/jwks.h"

#include "http/conditional.h"
#include "http/cors.h"

namespace daemun::oidc {

Task<http::Response> Jwks::handle(http::Request request) {
  const auto ring = co_await keys_.current();
  http::Response response;
  response.shared = http::SharedBytes{ring->jwks_text(), ring};
  response.set("Content-Type", "application/jwk-set+json; charset=utf-8");
  // A key that was taken away must be gone everywhere at once: caches ask again each time.
  response.set("Cache-Control", "no-cache, max-age=0, must-revalidate");
  http::allow_origin(response, "*");
  co_return http::with_etag(request, std::move(response));
}

}  // namespace daemun::oidc
