#include "http/head.h"

#include "base/header_text.h"
#include "base/text.h"
#include "http/syntax.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <utility>

namespace daemun::http {

namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::http::field;

constexpr std::string_view line_end = "\r\n";

HeadError malformed(std::string_view description) {
  return {400, description};
}

std::string to_lower_name(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// Beast checks the grammar; the fields go straight into a Head, and what is said there twice or
// ambiguously is noted as an error.
class HeadParser final : public beast::http::basic_parser<true> {
 public:
  HeadParser() { head.request.headers.reserve(16); }

  Head head;
  std::string target;
  std::string_view method;  // of the parsed text
  int version = 11;
  std::optional<HeadError> error;
  bool has_host = false;
  bool has_content_length = false;
  bool has_transfer_encoding = false;

 private:
  using string_view = beast::string_view;

  static std::string_view to_std(string_view text) { return {text.data(), text.size()}; }

  void refuse(HeadError reason) {
    if (!error) error = reason;
  }

  void on_request_impl(
      beast::http::verb /*verb*/,
      string_view word,
      string_view where,
      int number,
      error_code& /*ec*/
  ) override {
    method = to_std(word);
    target = to_std(where);
    version = number;
  }

  void on_field_impl(field name, string_view word, string_view value, error_code& /*ec*/) override {
    const std::string_view text = to_std(value);
    if (head.request.headers.size() == max_header_fields) return refuse({431, "too many headers"});
    head.request.headers.push_back({to_lower_name(to_std(word)), std::string(text)});
    if (name == field::host) on_host(text);
    if (name == field::content_length) on_content_length(text);
    if (name == field::transfer_encoding) on_transfer_encoding(text);
    if (name == field::expect) on_expect(text);
  }

  void on_host(std::string_view text) {
    if (std::exchange(has_host, true)) return refuse(malformed("several Host headers"));
    if (!is_host(text)) return refuse(malformed("invalid Host header"));
    head.request.host = text;
  }

  // RFC 9112 6.3: one decimal number; Beast would also take the list "5, 5".
  void on_content_length(std::string_view text) {
    if (std::exchange(has_content_length, true)) return refuse(malformed("several Content-Length"));
    if (text.empty() || text.size() > 18) return refuse(malformed("invalid Content-Length"));
    std::size_t length = 0;
    for (const char c : text) {
      if (c < '0' || c > '9') return refuse(malformed("invalid Content-Length"));
      length = length * 10 + static_cast<std::size_t>(c - '0');
    }
    head.content_length = length;
    head.framing = Framing::sized;
  }

  void on_transfer_encoding(std::string_view text) {
    if (std::exchange(has_transfer_encoding, true) ||
        !equals_ignoring_ascii_case(text, "chunked")) {
      return refuse(malformed("unsupported Transfer-Encoding"));
    }
    head.framing = Framing::chunked;
  }

  void on_expect(std::string_view text) {
    if (!equals_ignoring_ascii_case(text, "100-continue"))
      return refuse({417, "unknown expectation"});
    head.expects_continue = true;
  }

  void on_header_impl(error_code& /*ec*/) override {}
  void on_response_impl(int /*code*/, string_view /*reason*/, int /*version*/, error_code& /*ec*/)
      override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*ec*/)
      override {}
  std::size_t on_body_impl(string_view body, error_code& /*ec*/) override { return body.size(); }
  void on_chunk_header_impl(
      std::uint64_t /*size*/, string_view /*extensions*/, error_code& /*ec*/
  ) override {}
  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view body, error_code& /*ec*/)
      override {
    return body.size();
  }
  void on_finish_impl(error_code& /*ec*/) override {}
};

// Every line ends with CRLF, begins with no white space (obs-fold, RFC 9112 5.2) and holds no
// control character but HTAB. Beast would unfold, and it has its own view of a lone CR or LF.
bool has_clean_lines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || end == 0 || text[end - 1] != '\r') return false;
    const std::string_view line = text.substr(0, end - 1);
    if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) return false;
    if (!is_header_value(line)) return false;
    text.remove_prefix(end + 1);
  }
  return true;
}

bool is_target_text(std::string_view text) {
  // RFC 3986: visible ASCII; a fragment is never sent.
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7f && c != '#';
  });
}

void set_host(Request& request, std::string_view host) {
  request.host = host;
  for (Header& header : request.headers) {
    if (header.name == "host") header.value = host;
  }
}

// "http://host/path" becomes "/path" and a Host.
std::optional<HeadError> take_authority(Request& request, std::string& target) {
  const std::string prefix = to_lower_name(std::string_view(target).substr(0, 8));
  std::size_t start = 0;
  if (prefix.starts_with("http://")) start = 7;
  if (prefix == "https://") start = 8;
  if (start == 0) return malformed("invalid request target");

  const std::size_t end = std::min(target.find_first_of("/?", start), target.size());
  const std::string authority = target.substr(start, end - start);
  if (!is_host(authority)) return malformed("invalid authority in the request target");
  set_host(request, authority);
  target.erase(0, end);
  if (target.empty() || target.front() == '?') target.insert(0, "/");
  return std::nullopt;
}

std::optional<HeadError> set_target(Request& request, std::string target, const Limits& limits) {
  if (target.size() > limits.target_bytes) return HeadError{414, "request target is too long"};
  if (!is_target_text(target)) return malformed("invalid character in the request target");
  if (target.front() != '/') {
    if (auto error = take_authority(request, target)) return error;
  }
  const std::size_t mark = target.find('?');
  if (mark != std::string::npos) {
    request.query = target.substr(mark + 1);
    target.resize(mark);
  }
  request.path = std::move(target);
  return std::nullopt;
}

std::optional<HeadError> check(const HeadParser& parser) {
  if (parser.version != 11 && parser.version != 10) return malformed("unsupported HTTP version");
  if (parser.error) return parser.error;
  if (parser.method == "CONNECT" || parser.method == "TRACE") {
    return HeadError{501, "method is not supported"};
  }
  if (parser.version == 11 && !parser.has_host) return malformed("missing Host header");
  if (parser.has_transfer_encoding && (parser.has_content_length || parser.version == 10)) {
    return malformed("ambiguous body length");
  }
  return std::nullopt;
}

std::size_t body_limit_of(std::string_view path, const Limits& limits) {
  for (const BodyLimit& row : limits.body_limits) {
    if (row.path.ends_with('/') ? path.starts_with(row.path) : path == row.path) return row.bytes;
  }
  return limits.body_bytes;
}

}  // namespace

std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t searched) {
  const std::size_t start = searched < 3 ? 0 : searched - 3;
  const std::size_t end = bytes.find("\r\n\r\n", start);
  if (end == std::string_view::npos) return std::nullopt;
  return end + 4;
}

HeadError to_oversize_error(std::string_view bytes, const Limits& limits) {
  // A method and a version beside the target.
  constexpr std::size_t other_words = 64;
  const std::size_t line = std::min(bytes.find(line_end), bytes.size());
  if (line > limits.target_bytes + other_words) return {414, "request target is too long"};
  return {431, "request header is too large"};
}

Result<Head, HeadError> parse_head(std::string_view text, const Limits& limits) {
  if (text.size() > limits.header_bytes) return to_oversize_error(text, limits);
  if (!has_clean_lines(text)) return malformed("malformed request head");

  HeadParser parser;
  parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes + 1));
  // The body is counted where it is read.
  parser.body_limit(boost::none);
  error_code ec;
  const std::size_t used = parser.put(boost::asio::buffer(text.data(), text.size()), ec);
  if (parser.error) return *parser.error;
  if (ec || used != text.size() || !parser.is_header_done()) {
    return malformed("malformed request head");
  }
  if (auto error = check(parser)) return *error;

  Head& head = parser.head;
  if (auto error = set_target(head.request, std::move(parser.target), limits)) return *error;
  head.body_limit = body_limit_of(head.request.path, limits);
  if (head.content_length > head.body_limit) return HeadError{413, "body is too large"};
  head.request.method = parse_method(parser.method);
  head.keep_alive = parser.version == 11 && parser.keep_alive();
  if (head.framing == Framing::sized && head.content_length == 0) head.framing = Framing::none;
  // RFC 9110 10.1.1: HTTP/1.0 clients cannot wait for a 100.
  if (parser.version == 10 || head.framing == Framing::none) head.expects_continue = false;
  return std::move(head);
}

}  // namespace daemun::http
