#include "http/response_writer.h"

#include "base/header_text.h"
#include "base/text.h"
#include "http/security_headers.h"

#include <array>
#include <charconv>
#include <stdexcept>

namespace daemun::http {

namespace {

// So much is cheaper to copy than to send as a piece of its own.
constexpr std::size_t max_joined_bytes = 4096;

std::string_view to_reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Payload Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Entity";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    // RFC 9112 4: a client ignores the phrase, which may be empty.
    default:
      return "";
  }
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

bool is_owned_by_session(std::string_view name) {
  constexpr std::array<std::string_view, 5> owned{
      "Content-Length", "Transfer-Encoding", "Connection", "Date", "Logto-Core-Request-Id"};
  for (const std::string_view word : owned) {
    if (word.size() == name.size() && equals_ignoring_ascii_case(word, name)) return true;
  }
  return false;
}

// A line break in a value would let its author write headers or a whole second answer.
void check(const Response& response) {
  if (response.status < 200 || response.status > 599) {
    throw std::invalid_argument("not a final status: " + std::to_string(response.status));
  }
  for (const Header& header : response.headers) {
    if (!is_token(header.name)) throw std::invalid_argument("invalid response header name");
    if (!is_header_value(header.value)) {
      throw std::invalid_argument("control character in response header " + header.name);
    }
  }
}

}  // namespace

void append_common_lines(std::string& out, const Response& response, std::string_view scheme) {
  check(response);
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += to_reason(response.status);
  out += "\r\n";
  for (const Header& header : response.headers) {
    if (!is_owned_by_session(header.name)) append_line(out, header.name, header.value);
  }
  append_security_headers(out, response, scheme);
}

void append_own_lines(std::string& out, const AnswerContext& context) {
  append_line(out, "Logto-Core-Request-Id", context.request_id);
  append_line(out, "Date", context.date);
  if (context.after == AfterAnswer::close) out += "Connection: close\r\n";
}

void append_length(std::string& out, std::size_t body_size) {
  out += "Content-Length: ";
  append_number(out, body_size);
  out += "\r\n";
}

std::string_view append_response(
    std::string& out, const Response& response, const AnswerContext& context
) {
  const std::string_view body = response.text();
  // RFC 9110 6.4.1.
  const bool has_body = response.status != 204 && response.status != 304;

  out.reserve(out.size() + 1024 + (body.size() <= max_joined_bytes ? body.size() : 0));
  append_common_lines(out, response, context.scheme);
  append_own_lines(out, context);
  if (has_body) append_length(out, body.size());
  out += "\r\n";
  if (!has_body || context.method == Method::head) return {};
  if (body.size() > max_joined_bytes) return body;
  out += body;
  return {};
}

}  // namespace daemun::http
