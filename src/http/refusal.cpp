#include "http/refusal.h"

#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun::http {

namespace {

struct Row {
  int status;
  std::string_view code;
};

constexpr std::array<Row, 10> codes{{
    {400, "request.malformed"},
    {404, "request.not_found"},
    {405, "request.method_not_allowed"},
    {408, "request.timeout"},
    {413, "request.body_too_large"},
    {414, "request.uri_too_long"},
    {431, "request.header_too_large"},
    {500, "server.internal_error"},
    {501, "request.method_not_supported"},
    {503, "server.unavailable"},
}};

constexpr std::array<std::string_view, 2> viewed_headers{"accept", "accept-language"};

bool is_viewed(std::string_view name) {
  return std::find(viewed_headers.begin(), viewed_headers.end(), name) != viewed_headers.end();
}

// The line that `text` begins with; the rest stays in `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 2, text.size()));
  return line;
}

}  // namespace

std::string_view refusal_code(int status) {
  const auto* row = std::find_if(codes.begin(), codes.end(), [status](const Row& candidate) {
    return candidate.status == status;
  });
  return row == codes.end() ? "request.general" : row->code;
}

Response to_response(const Refusal& refusal) {
  JsonWriter writer;
  writer.add("code", refusal_code(refusal.status)).add("message", refusal.message);
  Response response = json_response(refusal.status, std::move(writer).take());
  if (refusal.status == 503) response.add("Retry-After", "1");
  return response;
}

Request see_request(std::string_view head) {
  Request seen;
  const std::string_view first = take_line(head);
  const std::size_t space = first.find(' ');
  if (space == std::string_view::npos) return seen;
  seen.method = parse_method(first.substr(0, space));
  const std::string_view target = first.substr(space + 1);
  seen.path = target.substr(0, target.find_first_of("? "));
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    const std::size_t colon = std::min(line.find(':'), line.size());
    auto name = to_lower_ascii(line.substr(0, colon));
    if (!is_viewed(name)) continue;
    const std::string_view value = line.substr(std::min(colon + 1, line.size()));
    seen.headers.push_back({std::move(name), std::string(trim(value))});
  }
  return seen;
}

Request see_request(const Request& request) {
  Request seen;
  const bool is_program =
      request.header("accept").value_or("").find("text/html") == std::string_view::npos;
  if (is_program) return seen;
  seen.method = request.method;
  seen.path = request.path;
  for (const std::string_view name : viewed_headers) {
    if (const auto value = request.header(name)) {
      seen.headers.push_back({std::string(name), std::string(*value)});
    }
  }
  return seen;
}

}  // namespace daemun::http
