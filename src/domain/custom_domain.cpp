#include "domain/custom_domain.h"

#include "base/json.h"
#include "base/text.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::size_t max_name_length = 253;
constexpr std::size_t max_label_length = 63;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > max_label_length) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
  });
}

}  // namespace

std::optional<std::string> parse_domain_name(std::string_view text) {
  auto name = to_lower_ascii(text);
  if (name.size() > max_name_length) return std::nullopt;
  std::size_t labels = 0;
  std::string_view rest = name;
  std::string_view last;
  while (true) {
    const auto dot = rest.find('.');
    last = rest.substr(0, dot);
    if (!is_label(last)) return std::nullopt;
    ++labels;
    if (dot == rest.npos) break;
    rest.remove_prefix(dot + 1);
  }
  // Otherwise it would be an IP address.
  if (labels < 2 || std::all_of(last.begin(), last.end(), is_digit)) return std::nullopt;
  return name;
}

std::string to_json_text(const std::vector<DnsRecord>& records) {
  json::array array;
  for (const auto& record : records) {
    array.push_back(json::object{
        {"name", record.name}, {"type", record.type}, {"value", record.value}});
  }
  return json::serialize(array);
}

std::vector<DnsRecord> parse_dns_records(std::string_view text) {
  std::vector<DnsRecord> records;
  const auto value = parse_json(text);
  const auto* array = value ? value->if_array() : nullptr;
  if (array == nullptr) return records;
  for (const auto& item : *array) {
    const auto* record = item.if_object();
    if (record == nullptr) continue;
    const auto member = [&](std::string_view name) {
      return std::string(find_string(*record, name).value_or(""));
    };
    records.push_back({.name = member("name"), .type = member("type"), .value = member("value")});
  }
  return records;
}

}  // namespace daemun
