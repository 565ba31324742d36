#include "management/application_json.h"

#include "base/uri.h"
#include "domain/redirect_uri.h"
#include "management/answers.h"

#include <stdexcept>
#include <string_view>
#include <utility>

namespace daemun::management {
namespace {

// Each is compared with at every request of the application.
constexpr std::size_t max_uris = 200;

template <typename IsValid>
std::optional<std::string> find_bad_item(
    const std::vector<Text<1, 2048>>& list, const std::string& path, IsValid is_valid
) {
  if (list.size() > max_uris) return path + " has more than " + std::to_string(max_uris) + " items";
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!is_valid(std::string_view(list[i])))
      return path + "[" + std::to_string(i) + "] cannot be used";
  }
  return std::nullopt;
}

}  // namespace

ApplicationView to_view(const TenantId& tenant, const storage::ApplicationRecord& record) {
  return {
      .tenant_id = tenant.value(),
      .id = record.id.value(),
      .name = record.name,
      .description = record.description,
      .type = record.type,
      .oidc_client_metadata = {parse_stored(record.oidc_client_metadata)},
      .custom_client_metadata = {parse_stored(record.custom_client_metadata)},
      .protected_app_metadata = {},
      .custom_data = parse_stored(record.custom_data),
      .is_third_party = record.is_third_party,
      .app_level_access_control_enabled = record.app_level_access_control_enabled,
      .created_at = to_unix_ms(record.created_at),
  };
}

json::object parse_stored(const std::string& text) {
  // Above what a body may hold: numbers grow when they are written anew.
  auto parsed = parse_json_object(text, {.max_bytes = 4 * 1024 * 1024, .max_depth = 64});
  if (!parsed) throw std::runtime_error("a stored document is not a JSON object");
  return std::move(*parsed);
}

std::optional<std::string> find_bad_metadata(
    const std::optional<ClientMetadata>& client, const std::optional<CustomMetadata>& custom
) {
  if (client) {
    const std::string path = "body.oidcClientMetadata.";
    auto bad = find_bad_item(client->redirect_uris, path + "redirectUris", is_valid_redirect_uri);
    if (bad) return bad;
    bad = find_bad_item(
        client->post_logout_redirect_uris, path + "postLogoutRedirectUris", is_valid_redirect_uri
    );
    if (bad) return bad;
    const auto& backchannel = client->backchannel_logout_uri;
    const auto uri = backchannel ? parse_uri(*backchannel) : std::nullopt;
    // OpenID Connect Back-Channel Logout 1.0, 2.2.
    if (uri && uri->has_fragment) return path + "backchannelLogoutUri must not have a fragment";
  }
  if (!custom || !custom->cors_allowed_origins) return std::nullopt;
  return find_bad_item(
      *custom->cors_allowed_origins, "body.customClientMetadata.corsAllowedOrigins", is_valid_origin
  );
}

}  // namespace daemun::management
