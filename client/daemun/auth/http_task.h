// The transport for coroutines: the same promises as HttpClient.
#ifndef DAEMUN_AUTH_HTTP_TASK_H
#define DAEMUN_AUTH_HTTP_TASK_H

#include "base/task.h"
#include "daemun/auth/http.h"

namespace daemun::auth {

class TaskHttpClient {
 public:
  virtual ~TaskHttpClient() = default;
  virtual Task<Result<Response, HttpError>> send(Request request) = 0;
};

}  // namespace daemun::auth

#endif
