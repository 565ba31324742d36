// Facts about the installation: /systems, and the storage for assets.
#include "management/answers.h"
#include "management/nouns.h"

#include <memory>
#include <vector>

namespace daemun::management {
namespace {

struct AssetService {
  Word<"ready", "not_configured"> status{};
  std::optional<std::vector<std::string>> allow_upload_mime_types{};
  std::optional<Number<>> max_upload_file_size{};
  std::optional<bool> is_experience_avatar_upload_enabled{};
};
BOOST_DESCRIBE_STRUCT(
    AssetService,
    (),
    (status, allow_upload_mime_types, max_upload_file_size, is_experience_avatar_upload_enabled)
)

struct ProtectedApps {
  std::string default_domain{};
};
BOOST_DESCRIBE_STRUCT(ProtectedApps, (), (default_domain))

struct ApplicationConstants {
  ProtectedApps protected_apps{};
};
BOOST_DESCRIBE_STRUCT(ApplicationConstants, (), (protected_apps))

class SystemFacts {
 public:
  Answer show_asset_service(Call) {
    // There is no file storage: pictures are given by their URL.
    co_return reply_of(AssetService{.status = std::string("not_configured")});
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
       .reply = shape_of<AssetService>(),
       .handler = handled_by(noun, &SystemFacts::show_asset_service)},
      {.method = Method::get,
       .path = "/systems/application",
       .summary = "Show the settings shared by all applications",
       .reply = shape_of<ApplicationConstants>(),
       .refusals = {501},
       .handler = handled_by(noun, &SystemFacts::show_application_constants)},
  };
}

}  // namespace daemun::management
