#include "domain/cookie_names.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("cookie_name differs by tenant, and is bound to the host over https") {
  const TenantId apps("default"), admin("admin");
  CHECK(cookie_name("_session", apps, "http://localhost:3001") == "_session");
  CHECK(cookie_name("_session", admin, "http://localhost:3002") == "_admin_session");
  CHECK(cookie_name("_session", apps, "https://id.example") == "__Host-_session");
  CHECK(cookie_name("_session", admin, "https://id.example:3002") == "__Host-_admin_session");
}

TEST_CASE("cookie_path is the whole host where the prefix demands it") {
  CHECK(cookie_path("/device", "http://localhost:3001") == "/device");
  CHECK(cookie_path("/device", "https://id.example") == "/");
}

}  // namespace daemun
