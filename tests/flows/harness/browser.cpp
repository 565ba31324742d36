#include "flows/harness/browser.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>
#include <stdexcept>

namespace daemun::flows {
namespace {

// RFC 6265 5.1.4
bool path_matches(std::string_view path, std::string_view cookie_path) {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.ends_with('/') ||
         path[cookie_path.size()] == '/';
}

bool is_removal(std::string_view attributes) {
  return attributes.find("expires=Thu, 01 Jan 1970") != std::string_view::npos;
}

std::string path_of(std::string_view attributes) {
  const auto at = attributes.find("path=");
  if (at == std::string_view::npos) return "/";
  const auto value = attributes.substr(at + 5);
  return std::string(value.substr(0, value.find(';')));
}

}  // namespace

std::string to_form(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += to_form_encoded(name) + "=" + to_form_encoded(value);
  }
  return text;
}

std::string header(const http::Response& response, std::string_view name) {
  const auto* value = response.find(name);
  return value == nullptr ? std::string() : *value;
}

std::string page_of(const http::Response& response) {
  const auto location = header(response, "location");
  return location.substr(0, location.rfind("&interaction="));
}

std::string dialogue_of(const http::Response& response) {
  const auto location = header(response, "location");
  const auto at = location.rfind("&interaction=");
  return at == std::string::npos ? std::string() : location.substr(at + 13);
}

http::Request a_request(http::Method method, const std::string& url, const Site& site) {
  auto rest = url;
  if (rest.starts_with(site.endpoint)) rest = rest.substr(site.endpoint.size());
  if (!rest.starts_with('/')) throw std::runtime_error("not a URL of the server: " + url);
  http::Request request;
  request.method = method;
  const auto question = rest.find('?');
  request.path = rest.substr(0, question);
  if (question != std::string::npos) request.query = rest.substr(question + 1);
  request.listener = site.listener;
  request.host = site.endpoint.substr(site.endpoint.find("://") + 3);
  request.scheme = "https";
  request.remote_address = "192.0.2.1";
  request.request_id = "request000000001";
  return request;
}

http::Response Browser::get(const std::string& url) {
  return send(a_request(http::Method::get, url, site_));
}

http::Response Browser::post_form(const std::string& path, const Fields& fields) {
  auto request = a_request(http::Method::post, path, site_);
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.headers.push_back({"origin", site_.endpoint});
  request.body = to_form(fields);
  return send(std::move(request));
}

http::Response Browser::send_json(
    http::Method method, const std::string& path, const json::object& body
) {
  auto request = a_request(method, path, site_);
  request.headers.push_back({"content-type", "application/json"});
  request.headers.push_back({"origin", site_.endpoint});
  request.body = json::serialize(body);
  return send(std::move(request));
}

http::Response Browser::send(http::Request request) {
  auto cookies = cookie_header(request.path);
  if (!cookies.empty()) request.headers.push_back({"cookie", std::move(cookies)});
  auto response = server_.send(std::move(request));
  keep_cookies(response);
  return response;
}

std::string Browser::cookie(const std::string& name) const {
  for (const auto& [key, value] : cookies_) {
    if (key.first == name) return value;
  }
  return "";
}

void Browser::remove_cookie(const std::string& name) {
  std::erase_if(cookies_, [&](const auto& entry) { return entry.first.first == name; });
}

std::string Browser::cookie_header(std::string_view path) const {
  std::string text;
  for (const auto& [key, value] : cookies_) {
    if (!path_matches(path, key.second)) continue;
    if (!text.empty()) text += "; ";
    text += key.first + "=" + value;
  }
  return text;
}

void Browser::keep_cookies(const http::Response& response) {
  for (const auto& line : response.headers) {
    if (!equals_ignoring_ascii_case(line.name, "set-cookie")) continue;
    const std::string_view text = line.value;
    const auto semicolon = text.find(';');
    const auto pair = text.substr(0, semicolon);
    const auto attributes =
        semicolon == std::string_view::npos ? std::string_view() : text.substr(semicolon);
    const auto equals = pair.find('=');
    const std::pair key{std::string(pair.substr(0, equals)), path_of(attributes)};
    if (is_removal(attributes)) {
      cookies_.erase(key);
    } else {
      cookies_[key] = std::string(pair.substr(equals + 1));
    }
  }
}

}  // namespace daemun::flows
