#include "net/curl_task_http.h"

#include "net/curl_worker.h"

#include <optional>
#include <utility>

namespace daemun::net {

CurlTaskHttp::CurlTaskHttp(CurlSettings settings, std::size_t max_waiting)
    : worker_(std::make_unique<CurlWorker>(std::move(settings), max_waiting)) {}
CurlTaskHttp::~CurlTaskHttp() = default;

Task<Result<Response, HttpError>> CurlTaskHttp::send(Request request) {
  // Nothing before there is something.
  using Outcome = std::optional<Result<Response, HttpError>>;
  CurlWorker& worker = *worker_;
  auto start = [&worker, &request](Resume<Outcome> resume) {
    worker.send(std::move(request), std::move(resume));
  };
  Outcome outcome = co_await suspend_for<Outcome>(std::move(start));
  co_return *std::move(outcome);
}

}  // namespace daemun::net
