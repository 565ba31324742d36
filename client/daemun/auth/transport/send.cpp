#include "daemun/auth/transport/send.h"

#include <utility>

namespace daemun::auth {

Task<Result<Response, AuthError>> send(TaskHttpClient& http, Request request) {
  auto response = co_await http.send(std::move(request));
  if (!response) co_return refuse(response.error());
  co_return *std::move(response);
}

}  // namespace daemun::auth
