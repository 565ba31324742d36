// What the installation has beside the tenant's settings: /systems, and where assets go.
#include "management/nouns.h"

#include <memory>
#include <vector>

namespace daemun::management {
namespace {

class SystemFacts {
 public:
  Answer show_asset_service(Call) {
    // There is no file storage: pictures are given by their URL.
    co_return Reply{.body = json::object{{"status", "not_configured"}}};
  }

  Answer show_application_constants(Call) {
    // Protected applications need a proxy at the network's edge, which nobody has configured.
    co_return api::RequestError{.code = "application.protected_app_not_configured", .status = 501};
  }
};

}  // namespace

Operations nouns::system_facts(const Dependencies&) {
  const auto noun = std::make_shared<SystemFacts>();
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/user-assets/service-status",
       .summary = "Show whether file upload is available",
       .reply =
           parse_shape(R"({status: "ready"|"not_configured", allowUploadMimeTypes?: string[], )"
                       R"(maxUploadFileSize?: number, isExperienceAvatarUploadEnabled?: boolean})"),
       .handler = handled_by(noun, &SystemFacts::show_asset_service)},
      {.method = Method::get,
       .path = "/systems/application",
       .summary = "Show the settings shared by all applications",
       .reply = parse_shape("{protectedApps: {defaultDomain: string}}"),
       .refusals = {501},
       .handler = handled_by(noun, &SystemFacts::show_application_constants)},
  };
}

}  // namespace daemun::management
