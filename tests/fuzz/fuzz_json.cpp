// Whatever parse_json accepts can be written and read again; the append writer's strings are JSON.
#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using daemun::json::value;

bool are_same(const value& left, const value& right);

bool are_same_objects(const daemun::json::object& left, const daemun::json::object& right) {
  if (left.size() != right.size()) return false;
  for (const auto& member : left) {
    const auto* other = right.if_contains(member.key());
    if (other == nullptr || !are_same(member.value(), *other)) return false;
  }
  return true;
}

// Boost.JSON 1.81 rounds the last digits of a fraction, each time it is read.
bool are_same(const value& left, const value& right) {
  if (left.is_double() && right.is_double()) {
    const double difference = std::abs(left.get_double() - right.get_double());
    return difference <= std::abs(left.get_double()) * 1e-12;
  }
  if (left.is_object() && right.is_object()) {
    return are_same_objects(left.get_object(), right.get_object());
  }
  if (left.is_array() && right.is_array()) {
    const auto& a = left.get_array();
    const auto& b = right.get_array();
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), are_same);
  }
  return left == right;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = daemun::parse_json(text)) {
    const auto written = daemun::json::serialize(*value);
    const auto again = daemun::parse_json(written, {.max_bytes = 16 * 64 * 1024});
    if (!again || !are_same(*value, *again)) std::abort();
    daemun::JsonWriter writer;
    writer.add_value("value", *value);
    if (std::move(writer).take() != "{\"value\":" + written + "}") std::abort();
  }
  if (daemun::is_valid_utf8(text)) {
    std::string written;
    daemun::append_json_string(written, text);
    const auto again = daemun::parse_json(written, {.max_bytes = 8 * size + 2});
    if (!again || !again->is_string() || std::string_view(again->get_string()) != text) {
      std::abort();
    }
  }
  return 0;
}
