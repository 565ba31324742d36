// The console is a page of the admin endpoint and calls the API of the other tenant: which answers
// a page of another origin may read.
#ifndef DAEMUN_APP_CONSOLE_CORS_H
#define DAEMUN_APP_CONSOLE_CORS_H

#include "http/request.h"
#include "http/response.h"

#include <optional>
#include <string>

namespace daemun::app {

class ConsoleCors {
 public:
  // `admin_endpoint` is a URL; its origin is the only one that is let in.
  explicit ConsoleCors(const std::string& admin_endpoint);

  // Whether the answers to such requests depend on the origin: those of the API of the listener for
  // users.
  bool covers(const http::Request& request) const;
  // The answer to a preflight of the console. Nothing for every other request.
  std::optional<http::Response> find_preflight(const http::Request& request) const;
  // Lets the console, and nobody else, read the answer. Never with cookies: what speaks for a
  // caller is the bearer token.
  void add_headers(std::string_view origin, http::Response& response) const;

 private:
  std::string origin_;
};

}  // namespace daemun::app

#endif
