// Values of settings, read from text. False: the text is none.
#ifndef DAEMUN_APP_CONFIG_VALUES_H
#define DAEMUN_APP_CONFIG_VALUES_H

#include "base/clock.h"
#include "base/secret.h"
#include "domain/place_headers.h"
#include "net/allowed_hosts.h"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "uploads/s3_request.h"

namespace daemun::app {

template <typename Number>
bool read_number(Number& target, const std::string& text, Number low, Number high) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  if (value < low || value > high) return false;
  target = value;
  return true;
}

template <typename Text>
bool read_text(Text& target, const std::string& text) {
  target = text;
  return true;
}

bool read_port(std::uint16_t& target, const std::string& text);
bool read_switch(bool& target, const std::string& text);
bool read_origin(std::string& target, const std::string& text);
bool read_place_headers(PlaceHeaders& target, const std::string& text);
bool read_database_url(std::string& target, const std::string& text);
bool read_vault_key(std::optional<Secret>& target, const std::string& text);
bool read_log_level(std::string& target, const std::string& text);
bool read_seconds(Seconds& target, const std::string& text);
bool read_days(std::chrono::days& target, const std::string& text);
bool read_mailbox(std::optional<bool>& target, const std::string& text);
bool read_hosts(net::AllowedHosts& target, const std::string& text);
bool read_countries(std::vector<std::string>& target, const std::string& text);
bool read_bucket(std::string& target, const std::string& text);
bool read_region(std::string& target, const std::string& text);
bool read_key_id(std::string& target, const std::string& text);
bool read_public_url(std::string& target, const std::string& text);
bool read_path_style(uploads::S3PathStyle& target, const std::string& text);
bool read_permission(std::string& target, const std::string& text);

}  // namespace daemun::app

#endif
