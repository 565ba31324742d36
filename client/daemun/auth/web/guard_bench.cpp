// What each request to a guarded API pays for.
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

void check(benchmark::State& state, std::size_t max_cached) {
  test::Api api(settings(max_cached));
  api.fake.answer(test::issuer + "/jwks", test::a_key_set());
  const Request request = a_request(test::a_jwt());
  require_accepted(api.guard.check(request, requirement));
  for (auto _ : state) {
    auto token = api.guard.check(request, requirement);
    benchmark::DoNotOptimize(token);
  }
}
BENCHMARK_CAPTURE(check, cached_jwt, 10);
BENCHMARK_CAPTURE(check, fresh_es256_jwt, 0);

Task<void> check_all(Guard& guard, const Request& request, benchmark::State& state) {
  for (auto _ : state) {
    auto task = guard.async_check(request, requirement);
    auto token = co_await std::move(task);
    benchmark::DoNotOptimize(token);
  }
}

// On a loop that is there already, as in an asynchronous app.
void async_check(benchmark::State& state, std::size_t max_cached) {
  test::Api api(settings(max_cached));
  api.fake.answer(test::issuer + "/jwks", test::a_key_set());
  const Request request = a_request(test::a_jwt());
  require_accepted(api.guard.check(request, requirement));
  run_task(check_all(api.guard, request, state));
}
BENCHMARK_CAPTURE(async_check, cached_jwt, 10);
BENCHMARK_CAPTURE(async_check, fresh_es256_jwt, 0);

// With ten thousand tokens in the cache, of which any may come.
void check_one_of_many(benchmark::State& state) {
  test::Api api(settings(10'000));
  api.fake.answer(test::issuer + "/jwks", test::a_key_set());
  std::vector<Request> requests;
  for (int i = 0; i < 10'000; ++i) {
    requests.push_back(a_request(test::a_jwt()));
    require_accepted(api.guard.check(requests.back(), requirement));
  }
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
