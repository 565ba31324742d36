// A network for tests: writes down every request and answers 200 to each.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_FAKE_HTTP_CLIENT_H
#define DAEMUN_TESTS_FLOWS_HARNESS_FAKE_HTTP_CLIENT_H

#include "http/client.h"

#include <mutex>
#include <utility>
#include <vector>

namespace daemun::flows {

class FakeHttpClient final : public http::HttpClient {
 public:
  Task<Result<http::ClientResponse, http::ClientError>> send(http::ClientRequest request) override {
    {
      const std::scoped_lock lock(mutex_);
      requests_.push_back(std::move(request));
    }
    http::ClientResponse response;
    response.status = 200;
    co_return response;
  }

  std::vector<http::ClientRequest> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<http::ClientRequest> requests_;
};

}  // namespace daemun::flows

#endif
