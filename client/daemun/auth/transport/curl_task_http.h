// HTTP by libcurl for coroutines: threads that wait, so that event loops do not.
#ifndef DAEMUN_AUTH_TRANSPORT_CURL_TASK_HTTP_H
#define DAEMUN_AUTH_TRANSPORT_CURL_TASK_HTTP_H

#include "daemun/auth/http_task.h"
#include "daemun/auth/transport/curl_http.h"

#include <cstddef>
#include <memory>

namespace daemun::auth {

// CurlHttp's promises. Each request that runs has a thread; threads begin when they are needed, as
// many as CurlHttp runs requests, and stay.
class CurlTaskHttp final : public TaskHttpClient {
 public:
  // As CurlHttp. Of the requests of a kind that no thread is free for, `max_waiting` wait; beyond,
  // connect_failed.
  explicit CurlTaskHttp(CurlSettings settings = {}, std::size_t max_waiting = 256);
  // Ends what is under way and what waits, with connect_failed, and joins the threads within a
  // second. The loops of whoever waits must still be there.
  ~CurlTaskHttp() override;
  CurlTaskHttp(const CurlTaskHttp&) = delete;
  CurlTaskHttp& operator=(const CurlTaskHttp&) = delete;

  // Resumes the caller on its own loop. The timeout counts from the call.
  Task<Result<Response, HttpError>> send(Request request) override;

 private:
  class Workers;

  const std::unique_ptr<Workers> workers_;
};

}  // namespace daemun::auth

#endif
