// For apps on cpp-httplib. Include it after whatever macros the app gives to <httplib.h>; the
// library itself does not need that.
//
//   server.Get("/api/auth/.*", [&](const httplib::Request& request, httplib::Response& response) {
//     auth::write(response, auth.handle(auth::to_request(request)));
//   });
//
// A form is at most CPPHTTPLIB_FORM_URL_ENCODED_PAYLOAD_MAX_LENGTH (8192) long there.
#ifndef DAEMUN_AUTH_ADAPTERS_CPP_HTTPLIB_H
#define DAEMUN_AUTH_ADAPTERS_CPP_HTTPLIB_H

#include "daemun/auth/http.h"

#include <algorithm>
#include <array>
#include <httplib.h>
#include <string_view>
#include <vector>

namespace daemun::auth {

inline Request to_request(const httplib::Request& from) {
  // It puts the ends of the connection among the headers.
  constexpr std::array<std::string_view, 4> no_headers{
      "REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT"};
  Request request;
  request.method = from.method;
  request.url = from.target;
  for (const auto& header : from.headers) {
    if (std::find(no_headers.begin(), no_headers.end(), header.first) == no_headers.end()) {
      request.headers.push_back({header.first, header.second});
    }
  }
  request.body = from.body;
  return request;
}

// Beside those that are there, as the cookies of Visit::headers().
inline void add_headers(httplib::Response& to, const std::vector<Header>& headers) {
  for (const Header& header : headers)
    to.headers.emplace(header.name, header.value);
}

// Headers that the app has set stay, but for the type of another content.
inline void write(httplib::Response& to, const Response& response) {
  to.status = response.status;
  to.headers.erase("Content-Type");
  add_headers(to, response.headers);
  to.body = response.body;
}

}  // namespace daemun::auth

#endif
