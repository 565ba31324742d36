#include "daemun/auth/web/challenge.h"

#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace daemun::auth {

namespace {

using Code = Challenge::Code;

struct Row {
  std::string_view name;
  int status;
};

constexpr std::array<Row, 5> rows{{
    {"missing_token", 401},
    {"invalid_request", 400},
    {"invalid_token", 401},
    {"insufficient_scope", 403},
    {"provider_unavailable", 503},
}};
static_assert(rows.size() == static_cast<std::size_t>(Code::provider_unavailable) + 1);

// RFC 6750 3: %x20-21 / %x23-5B / %x5D-7E, so that nothing can end the quotes.
void add_attribute(std::string& header, std::string_view name, std::string value) {
  std::replace_if(
      value.begin(),
      value.end(),
      [](char c) { return c < 0x20 || c > 0x7e || c == '"' || c == '\\'; },
      '?'
  );
  header += header.empty() ? "Bearer " : ", ";
  header.append(name).append("=\"").append(value).append("\"");
}

std::string to_authenticate(const Challenge& challenge) {
  std::string header;
  if (!challenge.realm.empty()) add_attribute(header, "realm", challenge.realm);
  // RFC 6750 3.1: a request without a token learns nothing of errors.
  if (challenge.code != Code::missing_token) {
    add_attribute(header, "error", std::string(to_string(challenge.code)));
    add_attribute(header, "error_description", challenge.description);
  }
  if (!challenge.scopes.empty()) add_attribute(header, "scope", join(challenge.scopes));
  return header.empty() ? "Bearer" : header;
}

}  // namespace

std::string_view to_string(Challenge::Code code) {
  return rows[static_cast<std::size_t>(code)].name;
}

Response to_response(const Challenge& challenge) {
  Response response;
  response.status = rows[static_cast<std::size_t>(challenge.code)].status;
  if (challenge.code == Code::provider_unavailable) {
    response.headers = {{"Retry-After", std::to_string(challenge.retry_after.count())}};
  } else {
    response.headers = {{"WWW-Authenticate", to_authenticate(challenge)}};
  }
  response.headers.push_back({"Content-Type", "application/json"});
  response.headers.push_back({"Cache-Control", "no-store"});
  const json::object body{
      {"error", to_string(challenge.code)}, {"error_description", challenge.description}};
  response.body = json::serialize(body);
  return response;
}

}  // namespace daemun::auth
