// The cost of each request to a guarded API.
#include "daemun/auth/web/guard.h"
#include "daemun/auth/web/test_api.h"

#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

const Requirement requirement{.scopes = {"read"}, .organization = {}};

GuardSettings settings(std::size_t max_cached) {
  GuardSettings made;
  made.audience = test::api;
  made.max_cached = max_cached;
  return made;
}

// As an app's framework gives it: the token among other headers.
Request a_request(const std::string& token) {
  Request request = test::a_request("Bearer " + token);
  for (const char* name : {"Host", "Accept", "User-Agent", "Accept-Encoding", "X-Request-Id"})
    request.headers.push_back({name, "some words of text"});
  return request;
}

void require_accepted(const Result<AccessToken, Challenge>& token) {
  if (!token) throw std::runtime_error("the token is refused");
}

// More than a key remembers the signatures of, so that each is looked at anew.
constexpr std::size_t many = 10'000;

// Whose tokens all differ.
std::vector<Request> some_requests(std::size_t count) {
  std::vector<Request> requests;
  for (std::size_t i = 0; i < count; ++i)
    requests.push_back(a_request(test::a_jwt()));
  return requests;
}

struct Case {
  std::size_t tokens;
  std::size_t max_cached;
};
constexpr Case cached{.tokens = 1, .max_cached = 10};
constexpr Case fresh{.tokens = many, .max_cached = 0};

void check(benchmark::State& state, Case measured) {
  test::Api api(settings(measured.max_cached));
  api.fake.answer(test::issuer + "/jwks", test::a_key_set());
  const auto requests = some_requests(measured.tokens);
  require_accepted(api.guard.check(requests.front(), requirement));
  std::size_t next = 0;
  for (auto _ : state) {
    auto token = api.guard.check(requests[next], requirement);
    benchmark::DoNotOptimize(token);
    next = (next + 1) % requests.size();
  }
}
BENCHMARK_CAPTURE(check, cached_jwt, cached);
BENCHMARK_CAPTURE(check, fresh_es256_jwt, fresh);

Task<void> check_all(Guard& guard, const std::vector<Request>& requests, benchmark::State& state) {
  std::size_t next = 0;
  for (auto _ : state) {
    auto task = guard.async_check(requests[next], requirement);
    auto token = co_await std::move(task);
    benchmark::DoNotOptimize(token);
    next = (next + 1) % requests.size();
  }
}

// On a loop that is there already, as in an asynchronous app.
void async_check(benchmark::State& state, Case measured) {
  test::Api api(settings(measured.max_cached));
  api.fake.answer(test::issuer + "/jwks", test::a_key_set());
  const auto requests = some_requests(measured.tokens);
  require_accepted(api.guard.check(requests.front(), requirement));
  run_task(check_all(api.guard, requests, state));
}
BENCHMARK_CAPTURE(async_check, cached_jwt, cached);
BENCHMARK_CAPTURE(async_check, fresh_es256_jwt, fresh);

// With ten thousand tokens in the cache, of which any may come.
void check_one_of_many(benchmark::State& state) {
  test::Api api(settings(many));
  api.fake.answer(test::issuer + "/jwks", test::a_key_set());
  const auto requests = some_requests(many);
  for (const Request& request : requests)
    require_accepted(api.guard.check(request, requirement));
  std::size_t next = 0;
  for (auto _ : state) {
    auto token = api.guard.check(requests[next], requirement);
    benchmark::DoNotOptimize(token);
    next = (next + 7919) % requests.size();
  }
}
BENCHMARK(check_one_of_many);

}  // namespace
}  // namespace daemun::auth
