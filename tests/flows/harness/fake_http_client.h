// A network for tests: writes down every request and answers 200 to each, or as it is told.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_FAKE_HTTP_CLIENT_H
#define DAEMUN_TESTS_FLOWS_HARNESS_FAKE_HTTP_CLIENT_H

#include "net/http_task.h"

#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::flows {

class FakeHttpClient final : public net::TaskHttpClient {
 public:
  Task<Result<net::Response, net::HttpError>> send(net::Request request) override {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(std::move(request));
    if (error_) co_return *error_;
    co_return response_;
  }

  // From now on.
  void answer(int status, std::string body = "") {
    const std::scoped_lock lock(mutex_);
    error_.reset();
    response_ = {.status = status, .headers = {}, .body = std::move(body)};
  }
  void answer_json(std::string body) {
    const std::scoped_lock lock(mutex_);
    error_.reset();
    response_ = {
        .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
  }
  void fail(net::HttpError::Code code, std::string description) {
    const std::scoped_lock lock(mutex_);
    error_ = net::HttpError{code, std::move(description)};
  }

  std::vector<net::Request> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<net::Request> requests_;
  net::Response response_{.status = 200, .headers = {}, .body = {}};
  std::optional<net::HttpError> error_;
};

}  // namespace daemun::flows

#endif
