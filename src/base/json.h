// JSON through Boost.JSON, with limits, and an append-only writer for tokens and hot replies.
#ifndef DAEMUN_BASE_JSON_H
#define DAEMUN_BASE_JSON_H

#include "base/result.h"

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

namespace json = boost::json;

struct JsonError {
  std::string description;
};

struct JsonLimits {
  std::size_t max_bytes = 64 * 1024;
  std::size_t max_depth = 32;
};

// Strict RFC 8259, valid UTF-8 only, duplicate member names refused.
Result<json::value, JsonError> parse_json(std::string_view text, JsonLimits limits = {});

// As above, and the outermost value must be an object.
Result<json::object, JsonError> parse_json_object(std::string_view text, JsonLimits limits = {});

// The member if it is there and of that type, else nothing.
std::optional<std::string_view> find_string(const json::object& object, std::string_view name);
std::optional<std::int64_t> find_integer(const json::object& object, std::string_view name);
std::optional<bool> find_bool(const json::object& object, std::string_view name);
const json::object* find_object(const json::object& object, std::string_view name);
const json::array* find_array(const json::object& object, std::string_view name);
// The strings of an array member; empty when absent or of another type.
std::vector<std::string> find_strings(const json::object& object, std::string_view name);

json::array to_json_array(const std::vector<std::string>& strings);

// Writes one JSON object in order, without a tree: {"a":1,"b":"x"}.
class JsonWriter {
 public:
  JsonWriter() : text_("{") {}
  // Behind what is written already, as in a list of objects.
  explicit JsonWriter(std::string before) : text_(std::move(before)) { text_.push_back('{'); }

  JsonWriter& add(std::string_view name, std::string_view value);
  JsonWriter& add(std::string_view name, const char* value) {
    return add(name, std::string_view(value));
  }
  JsonWriter& add(std::string_view name, std::int64_t value);
  JsonWriter& add_bool(std::string_view name, bool value);
  JsonWriter& add_null(std::string_view name);
  // `text` must be JSON already.
  JsonWriter& add_raw(std::string_view name, std::string_view text);
  JsonWriter& add_value(std::string_view name, const json::value& value);

  std::string take() &&;

 private:
  void name(std::string_view name);

  std::string text_;
};

void append_json_string(std::string& out, std::string_view text);

}  // namespace daemun

#endif
