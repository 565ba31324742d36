#include "http/multipart.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

namespace daemun::http {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t max_boundary = 70;  // RFC 2046 5.1.1
constexpr std::size_t max_part_head = 2048;
constexpr std::size_t max_head_lines = 8;

MultipartError malformed(std::string description) {
  return {MultipartErrorCode::malformed, std::move(description)};
}

bool is_boundary_character(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool is_digit = c >= '0' && c <= '9';
  return is_letter || is_digit || std::string_view("'()+_,-./:=? ").find(c) != std::string::npos;
}

bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= max_boundary && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), is_boundary_character);
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

// The parameters of a header: `; name="value"; name=value`.
struct Parameters {
  std::string_view rest;

  struct Pair {
    std::string name;
    std::string value;
  };
  // Nothing at the end, and where the text is malformed: then `rest` is not empty.
  std::optional<Pair> next() {
    const auto before = trim(rest);
    if (before.empty()) {
      rest = {};
      return std::nullopt;
    }
    if (before.front() != ';') return std::nullopt;
    auto text = trim(before.substr(1));
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    Pair pair{.name = to_lower_ascii(text.substr(0, equals)), .value = {}};
    text.remove_prefix(equals + 1);
    const bool is_quoted = text.starts_with('"');
    if (is_quoted) text.remove_prefix(1);
    // No backslash escapes: browsers write %22 for a quote (HTML, multipart/form-data encoding).
    const auto end = is_quoted ? text.find('"') : std::min(text.find_first_of("; \t"), text.size());
    if (end == std::string_view::npos) return std::nullopt;
    pair.value = text.substr(0, end);
    rest = text.substr(is_quoted ? end + 1 : end);
    return pair;
  }
};

std::optional<std::string> find_boundary(std::string_view content_type) {
  const auto semicolon = std::min(content_type.find(';'), content_type.size());
  const auto type = trim(content_type.substr(0, semicolon));
  if (!equals_ignoring_ascii_case(type, "multipart/form-data")) return std::nullopt;
  std::optional<std::string> boundary;
  Parameters parameters{content_type.substr(semicolon)};
  while (auto pair = parameters.next()) {
    if (pair->name != "boundary") continue;
    if (boundary) return std::nullopt;
    boundary = std::move(pair->value);
  }
  if (!parameters.rest.empty() || !boundary || !is_boundary(*boundary)) return std::nullopt;
  return boundary;
}

// Content-Disposition: form-data; name="file"; filename="a.png". False when it is anything else.
bool read_disposition(std::string_view value, Part& part) {
  const auto semicolon = std::min(value.find(';'), value.size());
  if (!equals_ignoring_ascii_case(trim(value.substr(0, semicolon)), "form-data")) return false;
  bool has_name = false;
  Parameters parameters{value.substr(semicolon)};
  while (auto pair = parameters.next()) {
    if (pair->name == "name" && !has_name) {
      part.name = std::move(pair->value);
      has_name = true;
    } else if (pair->name == "filename" && !part.file_name) {
      part.file_name = std::move(pair->value);
    } else {
      return false;  // twice, or in another encoding (RFC 7578 4.2 forbids `filename*`)
    }
  }
  return has_name && parameters.rest.empty();
}

std::optional<MultipartError> read_head(std::string_view head, Part& part) {
  bool has_disposition = false;
  std::size_t lines = 0;
  while (!head.empty()) {
    const auto end = std::min(head.find(line_end), head.size());
    const auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + line_end.size(), head.size()));
    const auto colon = line.find(':');
    if (++lines > max_head_lines || colon == std::string_view::npos || colon == 0 ||
        has_control(line) || !is_valid_utf8(line) || line.front() == ' ')
      return malformed("a part has a malformed header");
    const auto name = to_lower_ascii(line.substr(0, colon));
    const auto value = trim(line.substr(colon + 1));
    if (name == "content-disposition") {
      if (has_disposition || !read_disposition(value, part))
        return malformed("a part has a malformed Content-Disposition");
      has_disposition = true;
    } else if (name == "content-type") {
      if (!part.content_type.empty()) return malformed("a part has two content types");
      part.content_type = to_lower_ascii(trim(value.substr(0, value.find(';'))));
    } else if (name == "content-transfer-encoding") {
      return malformed("a part has a transfer encoding");  // RFC 7578 4.7
    }
  }
  if (!has_disposition) return malformed("a part has no Content-Disposition");
  return std::nullopt;
}

// One part from `body`, which begins after its delimiter line; the rest begins after the next
// delimiter.
Result<Part, MultipartError> take_part(std::string_view& body, std::string_view delimiter) {
  Part part;
  const auto blank = body.substr(0, max_part_head).find("\r\n\r\n");
  if (blank == std::string_view::npos) return malformed("a part has no end of its headers");
  if (auto error = read_head(body.substr(0, blank), part)) return *std::move(error);
  const auto content = blank + 4;
  const auto end = body.find(delimiter, content);
  if (end == std::string_view::npos) return malformed("a part does not end");
  part.bytes = body.substr(content, end - content);
  body.remove_prefix(end + delimiter.size());
  return part;
}

}  // namespace

Result<std::vector<Part>, MultipartError> parse_multipart(
    std::string_view content_type, std::string_view body
) {
  const auto boundary = find_boundary(content_type);
  if (!boundary)
    return MultipartError{
        MultipartErrorCode::wrong_content_type, "Content-Type must be multipart/form-data"};
  const std::string delimiter = "\r\n--" + *boundary;
  if (!body.starts_with(std::string_view(delimiter).substr(line_end.size())))
    return malformed("the body does not begin with its boundary");
  body.remove_prefix(delimiter.size() - line_end.size());
  std::vector<Part> parts;
  while (body.starts_with(line_end)) {
    if (parts.size() == max_parts)
      return MultipartError{MultipartErrorCode::too_many_parts, "the body has too many parts"};
    body.remove_prefix(line_end.size());
    auto part = take_part(body, delimiter);
    if (!part) return part.error();
    parts.push_back(*std::move(part));
  }
  if (body != "--" && body != "--\r\n") return malformed("the body does not end with its boundary");
  return parts;
}

Result<Part, MultipartError> parse_file_body(const Request& request) {
  auto parts = parse_multipart(request.header("content-type").value_or(""), request.body);
  if (!parts) return parts.error();
  std::optional<Part> file;
  for (auto& part : *parts) {
    if (part.name != "file") continue;
    if (file || !part.file_name) return malformed("the field file must be one file");
    file = std::move(part);
  }
  if (!file) return malformed("the field file is missing");
  return *std::move(file);
}

}  // namespace daemun::http
