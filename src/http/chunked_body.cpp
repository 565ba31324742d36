#include "http/chunked_body.h"

#include "base/header_text.h"
#include "base/text.h"

#include <algorithm>

namespace daemun::http {

namespace {

constexpr HeadError malformed{400, "malformed chunked body"};
constexpr HeadError too_large{413, "body is too large"};
constexpr std::size_t max_line = 1024;
constexpr std::size_t max_size_digits = 8;

// A line without its CRLF; nothing when its end is not there yet.
Result<std::optional<std::string_view>, HeadError> find_line(std::string_view bytes) {
  const std::size_t end = bytes.substr(0, max_line).find('\n');
  if (end == std::string_view::npos) {
    if (bytes.size() >= max_line) return malformed;
    return std::optional<std::string_view>();
  }
  if (end == 0 || bytes[end - 1] != '\r') return malformed;
  const std::string_view line = bytes.substr(0, end - 1);
  if (!is_header_value(line)) return malformed;
  return std::optional(line);
}

std::optional<unsigned> to_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

// "1a" or "1a;extension", without the white space that RFC 9112 7.1.1 would tolerate.
std::optional<std::size_t> parse_size(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find(';'));
  if (digits.empty() || digits.size() > max_size_digits) return std::nullopt;
  std::size_t size = 0;
  for (const char c : digits) {
    const auto digit = to_digit(c);
    if (!digit) return std::nullopt;
    size = size * 16 + *digit;
  }
  return size;
}

// Trailers are not used; those that would say something about the framing are an attempt.
bool is_harmless_trailer(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view name = line.substr(0, colon);
  return is_token(name) && !equals_ignoring_ascii_case(name, "content-length") &&
         !equals_ignoring_ascii_case(name, "transfer-encoding") &&
         !equals_ignoring_ascii_case(name, "host");
}

}  // namespace

ChunkedBody::ChunkedBody(std::size_t max_body_bytes, std::size_t max_head_bytes)
    : max_body_bytes_(max_body_bytes),
      // Chunks of one byte cost six bytes each on the wire.
      max_raw_bytes_(max_body_bytes * 6 + max_head_bytes) {}

Result<std::size_t, HeadError> ChunkedBody::feed(std::string_view bytes) {
  std::size_t used = 0;
  while (state_ != State::complete) {
    const Step taken = step(bytes.substr(used));
    if (!taken) return taken.error();
    if (!*taken) break;
    used += **taken;
  }
  raw_bytes_ += used;
  if (raw_bytes_ > max_raw_bytes_) return too_large;
  return used;
}

ChunkedBody::Step ChunkedBody::step(std::string_view bytes) {
  switch (state_) {
    case State::size:
      return take_size(bytes);
    case State::data:
      return take_data(bytes);
    case State::data_end:
      return take_data_end(bytes);
    case State::trailer:
      return take_trailer(bytes);
    case State::complete:
      break;
  }
  return std::optional<std::size_t>();
}

ChunkedBody::Step ChunkedBody::take_size(std::string_view bytes) {
  const auto line = find_line(bytes);
  if (!line) return line.error();
  if (!*line) return std::optional<std::size_t>();
  const auto size = parse_size(**line);
  if (!size) return malformed;
  if (*size > max_body_bytes_ - body_.size()) return too_large;
  chunk_left_ = *size;
  state_ = *size == 0 ? State::trailer : State::data;
  return std::optional((*line)->size() + 2);
}

ChunkedBody::Step ChunkedBody::take_data(std::string_view bytes) {
  if (bytes.empty()) return std::optional<std::size_t>();
  const std::string_view part = bytes.substr(0, chunk_left_);
  body_ += part;
  chunk_left_ -= part.size();
  if (chunk_left_ == 0) state_ = State::data_end;
  return std::optional(part.size());
}

ChunkedBody::Step ChunkedBody::take_data_end(std::string_view bytes) {
  if (!std::string_view("\r\n").starts_with(bytes.substr(0, 2))) return malformed;
  if (bytes.size() < 2) return std::optional<std::size_t>();
  state_ = State::size;
  return std::optional(std::size_t{2});
}

ChunkedBody::Step ChunkedBody::take_trailer(std::string_view bytes) {
  const auto line = find_line(bytes);
  if (!line) return line.error();
  if (!*line) return std::optional<std::size_t>();
  if ((*line)->empty()) {
    state_ = State::complete;
  } else if (!is_harmless_trailer(**line)) {
    return malformed;
  }
  return std::optional((*line)->size() + 2);
}

}  // namespace daemun::http
