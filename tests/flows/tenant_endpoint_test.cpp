// Where the users of a tenant come in, as the console asks for it.
#include <doctest/doctest.h>

#include "flows/harness/client.h"

namespace daemun::flows {
namespace {

Answer ask(Server& server, http::Listener listener, const std::string& tenant) {
  auto request = a_request(http::Method::get, "/api/.well-known/endpoints/" + tenant);
  request.listener = listener;
  return to_answer(server.send(std::move(request)));
}

}  // namespace

TEST_CASE("the admin listener says where the users of each tenant come in") {
  for_each_engine([](Server& server) {
    CHECK(
        ask(server, http::Listener::admin, "default").response.body ==
        R"({"user":"https://auth.example"})"
    );
    CHECK(
        ask(server, http::Listener::admin, "admin").response.body ==
        R"({"user":"https://admin.example"})"
    );
    CHECK(
        ask(server, http::Listener::admin, "other").response.body ==
        R"({"user":"https://auth.example"})"
    );
    CHECK(ask(server, http::Listener::user, "default").status() == 404);
  });
}

}  // namespace daemun::flows
