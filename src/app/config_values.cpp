#include "app/config_values.h"

#include "base/encoding.h"
#include "base/text.h"
#include "base/uri.h"
#include "domain/phone_rules.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace daemun::app {

bool read_port(std::uint16_t& target, const std::string& text) {
  return read_number<std::uint16_t>(target, text, 1, std::numeric_limits<std::uint16_t>::max());
}

bool read_switch(bool& target, const std::string& text) {
  const std::string word = to_lower_ascii(text);
  if (word == "1" || word == "true" || word == "yes" || word == "on") {
    target = true;
    return true;
  }
  target = false;
  return word == "0" || word == "false" || word == "no" || word == "off";
}

// Only scheme, host and port: the paths below an endpoint are fixed.
bool read_origin(std::string& target, const std::string& text) {
  const auto uri = parse_uri(text);
  if (!uri || !is_http_scheme(*uri) || uri->host.empty()) return false;
  if (uri->path != "/" || uri->has_query || uri->has_fragment || !uri->userinfo.empty())
    return false;
  target = to_origin(*uri);
  return true;
}

bool read_place_headers(PlaceHeaders& target, const std::string& text) {
  auto headers = parse_place_headers(text);
  if (!headers) return false;
  target = *std::move(headers);
  return true;
}

bool read_database_url(std::string& target, const std::string& text) {
  target = text;
  return text.starts_with("postgres://") || text.starts_with("postgresql://") ||
         (text.starts_with("sqlite:") && text.size() > std::string_view("sqlite:").size());
}

bool read_vault_key(std::optional<Secret>& target, const std::string& text) {
  auto bytes = parse_base64(text);
  if (!bytes || bytes->size() != 32) return false;
  target = Secret(std::move(*bytes));
  return true;
}

bool read_log_level(std::string& target, const std::string& text) {
  target = text;
  return text == "debug" || text == "info" || text == "warning" || text == "error";
}

bool read_seconds(Seconds& target, const std::string& text) {
  std::int64_t value = 0;
  constexpr std::int64_t year = 366LL * 24 * 3600;
  if (!read_number<std::int64_t>(value, text, 0, year)) return false;
  target = Seconds(value);
  return true;
}

bool read_days(std::chrono::days& target, const std::string& text) {
  int value = 0;
  if (!read_number(value, text, 0, 36'500)) return false;
  target = std::chrono::days(value);
  return true;
}

bool read_mailbox(std::optional<bool>& target, const std::string& text) {
  target.reset();
  if (to_lower_ascii(text) == "auto") return true;
  return read_switch(target.emplace(), text);
}

bool read_hosts(net::AllowedHosts& target, const std::string& text) {
  auto hosts = net::AllowedHosts::parse(text);
  if (hosts) target = *std::move(hosts);
  return hosts.has_value();
}

bool read_countries(std::vector<std::string>& target, const std::string& text) {
  target.clear();
  for (const auto& item : split_words(text, ',')) {
    const std::string name(trim(item));
    if (!is_phone_country(name)) return false;
    target.push_back(name);
  }
  return !target.empty();
}

bool read_bucket(std::string& target, const std::string& text) {
  target = text;
  return uploads::is_bucket_name(text);
}

// A part of a host's name.
bool read_region(std::string& target, const std::string& text) {
  target = text;
  return uploads::is_bucket_name(text);
}

// It stands in a header, beside words that are divided by these.
bool read_key_id(std::string& target, const std::string& text) {
  target = text;
  return text.find_first_of("/, \t") == std::string::npos && text.size() <= 128;
}

// A path is allowed, as for a network of copies in front of several stores.
bool read_public_url(std::string& target, const std::string& text) {
  const auto uri = parse_uri(text);
  if (!uri || !is_http_scheme(*uri) || uri->host.empty()) return false;
  if (uri->has_query || uri->has_fragment || !uri->userinfo.empty()) return false;
  target = text;
  while (target.ends_with('/'))
    target.pop_back();
  return true;
}

bool read_path_style(uploads::S3PathStyle& target, const std::string& text) {
  bool forces_path = false;
  if (!read_switch(forces_path, text)) return false;
  target = forces_path ? uploads::S3PathStyle::path : uploads::S3PathStyle::host;
  return true;
}

// A word of the parameter "scope" (RFC 6749 3.3).
bool read_permission(std::string& target, const std::string& text) {
  target = text;
  constexpr std::size_t max_bytes = 256;  // of a permission's name
  return !text.empty() && text.size() <= max_bytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c > ' ' && c <= '~' && c != '"' && c != '\\';
         });
}

}  // namespace daemun::app
