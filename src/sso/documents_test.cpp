#include "sso/documents.h"

#include "base/task_loop.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "sso/test_http.h"

namespace daemun::sso {
namespace {

struct Library {
  // The body, or "-".
  std::string read(Freshness freshness = Freshness::kept, std::string url = "https://id.example") {
    Document document{
        .request = {.url = std::move(url)},
        .is_good = [](const net::Response& response) { return response.body != "bad"; }};
    const auto outcome = run_task(documents.fetch(std::move(document), freshness));
    return outcome ? outcome->body : "-";
  }

  FakeClock clock;
  test::PreparedHttp http;
  Documents documents{http, clock};
};

TEST_CASE("documents are asked for once in ten minutes, with a bound on the time") {
  Library library;
  library.http.say("one");
  CHECK(library.read() == "one");
  library.http.say("two");
  CHECK(library.read() == "one");
  CHECK(library.http.requests.size() == 1);
  CHECK(library.http.requests[0].timeout == Documents::timeout);
  library.clock.advance(Documents::kept_for);
  CHECK(library.read() == "two");
}

TEST_CASE("documents that an administrator wants now are asked for now") {
  Library library;
  library.http.say("one");
  CHECK(library.read() == "one");
  library.http.say("two");
  CHECK(library.read(Freshness::fetched) == "two");
  CHECK(library.read() == "two");
  library.http.be_down();
  CHECK(library.read(Freshness::fetched) == "-");
  CHECK(library.read() == "two");
}

TEST_CASE("a kept document stands in for a provider that is down or broken, for a day") {
  Library library;
  library.http.say("one");
  library.read();
  library.clock.advance(Documents::kept_for);
  library.http.be_down();
  CHECK(library.read() == "one");
  library.http.say("bad");
  library.clock.advance(Documents::failure_kept_for);
  CHECK(library.read() == "one");
  library.http.say("gone", 404);
  library.clock.advance(Documents::usable_for);
  CHECK(library.read() == "gone");
  library.http.be_down();
  library.clock.advance(Documents::failure_kept_for);
  CHECK(library.read() == "-");
}

TEST_CASE("a provider that is down is asked once in ten seconds") {
  Library library;
  library.http.be_down();
  CHECK(library.read() == "-");
  CHECK(library.read() == "-");
  CHECK(library.http.requests.size() == 1);
  library.http.say("one");
  library.clock.advance(Documents::failure_kept_for);
  CHECK(library.read() == "one");
}

// Asks again while its first request is on the way.
class SlowProvider final : public net::TaskHttpClient {
 public:
  Task<Result<net::Response, net::HttpError>> send(net::Request) override {
    if (++requests == 1 && meanwhile) meanwhile();
    co_return net::Response{.status = 200, .body = "one"};
  }

  std::function<void()> meanwhile;
  int requests = 0;
};

int pauses = 0;
Task<void> count_pause(Milliseconds) {
  ++pauses;
  co_return;
}

TEST_CASE("a provider is asked by one caller at a time, and the others wait for a while") {
  FakeClock clock;
  SlowProvider http;
  Documents documents(http, clock, count_pause);
  const auto fetch = [&] {
    Document document{
        .request = {.url = "https://id.example"}, .is_good = [](const auto&) { return true; }};
    return run_task(documents.fetch(std::move(document), Freshness::kept));
  };
  pauses = 0;
  Result<net::Response, net::HttpError> second = net::Response{};
  http.meanwhile = [&] { second = fetch(); };
  CHECK(fetch()->body == "one");
  CHECK(http.requests == 1);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == net::HttpError::Code::timed_out);
  CHECK(pauses > 0);
  CHECK(fetch()->body == "one");
}

TEST_CASE("documents are kept up to a number") {
  Library library;
  library.http.say("one");
  for (std::size_t i = 0; i <= Documents::max_kept; ++i) {
    library.read(Freshness::kept, "https://id.example/" + std::to_string(i));
    library.clock.advance(Seconds{1});
  }
  library.http.requests.clear();
  library.read(Freshness::kept, "https://id.example/1");
  CHECK(library.http.requests.empty());
  library.read(Freshness::kept, "https://id.example/0");
  CHECK(library.http.requests.size() == 1);
}

}  // namespace
}  // namespace daemun::sso
