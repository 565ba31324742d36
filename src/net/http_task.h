// The transport for coroutines: the same promises as HttpClient.
#ifndef DAEMUN_NET_HTTP_TASK_H
#define DAEMUN_NET_HTTP_TASK_H

#include "base/task.h"
#include "net/http.h"

namespace daemun::net {

class TaskHttpClient {
 public:
  virtual ~TaskHttpClient() = default;
  virtual Task<Result<Response, HttpError>> send(Request request) = 0;
};

}  // namespace daemun::net

#endif
