#include "api/picture_service.h"

namespace daemun::api {

PictureService to_picture_service(const uploads::PictureRules& rules) {
  return {
      .status = std::string("ready"),
      .allow_upload_mime_types =
          std::vector<std::string>(sent_picture_types.begin(), sent_picture_types.end()),
      .max_upload_file_size = Number<>(static_cast<std::int64_t>(rules.max_sent_bytes)),
      .is_experience_avatar_upload_enabled = true};
}

}  // namespace daemun::api
