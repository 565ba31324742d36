// What parse_json accepts can be written and read again; the append writer's strings are JSON.
#include "base/json.h"
#include "base/text.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = daemun::parse_json(text)) {
    const auto written = daemun::json::serialize(*value);
    const auto again = daemun::parse_json(written, {.max_bytes = 16 * 64 * 1024});
    if (!again || daemun::json::serialize(*again) != written) std::abort();
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
