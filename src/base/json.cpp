#include "base/json.h"

#include <boost/json/basic_parser_impl.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace daemun {

namespace {

// Builds the tree and counts the members it was given. Boost.JSON keeps the last of two members
// with one name; the tree is then smaller than the count.
class TreeHandler {
 public:
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  json::value release() { return stack_.release(); }
  std::size_t members() const { return members_; }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return true; }
  bool on_object_end(std::size_t size, json::error_code&) {
    members_ += size;
    stack_.push_object(size);
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t size, json::error_code&) {
    stack_.push_array(size);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view rest, std::size_t, json::error_code&) {
    stack_.push_key(rest);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view rest, std::size_t, json::error_code&) {
    stack_.push_string(rest);
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
    stack_.push_int64(value);
    return true;
  }
  bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
    stack_.push_uint64(value);
    return true;
  }
  bool on_double(double value, json::string_view, json::error_code& error) {
    // An infinity could not be written again.
    if (!std::isfinite(value)) {
      error = json::error::exponent_overflow;
      return false;
    }
    stack_.push_double(value);
    return true;
  }
  bool on_bool(bool value, json::error_code&) {
    stack_.push_bool(value);
    return true;
  }
  bool on_null(json::error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  json::value_stack stack_;
  std::size_t members_ = 0;
};

// The depth is bounded by the parser.
std::size_t count_members(const json::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count = object->size();
    for (const auto& member : *object)
      count += count_members(member.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array)
      count += count_members(element);
  }
  return count;
}

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_tree(std::string& out, const json::value& value) {
  json::serializer serializer;
  serializer.reset(&value);
  std::array<char, 512> buffer;
  while (!serializer.done()) {
    const auto part = serializer.read(buffer.data(), buffer.size());
    out.append(part.data(), part.size());
  }
}

constexpr std::uint64_t repeat(std::uint64_t byte) {
  return byte * 0x0101010101010101ULL;
}

// The high bit of each byte of the word that is zero; above the first such byte also of others.
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - repeat(0x01)) & ~word & repeat(0x80);
}

bool must_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

// The number of leading bytes that stand for themselves, eight at a look.
std::size_t plain_prefix(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    const std::uint64_t controls = (word - repeat(0x20)) & ~word & repeat(0x80);
    const std::uint64_t found =
        controls | zero_bytes(word ^ repeat('"')) | zero_bytes(word ^ repeat('\\'));
    if (found != 0) break;
  }
  while (i < text.size() && !must_escape(text[i]))
    ++i;
  return i;
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += "\\u00";
      out.push_back(digits[byte >> 4]);
      out.push_back(digits[byte & 15]);
  }
}

}  // namespace

Result<json::value, JsonError> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.max_bytes) return JsonError{"the JSON text is too long"};
  json::parse_options options;
  options.max_depth = limits.max_depth;
  json::basic_parser<TreeHandler> parser(options);
  json::error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size()) error = json::error::extra_data;
  if (error) return JsonError{error.message()};
  json::value value = parser.handler().release();
  if (count_members(value) != parser.handler().members()) {
    return JsonError{"a member name occurs twice"};
  }
  return value;
}

Result<json::object, JsonError> parse_json_object(std::string_view text, JsonLimits limits) {
  auto value = parse_json(text, limits);
  if (!value) return std::move(value).error();
  if (!value->is_object()) return JsonError{"the JSON text is not an object"};
  return std::move(value->get_object());
}

std::optional<std::string_view> find_string(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

std::optional<std::int64_t> find_integer(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64()) return value->get_int64();
  if (value->is_uint64() &&
      value->get_uint64() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return static_cast<std::int64_t>(value->get_uint64());
  }
  return std::nullopt;
}

std::optional<bool> find_bool(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

const json::object* find_object(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* find_array(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_array();
}

std::vector<std::string> find_strings(const json::object& object, std::string_view name) {
  std::vector<std::string> strings;
  if (const auto* array = find_array(object, name)) {
    strings.reserve(array->size());
    for (const auto& element : *array) {
      if (const auto* string = element.if_string()) strings.emplace_back(*string);
    }
  }
  return strings;
}

json::array to_json_array(const std::vector<std::string>& strings) {
  json::array array;
  array.reserve(strings.size());
  for (const auto& string : strings)
    array.emplace_back(string);
  return array;
}

void JsonWriter::name(std::string_view name) {
  // No value ends in a brace that opens.
  if (text_.back() != '{') text_.push_back(',');
  append_json_string(text_, name);
  text_.push_back(':');
}

JsonWriter& JsonWriter::add(std::string_view member, std::string_view value) {
  name(member);
  append_json_string(text_, value);
  return *this;
}

JsonWriter& JsonWriter::add(std::string_view member, std::int64_t value) {
  name(member);
  append_integer(text_, value);
  return *this;
}

JsonWriter& JsonWriter::add_bool(std::string_view member, bool value) {
  name(member);
  text_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::add_null(std::string_view member) {
  name(member);
  text_ += "null";
  return *this;
}

JsonWriter& JsonWriter::add_raw(std::string_view member, std::string_view text) {
  name(member);
  text_ += text;
  return *this;
}

JsonWriter& JsonWriter::add_value(std::string_view member, const json::value& value) {
  name(member);
  append_tree(text_, value);
  return *this;
}

std::string JsonWriter::take() && {
  text_.push_back('}');
  return std::move(text_);
}

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  while (true) {
    const std::size_t plain = plain_prefix(text);
    out.append(text.data(), plain);
    if (plain == text.size()) break;
    append_escape(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out.push_back('"');
}

}  // namespace daemun
