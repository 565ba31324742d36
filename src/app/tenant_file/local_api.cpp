#include "app/tenant_file/local_api.h"

#include <utility>

namespace daemun::app {
namespace {

// A page of a list, or a sign-in experience with its custom content, is larger than a request.
constexpr JsonLimits limits{.max_bytes = 64 * 1024 * 1024, .max_depth = 64};

json::value body_of(
    const http::Method method, const std::string& path, const http::Response& response
) {
  auto parsed = response.body.empty() ? Result<json::value, JsonError>(json::value(nullptr))
                                      : parse_json(response.body, limits);
  const bool is_good = response.status >= 200 && response.status < 300;
  if (is_good && parsed) return *std::move(parsed);
  std::string reason = std::to_string(response.status);
  if (parsed && parsed->is_object()) {
    const auto& error = parsed->get_object();
    reason += " " + std::string(find_string(error, "code").value_or(""));
    reason += ": " + std::string(find_string(error, "message").value_or(""));
    if (const auto details = find_string(error, "details")) reason += " " + std::string(*details);
  }
  throw ApiRefusal(
      response.status, std::string(http::to_string(method)) + " " + path + " answers " + reason
  );
}

}  // namespace

Task<http::Response> LocalApi::call(http::Method method, std::string path, std::string body) {
  http::Request request;
  request.method = method;
  const auto question = path.find('?');
  request.path = "/api" + path.substr(0, question);
  if (question != std::string::npos) request.query = path.substr(question + 1);
  if (!body.empty()) request.headers.push_back({"content-type", "application/json"});
  request.body = std::move(body);
  co_return co_await api_.run(std::move(request));
}

Task<json::value> LocalApi::get(std::string path) {
  std::string nothing;
  const auto response = co_await call(http::Method::get, path, std::move(nothing));
  co_return body_of(http::Method::get, path, response);
}

Task<json::array> LocalApi::list(std::string path) {
  constexpr int page_size = 100;
  json::array all;
  for (int page = 1;; ++page) {
    const auto separator = path.find('?') == std::string::npos ? "?" : "&";
    const auto part = path + separator + "page_size=" + std::to_string(page_size) +
                      "&page=" + std::to_string(page);
    auto items = co_await get(part);
    const auto count = items.as_array().size();
    for (auto& item : items.as_array())
      all.push_back(std::move(item));
    if (count < page_size) co_return all;
  }
}

Task<json::value> LocalApi::send(http::Method method, std::string path, json::object body) {
  auto text = json::serialize(body);
  const auto response = co_await call(method, path, std::move(text));
  co_return body_of(method, path, response);
}

Task<void> LocalApi::remove(std::string path) {
  std::string nothing;
  const auto response = co_await call(http::Method::delete_, path, std::move(nothing));
  body_of(http::Method::delete_, path, response);
}

}  // namespace daemun::app
