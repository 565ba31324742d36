#include "domain/logout_notice.h"

#include "base/json.h"

#include <utility>

namespace daemun {

std::optional<LogoutNotice> make_logout_notice(
    const Application& client, const SessionClient& session_client, const UserId& user
) {
  const auto& metadata = client.oidc_client_metadata;
  if (!metadata.backchannel_logout_uri) return std::nullopt;
  LogoutNotice notice{
      .client_id = client.id,
      .user_id = user,
      .sid = std::nullopt,
      .uri = *metadata.backchannel_logout_uri,
  };
  if (metadata.backchannel_logout_session_required) notice.sid = session_client.sid;
  return notice;
}

std::string to_json_text(const LogoutNotice& notice) {
  JsonWriter payload;
  payload.add("client_id", notice.client_id.value()).add("sub", notice.user_id.value());
  if (notice.sid) payload.add("sid", *notice.sid);
  payload.add("uri", notice.uri);
  return std::move(payload).take();
}

std::optional<LogoutNotice> parse_logout_notice(std::string_view text) {
  const auto object = parse_json_object(text);
  if (!object) return std::nullopt;
  const auto client = find_string(*object, "client_id");
  const auto user = find_string(*object, "sub");
  const auto uri = find_string(*object, "uri");
  if (!client || !user || !uri) return std::nullopt;
  LogoutNotice notice{
      .client_id = ApplicationId(std::string(*client)),
      .user_id = UserId(std::string(*user)),
      .sid = std::nullopt,
      .uri = std::string(*uri),
  };
  if (const auto sid = find_string(*object, "sid")) notice.sid = std::string(*sid);
  return notice;
}

}  // namespace daemun
