#include "api/endpoint.h"

#include <utility>

#include "api/file_form.h"
#include "api/json_body.h"

namespace daemun::api {
namespace {

// Of an empty body, and of one that fits.
Outcome<void> check_body(const Shape& shape, const http::Request& request) {
  const auto body = parse_json_value_body(request);
  if (!body) return body.error();
  if (auto violation = find_violation(shape, *body, "body")) {
    return invalid_input(*std::move(violation));
  }
  return {};
}

Task<http::Response> answer(http::Request request, const Endpoint* endpoint) {
  if (endpoint->body && !is_file_form(*endpoint->body)) {
    const auto checked = check_body(*endpoint->body, request);
    if (!checked) co_return to_response(checked.error(), request);
  }
  co_return co_await endpoint->handler(std::move(request));
}

}  // namespace

http::Route make_route(const Endpoint& endpoint) {
  return http::Route{endpoint.method, endpoint.path, [row = &endpoint](http::Request request) {
                       return answer(std::move(request), row);
                     }};
}

}  // namespace daemun::api
