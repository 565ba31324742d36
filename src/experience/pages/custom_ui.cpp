#include "experience/pages/custom_ui.h"

#include "domain/custom_ui.h"
#include "storage/custom_ui_store.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view policy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: https:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    // One that is registered answers for every page of the origin, and stays when these pages go.
    "worker-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

Task<std::optional<http::Response>> load(
    const storage::TenantContext* context, std::string path, std::string cache
) {
  const auto settings = co_await context->settings.find_sign_in_experience();
  auto ui = find_custom_ui(*settings);
  const auto type = find_custom_ui_type(path);
  if (!ui || !type) co_return std::nullopt;
  const storage::CustomUiStore uis(context->database, context->tenant);
  auto bytes = co_await uis.find_file(*std::move(ui), std::move(path));
  if (!bytes) co_return std::nullopt;
  http::Response response;
  response.set("Content-Type", *type);
  response.set("Content-Security-Policy", policy);
  response.set("X-Frame-Options", "DENY");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cache-Control", cache);
  response.body = *std::move(bytes);
  co_return response;
}

Task<std::optional<http::Response>> nothing() {
  co_return std::nullopt;
}

}  // namespace

Task<std::optional<http::Response>> load_custom_ui_page(const storage::TenantContext* context) {
  return load(context, std::string(custom_ui_index), "no-store");
}

Task<std::optional<http::Response>> load_custom_ui_file(
    const storage::TenantContext* context, const http::Request& request
) {
  if (request.header("service-worker")) return nothing();
  auto path = request.path;
  if (path.starts_with('/')) path.erase(0, 1);
  // A file of the same name may be another one tomorrow: browsers ask, and are told by its ETag.
  if (path == custom_ui_index) path.clear();
  return load(context, std::move(path), "no-cache");
}

}  // namespace daemun::experience
