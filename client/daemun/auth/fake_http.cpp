#include "daemun/auth/fake_http.h"

namespace daemun::auth {

void FakeHttp::answer(const std::string& url, Response response) {
  answers_[url].emplace_back(std::move(response));
}

void FakeHttp::fail(const std::string& url, HttpError error) {
  answers_[url].emplace_back(std::move(error));
}

Result<Response, HttpError> FakeHttp::send(const Request& request) {
  requests_.push_back(request);
  auto& queue = answers_[request.url];
  if (queue.empty()) return HttpError{HttpError::Code::connect_failed, "no answer is prepared"};
  auto answer = std::move(queue.front());
  queue.pop_front();
  if (answer && answer->body.size() > request.max_response_bytes) {
    return HttpError{HttpError::Code::too_large, "the answer is too large"};
  }
  return answer;
}

Task<Result<Response, HttpError>> FakeTaskHttp::send(Request request) {
  co_return fake_.send(request);
}

Response make_json_response(std::string body, int status) {
  return {
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

}  // namespace daemun::auth
