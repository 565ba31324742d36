#include "http/page.h"

#include <algorithm>
#include <utility>

namespace daemun::http {

std::string fill_places(std::string_view document, std::span<const Place> places) {
  std::string html;
  std::size_t size = document.size();
  for (const auto& place : places)
    size += place.value.size();
  html.reserve(size);
  while (!document.empty()) {
    const auto place = std::find_if(places.begin(), places.end(), [&](const Place& item) {
      return document.starts_with(item.name);
    });
    if (place != places.end()) {
      html += place->value;
      document.remove_prefix(place->name.size());
      continue;
    }
    const auto next = document.find_first_of("{<", 1);
    html += document.substr(0, next);
    document.remove_prefix(std::min(next, document.size()));
  }
  return html;
}

std::string to_script_json(std::string_view json_text) {
  std::string escaped;
  escaped.reserve(json_text.size() + json_text.size() / 16);
  for (std::size_t i = 0; i < json_text.size(); ++i) {
    const char c = json_text[i];
    // These characters occur in JSON only inside strings, where the escape means the same.
    if (c == '<') {
      escaped += "\\u003c";
    } else if (c == '>') {
      escaped += "\\u003e";
    } else if (c == '&') {
      escaped += "\\u0026";
    } else if (json_text.substr(i, 3) == "\xe2\x80\xa8" || json_text.substr(i, 3) == "\xe2\x80\xa9") {
      escaped += json_text[i + 2] == '\xa8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

Response page_response(int status, std::string html, std::string_view content_security_policy) {
  auto response = html_response(status, std::move(html));
  response.set("Content-Security-Policy", content_security_policy);
  response.set("X-Frame-Options", "DENY");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace daemun::http
