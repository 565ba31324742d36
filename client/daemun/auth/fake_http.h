// Transports for tests, the library's and the app's: prepared answers in the order in which they
// are asked for, and a memory of what was asked.
#ifndef DAEMUN_AUTH_FAKE_HTTP_H
#define DAEMUN_AUTH_FAKE_HTTP_H

#include "daemun/auth/http.h"
#include "daemun/auth/http_task.h"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {

// For one thread.
class FakeHttp final : public HttpClient {
 public:
  // For one request to that URL; several queue up.
  void answer(const std::string& url, Response response);
  void fail(const std::string& url, HttpError error);

  const std::vector<Request>& requests() const { return requests_; }

  // connect_failed when nothing is prepared, too_large as a real transport has it.
  Result<Response, HttpError> send(const Request& request) override;

 private:
  std::map<std::string, std::deque<Result<Response, HttpError>>> answers_;
  std::vector<Request> requests_;
};

// The same for coroutines.
class FakeTaskHttp final : public TaskHttpClient {
 public:
  explicit FakeTaskHttp(FakeHttp& fake) : fake_(fake) {}
  Task<Result<Response, HttpError>> send(Request request) override;

 private:
  FakeHttp& fake_;
};

// An answer as JSON endpoints give it.
Response make_json_response(std::string body, int status = 200);

}  // namespace daemun::auth

#endif
