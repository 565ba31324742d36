// For tests of who waits for whom: a transport that answers when the test says so.
#ifndef DAEMUN_AUTH_TRANSPORT_TEST_WAITING_HTTP_H
#define DAEMUN_AUTH_TRANSPORT_TEST_WAITING_HTTP_H

#include "daemun/auth/http_task.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::auth::test {

// For one thread.
class WaitingHttp final : public TaskHttpClient {
 public:
  Task<Result<Response, HttpError>> send(Request request) override {
    urls.push_back(request.url);
    auto start = [this](Resume<Answer> resume) { resume_ = std::move(resume); };
    auto answer = co_await suspend_for<Answer>(std::move(start));
    co_return *std::move(answer);
  }

  // The request that came last.
  void answer(Response response) { resume_(Result<Response, HttpError>(std::move(response))); }

  std::vector<std::string> urls;

 private:
  using Answer = std::optional<Result<Response, HttpError>>;

  Resume<Answer> resume_;
};

}  // namespace daemun::auth::test

#endif
