#include "connectors/provider.h"

#include "base/encoding.h"
#include "base/text.h"

namespace daemun::connectors {
namespace {

constexpr std::size_t max_excerpt_bytes = 1000;

net::Request post(std::string url, std::string_view media_type, std::string body) {
  net::Request request;
  request.method = "POST";
  request.url = std::move(url);
  request.headers = {{"Content-Type", std::string(media_type)}};
  request.body = std::move(body);
  request.max_response_bytes = 64 * 1024;
  return request;
}

void append(std::vector<net::Header>& headers, std::vector<net::Header> more) {
  for (auto& header : more)
    headers.push_back(std::move(header));
}

}  // namespace

std::string text_of(const json::object& config, std::string_view key) {
  return std::string(find_string(config, key).value_or(""));
}

net::Request json_request(
    std::string url, const json::object& body, std::vector<net::Header> headers
) {
  auto request = post(std::move(url), "application/json", json::serialize(body));
  append(request.headers, std::move(headers));
  return request;
}

net::Request form_request(std::string url, const Form& body, std::vector<net::Header> headers) {
  auto request = post(std::move(url), "application/x-www-form-urlencoded", to_form_text(body));
  append(request.headers, std::move(headers));
  return request;
}

net::Header basic_authorization(std::string_view user, std::string_view password) {
  return {"Authorization", "Basic " + to_base64(std::string(user) + ":" + std::string(password))};
}

net::Header bearer_authorization(std::string_view token) {
  return {"Authorization", "Bearer " + std::string(token)};
}

std::string make_uuid(crypto::Random& random) {
  std::string bytes = crypto::random_bytes(random, 16);
  // RFC 9562 5.4: version 4.
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text = to_hex(bytes);
  for (const std::size_t dash : {8U, 13U, 18U, 23U})
    text.insert(dash, 1, '-');
  return text;
}

std::string to_seconds_text(TimePoint time) {
  return to_iso_text(time).substr(0, 19) + "Z";
}

bool is_success(const net::Response& response) {
  return response.status >= 200 && response.status < 300;
}

std::string excerpt_of(const net::Response& response) {
  std::string text = response.body.substr(0, max_excerpt_bytes);
  // The cut may have gone through a character.
  for (int i = 0; i < 3 && !text.empty() && !is_valid_utf8(text); ++i)
    text.pop_back();
  const bool is_readable = !trim(text).empty() && is_valid_utf8(text);
  return is_readable ? text : "HTTP status " + std::to_string(response.status);
}

std::optional<ConnectorError> read_status(const net::Response& response) {
  if (is_success(response)) return std::nullopt;
  return make_error(ConnectorErrorCode::general, excerpt_of(response));
}

std::optional<ConnectorError> read_status_only(const net::Response& response) {
  if (is_success(response)) return std::nullopt;
  return make_error(ConnectorErrorCode::general, "HTTP status " + std::to_string(response.status));
}

const json::object* find_template(
    const json::object& config, TemplateType type, Fallback fallback
) {
  const auto* templates = find_array(config, "templates");
  if (templates == nullptr) return nullptr;
  for (const auto& entry : *templates) {
    if (find_string(entry.as_object(), "usageType") == to_string(type)) return &entry.get_object();
  }
  if (fallback == Fallback::none || type == TemplateType::generic) return nullptr;
  return find_template(config, TemplateType::generic);
}

ConnectorError template_not_found(TemplateType type) {
  return make_error(
      ConnectorErrorCode::template_not_found,
      "There is no template of usage type " + std::string(to_string(type)) + "."
  );
}

}  // namespace daemun::connectors
