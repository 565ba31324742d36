#include "connectors/render.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '.';
  });
}

const json::value* find_value(const json::object& payload, std::string_view name) {
  const json::object* object = &payload;
  while (true) {
    const auto dot = name.find('.');
    const auto* value = object->if_contains(name.substr(0, dot));
    if (value == nullptr || dot == std::string_view::npos) return value;
    object = value->if_object();
    if (object == nullptr) return nullptr;
    name.remove_prefix(dot + 1);
  }
}

std::string to_text(const json::value* value) {
  if (value == nullptr || value->is_null() || value->is_structured()) return "";
  if (const auto* text = value->if_string()) return std::string(*text);
  return json::serialize(*value);
}

}  // namespace

std::string to_single_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return std::string(trim(line));
}

std::string render(std::string_view text, const json::object& payload, Place place) {
  std::string out;
  while (true) {
    const auto open = text.find("{{");
    const auto close = open == std::string_view::npos ? open : text.find("}}", open + 2);
    if (close == std::string_view::npos) break;
    // Of "{{{{ code }}" the last two braces are the placeholder's.
    const auto start = text.rfind("{{", close);
    const auto name = trim(text.substr(start + 2, close - start - 2));
    out += text.substr(0, start);
    if (out.size() > max_rendered_bytes) throw TooLarge();
    if (is_name(name) && payload.contains(name.substr(0, name.find('.')))) {
      const auto value = to_text(find_value(payload, name));
      out += place == Place::html ? to_html_escaped(value) : value;
    } else {
      out += text.substr(start, close + 2 - start);
    }
    text.remove_prefix(close + 2);
  }
  out += text;
  if (out.size() > max_rendered_bytes) throw TooLarge();
  return place == Place::header ? to_single_line(out) : out;
}

}  // namespace daemun::connectors
