#include "connectors/social/account.h"

#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"
#include "domain/foreign_email.h"
#include "domain/user.h"

#include <optional>
#include <string>
#include <utility>

namespace daemun::connectors {
namespace {

constexpr std::size_t max_id_bytes = 128;
constexpr std::size_t max_name_characters = 128;
constexpr std::size_t max_avatar_bytes = 2048;
// A dialogue keeps ten of them, and readers of JSON go only so deep.
constexpr JsonLimits raw_limits{.max_bytes = 4 * 1024, .max_depth = 16};

bool is_picture(const std::string& url) {
  const auto uri = parse_uri(url);
  return url.size() <= max_avatar_bytes && uri && uri->scheme == "https" && uri->userinfo.empty();
}

std::optional<std::string> to_email(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  return parse_foreign_email(*text);
}

std::optional<std::string> to_phone(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  auto number = parse_new_identifier(IdentifierType::phone, *text);
  if (!number) return std::nullopt;
  return std::move(number->value);
}

}  // namespace

bool is_line(std::string_view text) {
  return !text.empty() && is_valid_utf8(text) && is_header_value(text);
}

SocialUser clean_user(SocialUser user) {
  user.email = to_email(std::move(user.email));
  user.phone = to_phone(std::move(user.phone));
  if (user.name && (!is_line(*user.name) || count_characters(*user.name) > max_name_characters))
    user.name.reset();
  if (user.avatar && !is_picture(*user.avatar)) user.avatar.reset();
  if (!parse_json_object(json::serialize(user.raw), raw_limits)) user.raw.clear();
  return user;
}

Result<SocialUser, ConnectorError> check_user(SocialUser user) {
  if (!is_line(user.id) || user.id.size() > max_id_bytes) {
    return make_error(
        ConnectorErrorCode::invalid_response, "The answer does not say whose account it is."
    );
  }
  return clean_user(std::move(user));
}

}  // namespace daemun::connectors
