#include "net/curl_http.h"

#include "net/curl_worker.h"

#include <future>
#include <limits>
#include <utility>

namespace daemun::net {

// As many wait as there are threads that call.
CurlHttp::CurlHttp(CurlSettings settings)
    : worker_(
          std::make_unique<CurlWorker>(std::move(settings), std::numeric_limits<std::size_t>::max())
      ) {}
CurlHttp::~CurlHttp() = default;

Result<Response, HttpError> CurlHttp::send(const Request& request) {
  using Answer = Result<Response, HttpError>;
  // Shared, because the worker may still be inside set_value when the caller goes on.
  const auto promise = std::make_shared<std::promise<Answer>>();
  auto answer = promise->get_future();
  worker_->send(request, [promise](Answer value) { promise->set_value(std::move(value)); });
  return answer.get();
}

void CurlHttp::stop() {
  worker_->stop();
}

}  // namespace daemun::net
