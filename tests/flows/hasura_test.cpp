// Hasura's authentication webhook.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

const std::string path = "/api/authn/hasura?resource=https%3A%2F%2Fshop.example%2Fapi";

struct Asked {
  std::string token{};
  std::string expected_role{};
};

http::Response ask(Server& server, const std::string& target, const Asked& asked) {
  auto request = a_request(http::Method::get, target);
  if (!asked.token.empty()) request.headers.push_back({"authorization", "Bearer " + asked.token});
  if (!asked.expected_role.empty())
    request.headers.push_back({"expected-role", asked.expected_role});
  return server.send(std::move(request));
}

std::string answer_of(const http::Response& response) {
  if (response.status == 200) return response.body;
  return std::to_string(response.status) + " " + to_answer(response).text("code");
}

std::string token_for(Server& server, const std::string& resource) {
  const Client client(server, "web");
  const auto tokens = client.tokens_of("alice", shop_request);
  return client.refresh(
                   tokens.text("refresh_token"), {{"resource", resource}}
  ).text("access_token");
}

const std::string refused = "401 auth.expected_role_not_found";

}  // namespace

TEST_CASE("Hasura is told the user and the expected role, if the user has it") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Administrator administrator(server);  // whose tenant has keys too
    const auto token = token_for(server, shop_api);
    const auto answer = ask(server, path, {.token = token, .expected_role = "shopper"});
    CHECK(answer_of(answer) == R"({"X-Hasura-User-Id":"alice","X-Hasura-Role":"shopper"})");
    CHECK(header(answer, "cache-control") == "no-store");
    CHECK(answer_of(ask(server, path, {.token = token, .expected_role = "owner"})) == refused);
    // Nothing is allowed where no role is asked for.
    CHECK(answer_of(ask(server, path, {.token = token})) == refused);
  });
}

TEST_CASE("Hasura is told the role for everybody else") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Administrator administrator(server);  // whose tenant has keys too
    const auto token = token_for(server, shop_api);
    const auto guests = path + "&unauthorizedRole=guest";
    const std::string nobody = R"({"X-Hasura-Role":"guest"})";
    CHECK(answer_of(ask(server, guests, {})) == nobody);
    CHECK(answer_of(ask(server, guests, {.token = "abc", .expected_role = "shopper"})) == nobody);
    CHECK(
        answer_of(ask(server, guests, {.token = token, .expected_role = "owner"})) ==
        R"({"X-Hasura-User-Id":"alice","X-Hasura-Role":"guest"})"
    );
    CHECK(
        answer_of(ask(server, guests, {.token = token, .expected_role = "shopper"})) ==
        R"({"X-Hasura-User-Id":"alice","X-Hasura-Role":"shopper"})"
    );
  });
}

TEST_CASE("Hasura is told nothing of a token for another API, or of a user who is gone") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Administrator administrator(server);  // whose tenant has keys too
    server.insert(a_resource("https://other.example/api", {}));
    const auto token = token_for(server, shop_api);
    const std::string others = "/api/authn/hasura?resource=https%3A%2F%2Fother.example%2Fapi";
    CHECK(answer_of(ask(server, others, {.token = token, .expected_role = "shopper"})) == refused);
    CHECK(
        answer_of(ask(server, others + "&unauthorizedRole=guest", {.token = token})) ==
        R"({"X-Hasura-Role":"guest"})"
    );
    server.commit(server.users.remove(UserId("alice")));
    CHECK(answer_of(ask(server, path, {.token = token, .expected_role = "shopper"})) == refused);
  });
}

TEST_CASE("Hasura has to name the API") {
  for_each_engine([](Server& server) {
    for (const std::string target :
         {"/api/authn/hasura",
          "/api/authn/hasura?resource=",
          "/api/authn/hasura?resource=a&resource=b"}) {
      CAPTURE(target);
      CHECK(answer_of(ask(server, target, {})).starts_with("400 "));
    }
  });
}

}  // namespace daemun::flows
