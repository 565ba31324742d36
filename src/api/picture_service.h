// Which pictures can be uploaded, in Logto's members.
#ifndef DAEMUN_API_PICTURE_SERVICE_H
#define DAEMUN_API_PICTURE_SERVICE_H

#include <boost/describe.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/described.h"
#include "uploads/picture.h"

namespace daemun::api {

inline constexpr std::array<std::string_view, 3> sent_picture_types{
    "image/png", "image/jpeg", "image/webp"};

struct PictureService {
  Word<"ready", "not_configured"> status{};
  std::optional<std::vector<std::string>> allow_upload_mime_types{};
  std::optional<Number<>> max_upload_file_size{};
  std::optional<bool> is_experience_avatar_upload_enabled{};
};
BOOST_DESCRIBE_STRUCT(
    PictureService,
    (),
    (status, allow_upload_mime_types, max_upload_file_size, is_experience_avatar_upload_enabled)
)

PictureService to_picture_service(const uploads::PictureRules& rules);

}  // namespace daemun::api

#endif
