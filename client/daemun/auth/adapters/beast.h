// For apps on Boost.Beast; the library itself does not need it.
//
//   const auto answer = co_await auth.async_handle(auth::to_request(request));
//   co_await http::async_write(stream, auth::to_beast_response(answer, request));
#ifndef DAEMUN_AUTH_ADAPTERS_BEAST_H
#define DAEMUN_AUTH_ADAPTERS_BEAST_H

#include "daemun/auth/http.h"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/verb.hpp>

#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {

// For any body: `body` is its text.
template <typename Fields>
Request to_request(const boost::beast::http::header<true, Fields>& head, std::string body) {
  Request request;
  request.method = std::string(head.method_string());
  request.url = std::string(head.target());
  for (const auto& field : head)
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  request.body = std::move(body);
  return request;
}

template <typename Fields>
Request to_request(
    const boost::beast::http::request<boost::beast::http::string_body, Fields>& request
) {
  return to_request(request.base(), request.body());
}

// Beside those that are there, as the cookies of Visit::headers().
template <typename Fields>
void add_headers(Fields& to, const std::vector<Header>& headers) {
  for (const Header& header : headers)
    to.insert(header.name, header.value);
}

// The answer to `request`, of which it takes version and keep-alive; without a body for HEAD.
template <typename RequestBody, typename Fields>
boost::beast::http::response<boost::beast::http::string_body> to_beast_response(
    const Response& from, const boost::beast::http::request<RequestBody, Fields>& request
) {
  namespace http = boost::beast::http;
  http::response<http::string_body> response;
  response.version(request.version());
  response.result(static_cast<unsigned>(from.status));
  response.keep_alive(request.keep_alive());
  add_headers(response, from.headers);
  response.body() = from.body;
  // RFC 9110 8.6: those have no length.
  if (from.status != 204 && from.status != 304) response.prepare_payload();
  if (request.method() == http::verb::head) response.body().clear();
  return response;
}

}  // namespace daemun::auth

#endif
