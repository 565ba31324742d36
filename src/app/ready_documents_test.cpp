#include "app/ready_documents.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::app {
namespace {

using oidc::test::a_request;
using oidc::test::TestTenant;
using oidc::test::with_header;

// An application whose answers differ each time.
struct Application {
  int status = 200;
  int asked = 0;

  Task<http::Response> answer(http::Request request) {
    ++asked;
    co_return http::json_response(status, request.path + std::to_string(asked));
  }
};

struct House {
  TestTenant tenant;
  Application application;
  ReadyDocuments documents{
      {*tenant.dependencies, *tenant.keys},
      {*tenant.dependencies, *tenant.keys},
      [this](http::Request request) { return application.answer(std::move(request)); }};

  std::shared_ptr<const http::ReadyAnswer> find(const http::Request& request) {
    return run_task(documents.find(&request));
  }
};

http::Request asks_keys() {
  return a_request(http::Method::get, "/oidc/jwks");
}

std::string text_of(const http::ReadyAnswer& answer) {
  std::string text;
  answer.append_to(text, {.request_id = "0123456789abcdef", .date = "today"});
  return text;
}

}  // namespace

TEST_CASE("ready documents cover discovery and keys, and nothing that one header could change") {
  House house;
  const auto covers = [&](const http::Request& request) { return house.documents.covers(request); };
  CHECK(covers(asks_keys()));
  CHECK(covers(a_request(http::Method::get, "/oidc/.well-known/openid-configuration")));
  CHECK(covers(a_request(http::Method::get, "/oidc/.well-known/oauth-authorization-server")));
  CHECK_FALSE(covers(a_request(http::Method::head, "/oidc/jwks")));
  CHECK_FALSE(covers(a_request(http::Method::get, "/oidc/jwks", "a=b")));
  CHECK_FALSE(covers(a_request(http::Method::get, "/oidc/jwks/")));
  CHECK_FALSE(covers(a_request(http::Method::get, "/jwks")));
  CHECK_FALSE(covers(with_header(asks_keys(), "if-none-match", "*")));
}

TEST_CASE("find makes a document once, and anew when the tenant's keys have changed") {
  House house;
  const auto first = house.find(asks_keys());
  CHECK(text_of(*first).ends_with("/oidc/jwks1"));
  CHECK(house.find(asks_keys()) == first);
  CHECK(house.application.asked == 1);
  const auto discovery = a_request(http::Method::get, "/oidc/.well-known/openid-configuration");
  CHECK(text_of(*house.find(discovery)).ends_with("openid-configuration2"));

  const storage::TenantStore tenants(
      *house.tenant.database, *house.tenant.vault, house.tenant.tenant
  );
  house.tenant.commit(
      tenants.insert_signing_key(oidc::test::a_signing_key(crypto::SignatureAlgorithm::rs256))
  );
  CHECK(text_of(*house.find(asks_keys())).ends_with("/oidc/jwks3"));
  CHECK(house.application.asked == 3);
}

TEST_CASE("find keeps a document for each listener, endpoint and encoding apart") {
  House house;
  auto admin = asks_keys();
  admin.listener = http::Listener::admin;
  auto local = asks_keys();
  local.scheme = "http";
  local.host = "localhost:3001";
  auto foreign = asks_keys();
  foreign.host = "elsewhere.example";
  const auto own = house.find(asks_keys());
  CHECK(house.find(with_header(asks_keys(), "accept-encoding", "gzip")) != own);
  CHECK(house.find(admin) != own);
  CHECK(house.find(local) != own);
  // Any other host is told of the configured endpoint.
  CHECK(house.find(foreign) == own);
  for (int port = 1; port <= 100; ++port) {
    local.host = "localhost:" + std::to_string(port);
    CHECK(house.find(local) == house.find(local));
  }
}

TEST_CASE("find leaves what is no document to the application") {
  House house;
  house.application.status = 503;
  CHECK(house.find(asks_keys()) == nullptr);
  house.application.status = 200;
  CHECK(house.find(asks_keys()) != nullptr);
}

}  // namespace daemun::app
