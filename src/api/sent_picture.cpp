#include "api/sent_picture.h"

#include "domain/network.h"

#include <utility>

#include "api/file_form.h"

namespace daemun::api {
namespace {

RequestError to_error(uploads::PictureErrorCode code, const uploads::PictureRules& rules) {
  switch (code) {
    case uploads::PictureErrorCode::too_long:
      return file_too_long(rules.max_sent_bytes);
    case uploads::PictureErrorCode::unknown_type:
      return wrong_file_type();
    case uploads::PictureErrorCode::too_many_pixels:
      return invalid_input(
          "the picture may have " + std::to_string(uploads::max_sent_side) + " pixels a side"
      );
    case uploads::PictureErrorCode::malformed:
      break;
  }
  return invalid_input("the picture is damaged");
}

}  // namespace

Task<Outcome<UserAsset>> remake_sent_picture(
    crypto::WorkPool& pool, http::Request request, uploads::PictureRules rules
) {
  const auto file = parse_file_form(request);
  if (!file) co_return file.error();
  if (file->bytes.size() > rules.max_sent_bytes) co_return file_too_long(rules.max_sent_bytes);
  std::string bytes(file->bytes);
  auto party = network_of(request.remote_address);
  auto picture = co_await uploads::remake_picture(pool, std::move(party), std::move(bytes), rules);
  if (!picture) co_return to_error(picture.error(), rules);
  UserAsset asset;
  asset.type = uploads::to_extension(picture->type);
  asset.bytes = std::move(picture->bytes);
  co_return asset;
}

}  // namespace daemun::api
