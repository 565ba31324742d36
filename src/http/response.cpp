#include "http/response.h"

#include "base/text.h"

#include <algorithm>
#include <stdexcept>

namespace daemun::http {

namespace {

Response typed_response(int status, std::string_view content_type, std::string body) {
  Response response;
  response.status = status;
  response.headers.reserve(4);
  response.headers.push_back({"Content-Type", std::string(content_type)});
  response.body = std::move(body);
  return response;
}

// A Location is ASCII without white space: everything else would be read differently by different
// clients, or end the header line.
std::string to_location(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string location;
  location.reserve(text.size());
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte > 0x20 && byte < 0x7f && byte != '"' && byte != '<' && byte != '>') {
      location += character;
    } else {
      location += '%';
      location += digits[byte >> 4];
      location += digits[byte & 15];
    }
  }
  return location;
}

}  // namespace

Response& Response::set(std::string_view name, std::string_view value) {
  const auto same_name = [name](const Header& header) {
    return equals_ignoring_ascii_case(header.name, name);
  };
  const auto first = std::find_if(headers.begin(), headers.end(), same_name);
  if (first == headers.end()) return add(name, value);
  first->value = value;
  headers.erase(std::remove_if(std::next(first), headers.end(), same_name), headers.end());
  return *this;
}

Response& Response::add(std::string_view name, std::string_view value) {
  headers.push_back({std::string(name), std::string(value)});
  return *this;
}

const std::string* Response::find(std::string_view name) const {
  for (const Header& header : headers) {
    if (equals_ignoring_ascii_case(header.name, name)) return &header.value;
  }
  return nullptr;
}

Response json_response(int status, std::string body) {
  return typed_response(status, "application/json; charset=utf-8", std::move(body));
}

Response text_response(int status, std::string body) {
  return typed_response(status, "text/plain; charset=utf-8", std::move(body));
}

Response html_response(int status, std::string body) {
  return typed_response(status, "text/html; charset=utf-8", std::move(body));
}

Response empty_response(int status) {
  Response response;
  response.status = status;
  return response;
}

Response redirect_response(int status, std::string_view location) {
  if (status != 302 && status != 303) throw std::invalid_argument("a redirect is 302 or 303");
  // No link in the text: the location may have a scheme that must not be clicked.
  Response response = html_response(
      status,
      "<!DOCTYPE html><html lang=\"en\"><title>Redirecting</title><p>Redirecting.</p></html>"
  );
  response.add("Location", to_location(location));
  return response;
}

}  // namespace daemun::http
