#include "daemun/auth/web/access.h"

#include "daemun/auth/id_token.h"
#include "daemun/auth/web/test_failing_store.h"
#include "daemun/auth/web/test_world.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include <deque>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace daemun::auth {

using test::outcome;
using test::World;

namespace {

const std::string api = "https://shopping.your-app.com/api";

std::size_t token_requests(const World& world) {
  std::size_t count = 0;
  for (const Request& request : world.fake.requests())
    if (request.url == test::token_url) ++count;
  return count;
}

std::string field_of(const Request& request, std::string_view name) {
  const auto form = parse_form(request.body);
  return form ? std::string(form->find(name).value_or("")) : "";
}

const Request& last_token_request(const World& world) {
  const Request* last = nullptr;
  for (const Request& request : world.fake.requests())
    if (request.url == test::token_url) last = &request;
  REQUIRE(last != nullptr);
  return *last;
}

// Of the sign-in's ID token.
std::string nonce_of(World& world) {
  const auto id_token = restore_id_token(world.session()->tokens.id_token.reveal());
  REQUIRE(id_token);
  return std::string(id_token->claims.nonce().value_or(""));
}

AuthSettings with_store(std::shared_ptr<SessionStore> store = std::make_shared<MemoryStore>()) {
  AuthSettings settings = test::a_setting();
  settings.session.store = std::move(store);
  settings.lease_poll = Milliseconds(1);
  return settings;
}

// Asks for a token on the loop, and passes on the token or why there is none.
void begin_access(
    boost::asio::io_context& loop,
    World& world,
    Visit& visit,
    const std::string& resource,
    std::function<void(std::string)> take
) {
  auto take_result = [take = std::move(take)](
                         std::exception_ptr, std::optional<Result<Secret, AuthError>> token
                     ) { take(token && *token ? (*token)->reveal() : outcome(*token)); };
  boost::asio::co_spawn(
      loop.get_executor(),
      to_optional_task(world.auth.async_access_token(visit, resource)),
      std::move(take_result)
  );
}

}  // namespace

TEST_CASE("access_token gives the session's own while it is good") {
  World world;
  world.sign_in();
  Visit visit = world.visit();
  CHECK(world.auth.access_token(visit)->reveal() == "access-1");
  CHECK(token_requests(world) == 1);
  CHECK(visit.set_cookies.empty());
}

TEST_CASE("access_token renews a token before it expires, and the browser gets the new session") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600 - 59));
  world.answer_tokens({{"access_token", "access-2"}, {"refresh_token", "refresh-2"}});
  Visit visit = world.visit();
  CHECK(world.auth.access_token(visit)->reveal() == "access-2");
  CHECK(field_of(last_token_request(world), "grant_type") == "refresh_token");
  CHECK(field_of(last_token_request(world), "refresh_token") == "refresh-1");
  world.browser.take(visit.headers());
  const auto session = world.session();
  REQUIRE(session);
  CHECK(session->tokens.refresh_token.reveal() == "refresh-2");
  CHECK(session->generation == 1);
  // Without a new ID token the old one stays for the sign-out.
  CHECK_FALSE(session->tokens.id_token.empty());
}

TEST_CASE("access_token for an API asks once and keeps it in the session") {
  World world;
  world.sign_in();
  world.answer_tokens({{"access_token", "api-1"}, {"refresh_token", "refresh-2"}});
  Visit visit = world.visit();
  CHECK(world.auth.access_token(visit, api)->reveal() == "api-1");
  CHECK(field_of(last_token_request(world), "resource") == api);
  CHECK(world.auth.access_token(visit, api)->reveal() == "api-1");
  world.browser.take(visit.headers());
  Visit next = world.visit();
  CHECK(world.auth.access_token(next, api)->reveal() == "api-1");
  CHECK(token_requests(world) == 2);
  // The one for userinfo is another.
  CHECK(world.auth.access_token(next)->reveal() == "access-1");
}

TEST_CASE("organization_token asks for that organization") {
  World world;
  world.sign_in();
  world.answer_tokens({{"access_token", "org-1"}});
  Visit visit = world.visit();
  CHECK(world.auth.organization_token(visit, "o1")->reveal() == "org-1");
  CHECK(field_of(last_token_request(world), "organization_id") == "o1");
  CHECK(field_of(last_token_request(world), "resource") == "");
  world.answer_tokens({{"access_token", "org-api"}});
  CHECK(world.auth.organization_token(visit, "o1", api)->reveal() == "org-api");
  CHECK(field_of(last_token_request(world), "resource") == api);
  CHECK(world.auth.organization_token(visit, "o1")->reveal() == "org-1");
}

TEST_CASE("Requests that still carry the old cookie get the new tokens without a second refresh") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600));
  world.answer_tokens({{"access_token", "access-2"}, {"refresh_token", "refresh-2"}});
  Visit first = world.visit();
  CHECK(world.auth.access_token(first));
  Visit second = world.visit();
  CHECK(world.auth.access_token(second)->reveal() == "access-2");
  CHECK(token_requests(world) == 2);
  // And the browser gets them again, whichever answer comes last.
  world.browser.take(second.headers());
  CHECK(world.session()->tokens.refresh_token.reveal() == "refresh-2");
}

TEST_CASE("Fifty requests at once cause one refresh") {
  for (const bool has_store : {false, true}) {
    CAPTURE(has_store);
    World world(has_store ? with_store() : test::a_setting());
    world.sign_in();
    world.clock->advance(Seconds(3600));
    world.answer_tokens({{"access_token", "access-2"}, {"refresh_token", "refresh-2"}});
    world.answer_tokens({{"access_token", "api-1"}, {"refresh_token", "refresh-3"}});
    world.http->is_holding = true;

    std::deque<Visit> visits;
    std::multiset<std::string> tokens;
    boost::asio::io_context loop(1);
    for (int i = 0; i < 50; ++i) {
      Visit& visit = visits.emplace_back(world.visit());
      begin_access(loop, world, visit, i % 2 == 0 ? "" : api, [&](std::string token) {
        tokens.insert(std::move(token));
      });
    }
    loop.poll();
    CHECK(world.http->held() == 1);
    world.http->release();
    loop.run();
    CHECK(tokens.count("access-2") == 25);
    CHECK(tokens.count("api-1") == 25);
    // One for each kind of token, one after the other: the second with the first's refresh token.
    CHECK(token_requests(world) == 3);
    CHECK(field_of(last_token_request(world), "refresh_token") == "refresh-2");
  }
}

TEST_CASE("A refresh waits for another process's, and takes what that brought") {
  auto store = std::make_shared<MemoryStore>();
  World world(with_store(store));
  world.sign_in();
  world.clock->advance(Seconds(3600));
  Visit visit = world.visit();
  const std::string lease = "refresh:" + visit.kept->key;
  REQUIRE(store->try_lock(lease, "other", world.clock->now(), world.clock->now() + Seconds(30)));

  boost::asio::io_context loop(1);
  std::string got;
  begin_access(loop, world, visit, "", [&](std::string token) { got = std::move(token); });
  loop.poll();
  CHECK(got.empty());
  // The other process has its own flights, and the same store and secrets.
  AuthParts parts = world.parts();
  AuthSettings settings = with_store(store);
  store->unlock(lease, "other");
  const Auth other(settings, parts);
  world.fake.answer(
      test::issuer + "/.well-known/openid-configuration",
      make_json_response(json::serialize(test::a_document()))
  );
  world.answer_tokens({{"access_token", "access-2"}, {"refresh_token", "refresh-2"}});
  Visit others = other.visit(world.browser.get("/"));
  CHECK(other.access_token(others)->reveal() == "access-2");
  loop.run();
  CHECK(got == "access-2");
  CHECK(token_requests(world) == 2);
}

TEST_CASE("A refresh that the provider refuses signs the user out") {
  for (const bool has_store : {false, true}) {
    CAPTURE(has_store);
    World world(has_store ? with_store() : test::a_setting());
    world.sign_in();
    world.clock->advance(Seconds(3600));
    world.fake.answer(test::token_url, make_json_response(R"({"error":"invalid_grant"})", 400));
    Visit visit = world.visit();
    CHECK(outcome(world.auth.access_token(visit)) == "refused_by_provider invalid_grant");
    CHECK(visit.session() == nullptr);
    world.browser.take(visit.headers());
    CHECK_FALSE(world.browser.has("__Host-daemun.session"));
    CHECK_FALSE(world.session());
  }
}

TEST_CASE("A provider in trouble costs nobody their session") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600));
  world.fake.fail(test::token_url, {HttpError::Code::timed_out, "no answer in time"});
  Visit visit = world.visit();
  CHECK(outcome(world.auth.access_token(visit)) == "not_reachable");
  CHECK(visit.session() != nullptr);
  world.answer_tokens({{"access_token", "access-2"}});
  CHECK(world.auth.access_token(visit)->reveal() == "access-2");
}

TEST_CASE("A token that is still good is used when its early refresh fails") {
  for (const bool has_store : {false, true}) {
    CAPTURE(has_store);
    World world(has_store ? with_store() : test::a_setting());
    world.sign_in();
    world.clock->advance(Seconds(3600 - 59));
    world.fake.answer(test::token_url, make_json_response("{}", 503));
    Visit visit = world.visit();
    CHECK(world.auth.access_token(visit)->reveal() == "access-1");
    CHECK(world.last_error() == "provider_unavailable");
    // The provider is left alone for a while.
    CHECK(world.auth.access_token(visit)->reveal() == "access-1");
    CHECK(token_requests(world) == 2);
    world.clock->advance(Seconds(5));
    world.answer_tokens({{"access_token", "access-2"}});
    CHECK(world.auth.access_token(visit)->reveal() == "access-2");
  }
}

TEST_CASE("fetch_user_info goes on with a token that is still good when its early refresh fails") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600 - 59));
  world.fake.fail(test::token_url, {HttpError::Code::timed_out, "no answer in time"});
  world.fake.answer(test::issuer + "/me", make_json_response(R"({"sub":"user"})"));
  Visit visit = world.visit();
  CHECK(world.auth.fetch_user_info(visit));
}

TEST_CASE("An early refresh that the provider refuses still signs the user out") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600 - 59));
  world.fake.answer(test::token_url, make_json_response(R"({"error":"invalid_grant"})", 400));
  Visit visit = world.visit();
  CHECK(outcome(world.auth.access_token(visit)) == "refused_by_provider invalid_grant");
  CHECK(visit.session() == nullptr);
}

TEST_CASE("A token that lives for a minute is not renewed at each call") {
  World world;
  world.sign_in({}, {{"expires_in", 60}});
  for (int i = 0; i < 10; ++i) {
    Visit visit = world.visit();
    CHECK(world.auth.access_token(visit)->reveal() == "access-1");
  }
  CHECK(token_requests(world) == 1);
  world.clock->advance(Seconds(46));
  world.answer_tokens({{"access_token", "access-2"}, {"expires_in", 60}});
  Visit visit = world.visit();
  CHECK(world.auth.access_token(visit)->reveal() == "access-2");

  // And so is one for an API.
  world.answer_tokens({{"access_token", "api-1"}, {"expires_in", 60}});
  CHECK(world.auth.access_token(visit, api)->reveal() == "api-1");
  world.browser.take(visit.headers());
  Visit next = world.visit();
  CHECK(world.auth.access_token(next, api)->reveal() == "api-1");
  CHECK(token_requests(world) == 3);
}

TEST_CASE("A refresh takes no other user's ID token") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600));
  const std::string token = world.id_token(nonce_of(world), {{"sub", "somebody else"}});
  world.answer_tokens({{"access_token", "access-2"}, {"id_token", token}});
  Visit visit = world.visit();
  CHECK(outcome(world.auth.access_token(visit)) == "wrong_subject");
  CHECK(visit.session()->tokens.access_token.reveal() == "access-1");
}

TEST_CASE("A refresh keeps the new refresh token when the ID token beside it cannot be checked") {
  for (const bool has_store : {false, true}) {
    CAPTURE(has_store);
    World world(has_store ? with_store() : test::a_setting());
    world.sign_in();
    world.clock->advance(std::chrono::hours(48));
    const std::string token = world.id_token(nonce_of(world));
    Request for_keys;
    for_keys.url = test::issuer + "/jwks";
    while (world.fake.send(for_keys))
      continue;
    world.answer_tokens(
        {{"access_token", "access-2"}, {"refresh_token", "refresh-2"}, {"id_token", token}}
    );
    Visit visit = world.visit();
    CHECK(outcome(world.auth.access_token(visit)) == "not_reachable");
    world.browser.take(visit.headers());
    CHECK(world.session()->tokens.refresh_token.reveal() == "refresh-2");
    CHECK(world.session()->tokens.access_token.reveal() == "access-1");
    world.answer_tokens({{"access_token", "access-3"}});
    Visit next = world.visit();
    CHECK(world.auth.access_token(next)->reveal() == "access-3");
    CHECK(field_of(last_token_request(world), "refresh_token") == "refresh-2");
  }
}

TEST_CASE("A refresh keeps nothing that came with another user's ID token") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600));
  const std::string token = world.id_token(nonce_of(world), {{"sub", "somebody else"}});
  world.answer_tokens(
      {{"access_token", "access-2"}, {"refresh_token", "refresh-2"}, {"id_token", token}}
  );
  Visit visit = world.visit();
  CHECK(outcome(world.auth.access_token(visit)) == "wrong_subject");
  CHECK(visit.session()->tokens.refresh_token.reveal() == "refresh-1");
}

TEST_CASE("A sign-out is not undone by a refresh that is under way") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600));
  world.http->is_holding = true;
  Visit visit = world.visit();
  boost::asio::io_context loop(1);
  std::string got;
  begin_access(loop, world, visit, "", [&](std::string token) { got = std::move(token); });
  loop.poll();
  world.fake.answer(test::issuer + "/token/revocation", Response{.status = 200});
  CHECK(world.post("/api/auth/signout").status == 303);
  world.answer_tokens({{"access_token", "access-2"}, {"refresh_token", "refresh-2"}});
  world.http->release();
  loop.restart();
  loop.run();
  CHECK(got == "session_ended");
  world.browser.take(visit.headers());
  CHECK_FALSE(world.browser.has("__Host-daemun.session"));
}

TEST_CASE("A refusal for one API fails nobody who waits for another token") {
  World world;
  world.sign_in();
  world.clock->advance(Seconds(3600));
  world.http->is_holding = true;
  Visit for_api = world.visit();
  Visit for_user = world.visit();
  boost::asio::io_context loop(1);
  std::vector<std::string> got;
  const auto begin = [&](Visit& visit, const std::string& resource) {
    begin_access(loop, world, visit, resource, [&](std::string token) {
      got.push_back(std::move(token));
    });
    loop.poll();
    loop.restart();
  };
  begin(for_api, api);
  begin(for_user, "");
  world.fake.answer(test::token_url, make_json_response(R"({"error":"invalid_target"})", 400));
  world.answer_tokens({{"access_token", "access-2"}});
  world.http->release();
  loop.run();
  CHECK(got == std::vector<std::string>{"refused_by_provider invalid_target", "access-2"});
}

TEST_CASE("A refresh keeps the new tokens although the app's jwt throws") {
  for (const bool has_store : {false, true}) {
    CAPTURE(has_store);
    bool is_broken = false;
    AuthSettings settings = has_store ? with_store() : test::a_setting();
    settings.callbacks.jwt = [&](json::object&, const Account&) {
      if (is_broken) throw std::runtime_error("the app's database is down");
    };
    World world(settings);
    world.sign_in();
    world.clock->advance(Seconds(3600));
    world.answer_tokens({{"access_token", "access-2"}, {"refresh_token", "refresh-2"}});
    is_broken = true;
    Visit visit = world.visit();
    CHECK_THROWS_AS((void)world.auth.access_token(visit), std::runtime_error);
    is_broken = false;
    Visit next = world.visit();
    CHECK(world.auth.access_token(next)->reveal() == "access-2");
    CHECK(next.session()->tokens.refresh_token.reveal() == "refresh-2");
    CHECK(token_requests(world) == 2);
  }
}

TEST_CASE("A refresh that could not be stored is stored by the next one") {
  auto store = std::make_shared<test::FailingStore>();
  World world(with_store(store));
  world.sign_in();
  world.clock->advance(Seconds(3600));
  world.answer_tokens({{"access_token", "access-2"}, {"refresh_token", "refresh-2"}});
  Visit visit = world.visit();
  std::string error;
  SUBCASE("the store is down") {
    store->is_updatable = false;
    error = "store_unavailable";
  }
  SUBCASE("others are always faster") {
    store->conflicts = 5;
    error = "session_busy";
  }
  CHECK(outcome(world.auth.access_token(visit)) == error);
  CHECK(visit.session() != nullptr);
  store->is_updatable = true;
  Visit next = world.visit();
  CHECK(world.auth.access_token(next)->reveal() == "access-2");
  CHECK(world.session()->tokens.refresh_token.reveal() == "refresh-2");
  CHECK(token_requests(world) == 2);
}

TEST_CASE("An early refresh that is refused leaves the provider to others, and is not repeated") {
  World world;
  world.sign_in();
  const test::Browser first = world.browser;
  world.browser = {};
  world.sign_in();
  world.clock->advance(Seconds(3600 - 59));
  world.fake.answer(test::token_url, make_json_response(R"({"error":"invalid_target"})", 400));
  Visit visit = world.auth.visit(first.get("/"));
  CHECK(world.auth.access_token(visit)->reveal() == "access-1");
  CHECK(world.auth.access_token(visit)->reveal() == "access-1");
  CHECK(token_requests(world) == 3);
  world.answer_tokens({{"access_token", "access-2"}});
  Visit other = world.visit();
  CHECK(world.auth.access_token(other)->reveal() == "access-2");
}

TEST_CASE("A refresh brings the user's new name and calls the app's jwt") {
  AuthSettings settings = test::a_setting();
  settings.callbacks.jwt = [](json::object& token, const Account& account) {
    token["accessToken"] = account.tokens.access_token.reveal();
  };
  World world(settings);
  world.sign_in();
  world.clock->advance(Seconds(3600));
  const std::string token = world.id_token(nonce_of(world), {{"name", "Mina Lee"}});
  world.answer_tokens({{"access_token", "access-2"}, {"id_token", token}});
  Visit visit = world.visit();
  REQUIRE(world.auth.access_token(visit));
  CHECK(visit.session()->user.at("name") == "Mina Lee");
  CHECK(visit.session()->token.at("accessToken") == "access-2");
}

TEST_CASE("access_token says why there is none") {
  World world;
  Visit nobody = world.visit();
  CHECK(outcome(world.auth.access_token(nobody)) == "no_session");
  world.sign_in({}, {{"refresh_token", nullptr}});
  Visit visit = world.visit();
  // Without a refresh token the last minute of an access token is worth having.
  world.clock->advance(Seconds(3600 - 30));
  CHECK(world.auth.access_token(visit)->reveal() == "access-1");
  CHECK(outcome(world.auth.access_token(visit, api)) == "no_refresh_token");
  world.clock->advance(Seconds(30));
  CHECK(outcome(world.auth.access_token(visit)) == "no_refresh_token");
  CHECK(visit.session() != nullptr);
}

TEST_CASE("access_token notices a session that was ended elsewhere") {
  auto store = std::make_shared<MemoryStore>();
  World world(with_store(store));
  world.sign_in();
  Visit visit = world.visit();
  store->remove(visit.kept->key);
  CHECK(outcome(world.auth.access_token(visit, api)) == "session_ended");
  CHECK(visit.session() == nullptr);
}

TEST_CASE("fetch_user_info asks with the session's token, and takes no other user's answer") {
  World world;
  world.sign_in();
  const std::string url = test::issuer + "/me";
  world.fake.answer(url, make_json_response(R"({"sub":"user","custom_data":{"theme":"dark"}})"));
  Visit visit = world.visit();
  const auto info = world.auth.fetch_user_info(visit);
  REQUIRE(info);
  CHECK(find_object(info->claims, "custom_data")->at("theme") == "dark");
  CHECK(*find_header(world.fake.requests().back().headers, "Authorization") == "Bearer access-1");
  world.fake.answer(url, make_json_response(R"({"sub":"other"})"));
  CHECK(outcome(world.auth.fetch_user_info(visit)) == "wrong_subject");
}

}  // namespace daemun::auth
