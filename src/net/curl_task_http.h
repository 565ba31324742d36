// HTTP by libcurl for coroutines: a thread that waits, so that event loops do not.
#ifndef DAEMUN_NET_CURL_TASK_HTTP_H
#define DAEMUN_NET_CURL_TASK_HTTP_H

#include "net/curl_http.h"
#include "net/http_task.h"

#include <cstddef>
#include <memory>

namespace daemun::net {

// CurlHttp's promises.
class CurlTaskHttp final : public TaskHttpClient {
 public:
  // As CurlHttp. Of each Urgency `max_waiting` requests wait; beyond, connect_failed.
  explicit CurlTaskHttp(CurlSettings settings = {}, std::size_t max_waiting = 256);
  // Ends what is under way and what waits, with connect_failed. The loops of those who wait must
  // still be there.
  ~CurlTaskHttp() override;
  CurlTaskHttp(const CurlTaskHttp&) = delete;
  CurlTaskHttp& operator=(const CurlTaskHttp&) = delete;

  // Resumes the caller on its own loop. The timeout counts from the call.
  Task<Result<Response, HttpError>> send(Request request) override;

 private:
  const std::unique_ptr<CurlWorker> worker_;
};

}  // namespace daemun::net

#endif
