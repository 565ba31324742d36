#include "http/cors.h"

#include "base/header_text.h"
#include "base/text.h"
#include "http/vary.h"

#include <algorithm>

namespace daemun::http {

namespace {

bool is_origin_text(std::string_view text) {
  return !text.empty() && text.size() <= 300 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_token_list(std::string_view text) {
  const auto words = split_words(text, ',');
  return !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return is_token(trim(word));
  });
}

void add_allowed_origin(Response& response, std::string_view origin) {
  add_vary(response, "Origin");
  if (is_origin_text(origin)) response.set("Access-Control-Allow-Origin", origin);
}

}  // namespace

Response preflight(
    std::string_view origin, std::string_view methods, std::string_view requested_headers
) {
  Response response = empty_response(204);
  add_allowed_origin(response, origin);
  response.set("Access-Control-Allow-Methods", methods);
  if (is_token_list(requested_headers)) {
    response.set("Access-Control-Allow-Headers", requested_headers);
  }
  response.set("Access-Control-Max-Age", "3600");
  return response;
}

void allow_origin(Response& response, std::string_view origin) {
  add_allowed_origin(response, origin);
  response.set("Access-Control-Expose-Headers", "WWW-Authenticate");
}

}  // namespace daemun::http
