#include "oidc/jwks.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

TEST_CASE("jwks serves the ring's keys to every origin and has caches ask again") {
  test::TestTenant tenant;
  Jwks jwks(*tenant.keys);
  const auto response = run_task(jwks.handle(test::a_request(http::Method::get, "/oidc/jwks")));
  CHECK(response.status == 200);
  CHECK(response.text() == run_task(tenant.keys->current())->jwks_text());
  CHECK(test::header(response, "content-type") == "application/jwk-set+json; charset=utf-8");
  CHECK(test::header(response, "cache-control") == "no-cache, max-age=0, must-revalidate");
  CHECK(test::header(response, "access-control-allow-origin") == "*");

  const auto request = test::with_header(
      test::a_request(http::Method::get, "/oidc/jwks"),
      "if-none-match",
      test::header(response, "etag")
  );
  CHECK(run_task(jwks.handle(request)).status == 304);
}

}  // namespace daemun::oidc
