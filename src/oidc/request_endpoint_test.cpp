#include "oidc/request_endpoint.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

TEST_CASE("request_endpoint repeats loopback hosts and no others") {
  struct Row {
    const char* scheme;
    const char* host;
    const char* endpoint;
  };
  const Row rows[] = {
      {"https", "auth.example", "https://auth.example"},
      {"http", "auth.example", "https://auth.example"},
      {"http", "localhost:3001", "http://localhost:3001"},
      {"http", "127.0.0.1:3001", "http://127.0.0.1:3001"},
      {"http", "[::1]:3001", "http://[::1]:3001"},
      {"http", "LOCALHOST", "http://localhost"},
      {"https", "evil.example", "https://auth.example"},
      {"https", "auth.example.evil.example", "https://auth.example"},
      {"https", "localhost.evil.example", "https://auth.example"},
      {"https", "evil.example@localhost", "https://auth.example"},
      {"https", "localhost/path", "https://auth.example"},
      {"https", "localhost?query", "https://auth.example"},
      {"https", "", "https://auth.example"},
      {"ftp", "localhost", "https://auth.example"},
  };
  test::TestTenant tenant;
  for (const Row& row : rows) {
    auto request = test::a_request(http::Method::get, "/");
    request.scheme = row.scheme;
    request.host = row.host;
    CHECK_MESSAGE(request_endpoint(*tenant.dependencies, request) == row.endpoint, row.host);
  }
}

}  // namespace daemun::oidc
