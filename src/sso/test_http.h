// For tests only: an HTTP client whose answers are prepared.
#ifndef DAEMUN_SSO_TEST_HTTP_H
#define DAEMUN_SSO_TEST_HTTP_H

#include "net/http_task.h"

#include <functional>
#include <string>
#include <vector>

namespace daemun::sso::test {

class PreparedHttp final : public net::TaskHttpClient {
 public:
  using Outcome = Result<net::Response, net::HttpError>;

  Task<Outcome> send(net::Request request) override {
    requests.push_back(request);
    co_return answer;
  }

  void say(std::string body, int status = 200) {
    answer = net::Response{
        .status = status,
        .headers = {{"Content-Type", "application/json"}},
        .body = std::move(body)};
  }
  void be_down() {
    answer = net::HttpError{.code = net::HttpError::Code::timed_out, .description = "timed out"};
  }

  Outcome answer = net::Response{.status = 404};
  std::vector<net::Request> requests;
};

}  // namespace daemun::sso::test

#endif
