// The first administrator comes in through the door that `daemun serve` prints the address of.
#include "experience/console_setup.h"

#include "app/app.h"
#include "domain/error_phrases.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include "flows/harness/installation.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

const std::string good_password = "Open, sesame 4711!";

std::string open_door(Server& server) {
  const auto code =
      run_task(experience::prepare_console_setup(*server.database, server.vault, server.random));
  return code ? code->reveal() : "";
}

json::object a_body(const std::string& code, const std::string& username = "ann") {
  return {{"code", code}, {"username", username}, {"password", good_password}};
}

http::Request a_call(const json::object& body, const Site& site = administration) {
  auto request = a_request(http::Method::post, "/api/console/setup", site);
  request.headers.push_back({"content-type", "application/json"});
  request.headers.push_back({"origin", site.endpoint});
  request.headers.push_back({"user-agent", "test"});
  request.body = json::serialize(body);
  return request;
}

Answer set_up(Server& server, const json::object& body) {
  return to_answer(server.send(a_call(body)));
}

}  // namespace

TEST_CASE("POST /api/console/setup makes the first administrator, who then signs in") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    const auto code = open_door(server);
    CHECK(code.size() == 24);
    auto body = a_body(code);
    body["name"] = "Ann";
    body["primaryEmail"] = "Ann@Example.com";
    const auto made = set_up(server, body);
    REQUIRE(made.status() == 201);
    CHECK(made.members() == "id username");
    CHECK(made.text("username") == "ann");
    const auto user = run_task(installation.users.find(UserId(made.text("id"))));
    REQUIRE(user);
    CHECK(user->name == "Ann");
    CHECK(user->primary_email == "ann@example.com");
    const auto tokens = installation.sign_in("ann", api_of_default);
    CHECK(installation.get(Site{}, tokens.text("access_token"), "/users").status() == 200);

    // Once.
    const auto again = set_up(server, a_body(code, "ben"));
    CHECK(again.status() == 404);
    CHECK(again.text("code") == "console.setup_closed");
  });
}

TEST_CASE("POST /api/console/setup writes the audit log and tells the webhooks") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    const TenantId admin("admin");
    const storage::HookStore hooks(*server.database, server.vault, admin);
    installation.commit(hooks.insert(
        {.id = HookId("hook"),
         .name = "people",
         .events = {"User.Created"},
         .config = {{"url", "https://hooks.example/"}},
         .signing_key = Secret("key"),
         .created_at = server.clock.now()}
    ));
    const auto made = set_up(server, a_body(open_door(server)));
    REQUIRE(made.status() == 201);
    const auto lines = run_task(storage::LogStore(*server.database, admin).list(10));
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().key == "Console.Setup");
    CHECK(lines.front().payload.find(made.text("id")) != std::string::npos);
    CHECK(lines.front().payload.find(good_password) == std::string::npos);
    const auto messages = run_task(
        storage::OutboxStore(*server.database, admin)
            .list_due(
                {.kind = std::string(storage::webhook_kind), .now = server.clock.now(), .limit = 10}
            )
    );
    REQUIRE(messages.size() == 1);
    CHECK(messages.front().payload.find("User.Created") != std::string::npos);
  });
}

TEST_CASE("POST /api/console/setup lets one of twenty in") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    const auto code = open_door(server);
    boost::asio::io_context loop(1);
    int made = 0;
    int closed = 0;
    for (int i = 0; i < 20; ++i) {
      boost::asio::co_spawn(
          loop.get_executor(),
          server.door->handle(a_call(a_body(code, "user" + std::to_string(i)))),
          [&](std::exception_ptr error, http::Response response) {
            CHECK(!error);
            made += response.status == 201 ? 1 : 0;
            closed += to_answer(response).text("code") == "console.setup_closed" ? 1 : 0;
          }
      );
    }
    loop.run();
    CHECK(made == 1);
    CHECK(closed == 19);
    CHECK(run_task(installation.users.list(100, 0)).size() == 1);
  });
}

TEST_CASE("POST /api/console/setup refuses another code, and says nothing else then") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    const auto code = open_door(server);
    for (const auto& wrong :
         std::vector<std::string>{code.substr(1), code + "a", std::string(24, 'A')}) {
      const auto refused = set_up(server, a_body(wrong, "not a name"));
      CHECK(refused.status() == 403);
      CHECK(refused.text("code") == "console.setup_code_invalid");
    }
    CHECK(set_up(server, {{"username", "ann"}}).text("code") == "guard.invalid_input");
    // Another server's vault key makes another code of the same row.
    const storage::Vault other(Secret(std::string(32, 'x')), server.random);
    const auto theirs =
        run_task(experience::prepare_console_setup(*server.database, other, server.random));
    CHECK(theirs->reveal() != code);
    CHECK(set_up(server, a_body(theirs->reveal())).status() == 403);
    auto foreign = a_call(a_body(code));
    for (auto& header : foreign.headers) {
      if (header.name == "origin") header.value = "https://evil.example";
    }
    CHECK(server.send(std::move(foreign)).status == 403);
    CHECK(run_task(installation.users.list(100, 0)).empty());
  });
}

TEST_CASE("POST /api/console/setup checks the account as a registration does") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    const auto code = open_door(server);
    const struct {
      const char* member;
      std::string value;
      int status;
      const char* error;
    } cases[] = {
        {"username", "not a name", 422, "user.username_invalid_charset_hard"},
        {"username", "", 400, "guard.invalid_input"},
        {"password", "short", 422, "password.rejected"},
        {"password", "password1", 422, "password.rejected"},
        {"password", std::string(2000, 'x'), 400, "guard.invalid_input"},
        {"primaryEmail", "nobody", 400, "guard.invalid_input"},
        {"name", std::string(200, 'x'), 400, "guard.invalid_input"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.member);
      CAPTURE(one.value);
      auto body = a_body(code);
      body[one.member] = one.value;
      const auto refused = set_up(server, body);
      CHECK(refused.status() == one.status);
      CHECK(refused.text("code") == one.error);
    }
    installation.insert_visitor("ann");
    const auto taken = set_up(server, a_body(code));
    CHECK(taken.status() == 422);
    CHECK(taken.text("code") == "user.username_already_in_use");
    // The door has stayed open.
    auto body = a_body(code, "ben");
    body["name"] = "";
    body["primaryEmail"] = nullptr;
    CHECK(set_up(server, body).status() == 201);
  });
}

TEST_CASE("the setup door is closed while there is an administrator, and has another code later") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    const auto first = open_door(server);
    CHECK(open_door(server) == first);
    installation.insert_administrator("ann");
    CHECK(set_up(server, a_body(first, "ben")).status() == 404);
    CHECK(open_door(server).empty());
    installation.commit(
        installation.users.update_suspension(UserId("ann"), true, server.clock.now())
    );
    // Not before a server starts.
    CHECK(set_up(server, a_body(first, "ben")).status() == 404);
    const auto second = open_door(server);
    CHECK(second.size() == 24);
    CHECK(second != first);
    CHECK(set_up(server, a_body(first, "ben")).status() == 403);
    CHECK(set_up(server, a_body(second, "ben")).status() == 201);
  });
}

TEST_CASE("the setup door is at the admin endpoint only") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    const auto code = open_door(server);
    CHECK(server.send(a_call(a_body(code), Site{})).status == 404);
    CHECK_FALSE(error_phrase("console.setup_closed", Language::ko).empty());
  });
}

}  // namespace daemun::flows
