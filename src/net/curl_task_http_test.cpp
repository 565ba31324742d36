#include "net/curl_task_http.h"

#include "net/send_all.h"
#include "net/test_server.h"

#include <doctest/doctest.h>

#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace daemun::net {
namespace {

using test::an_answer;
using test::TestServer;

std::string outcome(const Result<Response, HttpError>& result) {
  return result ? result->body : std::string(to_string(result.error().code));
}

Task<void> fetch(TaskHttpClient& http, std::string url, std::string& found) {
  Request request;
  request.url = std::move(url);
  const auto response = co_await http.send(std::move(request));
  found = outcome(response);
}

Task<void> fetch_shared(TaskHttpClient& http, std::string url, std::string& found) {
  Request request;
  request.url = std::move(url);
  request.urgency = Urgency::shared;
  const auto response = co_await http.send(std::move(request));
  found = outcome(response);
}

TEST_CASE("send resumes each caller on its own loop") {
  TestServer server([](const std::string& request) { return an_answer(request.substr(4, 2)); });
  CurlTaskHttp http({.max_concurrent = 2});
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] {
      run_task(fetch(http, server.url("/" + std::to_string(i)), found[i]));
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(found == std::vector<std::string>{"/0", "/1", "/2", "/3"});
}

TEST_CASE("send refuses what the transport refuses") {
  CurlTaskHttp http({.max_concurrent = 1});
  std::string found;
  run_task(fetch(http, "ftp://a/", found));
  CHECK(found == "invalid_url");
}

TEST_CASE("send lets a request that many wait for pass those that are slow") {
  std::latch has_request(1);
  TestServer server([&](const std::string& request) -> std::optional<std::string> {
    if (request.starts_with("GET /keys")) return an_answer("keys");
    has_request.count_down();
    return std::nullopt;
  });
  auto http = std::make_unique<CurlTaskHttp>(CurlSettings{.max_concurrent = 1});
  boost::asio::io_context loop(1);
  std::string slow;
  boost::asio::co_spawn(
      loop.get_executor(), fetch(*http, server.url("/slow"), slow), [](std::exception_ptr) {}
  );
  loop.poll();
  has_request.wait();
  std::string keys;
  run_task(fetch_shared(*http, server.url("/keys"), keys));
  CHECK(keys == "keys");
  CHECK(slow.empty());
  http.reset();
  loop.run();
}

TEST_CASE("send runs as many requests at once as it may") {
  constexpr std::ptrdiff_t count = 12;
  std::latch all(count);
  TestServer server([&](const std::string&) {
    // Each waits for all the others.
    all.arrive_and_wait();
    return an_answer("done");
  });
  CurlTaskHttp http;
  std::vector<std::string> found(count);
  boost::asio::io_context loop(1);
  for (std::string& one : found) {
    auto task = fetch(http, server.url(), one);
    boost::asio::co_spawn(loop.get_executor(), std::move(task), [](std::exception_ptr) {});
  }
  loop.run();
  CHECK(found == std::vector<std::string>(count, "done"));
}

TEST_CASE("send lets a bounded number wait, and the end of the client ends them all") {
  std::latch has_request(1);
  TestServer server([&](const std::string&) -> std::optional<std::string> {
    has_request.count_down();
    return std::nullopt;
  });
  auto http = std::make_unique<CurlTaskHttp>(CurlSettings{.max_concurrent = 1}, 1);
  boost::asio::io_context loop(1);
  std::vector<std::string> found(3);
  const auto start = [&](std::string& outcome_of_it) {
    auto task = fetch(*http, server.url(), outcome_of_it);
    boost::asio::co_spawn(loop.get_executor(), std::move(task), [](std::exception_ptr) {});
    loop.poll();
  };
  start(found[0]);
  has_request.wait();
  start(found[1]);
  start(found[2]);
  CHECK(found == std::vector<std::string>{"", "", "connect_failed"});
  http.reset();
  loop.run();
  CHECK(found == std::vector<std::string>{"connect_failed", "connect_failed", "connect_failed"});
  CHECK(server.requests() == 1);
}

TEST_CASE("send gives up at its timeout while others have all connections") {
  std::latch has_request(1);
  TestServer server([&](const std::string&) -> std::optional<std::string> {
    has_request.count_down();
    return std::nullopt;
  });
  auto http = std::make_unique<CurlTaskHttp>(CurlSettings{.max_concurrent = 1});
  boost::asio::io_context loop(1);
  std::string slow;
  boost::asio::co_spawn(
      loop.get_executor(), fetch(*http, server.url(), slow), [](std::exception_ptr) {}
  );
  loop.poll();
  has_request.wait();
  Request request;
  request.url = server.url();
  request.timeout = Milliseconds(50);
  CHECK(outcome(run_task(http->send(std::move(request)))) == "timed_out");
  CHECK(slow.empty());
  http.reset();
  loop.run();
}

TEST_CASE("send_all gives the answers in the order of its requests, errors among them") {
  TestServer server([](const std::string& request) { return an_answer(request.substr(4, 2)); });
  CurlTaskHttp http;
  std::vector<Request> requests(3);
  requests[0].url = server.url("/0");
  requests[1].url = "nonsense";
  requests[2].url = server.url("/2");
  const auto answers = run_task(send_all(http, std::move(requests)));
  REQUIRE(answers.size() == 3);
  CHECK(outcome(answers[0]) == "/0");
  CHECK(outcome(answers[1]) == "invalid_url");
  CHECK(outcome(answers[2]) == "/2");
  CHECK(run_task(send_all(http, {})).empty());
}

}  // namespace
}  // namespace daemun::net
