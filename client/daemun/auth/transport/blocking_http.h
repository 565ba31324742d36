// For code without an event loop: run_task() over this is the blocking form of whatever is written
// for TaskHttpClient.
#ifndef DAEMUN_AUTH_TRANSPORT_BLOCKING_HTTP_H
#define DAEMUN_AUTH_TRANSPORT_BLOCKING_HTTP_H

#include "daemun/auth/http.h"
#include "daemun/auth/http_task.h"

namespace daemun::auth {

// The task ends without having been suspended. `client` is borrowed.
class BlockingTaskHttp final : public TaskHttpClient {
 public:
  explicit BlockingTaskHttp(HttpClient& client) : client_(client) {}

  Task<Result<Response, HttpError>> send(Request request) override {
    co_return client_.send(request);
  }

 private:
  HttpClient& client_;
};

}  // namespace daemun::auth

#endif
