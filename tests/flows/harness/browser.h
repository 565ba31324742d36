// A browser without a screen: keeps cookies as RFC 6265 says, and follows nothing by itself.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_BROWSER_H
#define DAEMUN_TESTS_FLOWS_HARNESS_BROWSER_H

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "flows/harness/server.h"

namespace daemun::flows {

using Fields = std::vector<std::pair<std::string, std::string>>;

// "a=1&b=2"
std::string to_form(const Fields& fields);

// "" when there is none.
std::string header(const http::Response& response, std::string_view name);

// The page that a response leads to, without what tells its dialogue from others.
std::string page_of(const http::Response& response);
// That: the handle in the page's URL.
std::string dialogue_of(const http::Response& response);

// Where a browser is: a tenant's endpoint, behind its listener.
struct Site {
  http::Listener listener = http::Listener::user;
  std::string endpoint = flows::endpoint;
};
inline const Site administration{
    .listener = http::Listener::admin, .endpoint = "https://admin.example"};

class Browser {
 public:
  explicit Browser(Server& server, Site site = {}) : server_(server), site_(std::move(site)) {}

  // A path with an optional query, or an absolute URL of the server.
  http::Response get(const std::string& url);
  http::Response post_form(const std::string& path, const Fields& fields);
  http::Response send_json(http::Method method, const std::string& path, const json::object& body);
  http::Response send(http::Request request);

  // The value, "" when there is no such cookie.
  std::string cookie(const std::string& name) const;
  void set_cookie(const std::string& name, const std::string& value) {
    cookies_[{name, "/"}] = value;
  }
  void remove_cookie(const std::string& name);

  Server& server() { return server_; }
  const Site& site() const { return site_; }

 private:
  std::string cookie_header(std::string_view path) const;
  void keep_cookies(const http::Response& response);

  Server& server_;
  Site site_;
  std::map<std::pair<std::string, std::string>, std::string> cookies_;  // (name, path) -> value
};

http::Request a_request(http::Method method, const std::string& url, const Site& site = {});

}  // namespace daemun::flows

#endif
