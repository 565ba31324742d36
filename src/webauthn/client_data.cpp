#include "webauthn/client_data.h"

#include "base/json.h"

#include <utility>

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;

WebauthnError incomplete(std::string_view member) {
  return refuse(
      Code::client_data_incomplete, std::string(member) + " is missing or of the wrong type"
  );
}

}  // namespace

Result<ClientData, WebauthnError> parse_client_data(std::string_view text) {
  if (text.size() > max_client_data_bytes)
    return refuse(Code::client_data_too_large, "the client data has too many bytes");
  const auto object = parse_json_object(text, {.max_bytes = max_client_data_bytes, .max_depth = 8});
  if (!object) return refuse(Code::client_data_not_json, "the client data is not a JSON object");

  ClientData data;
  for (const auto& [name, member] :
       {std::pair("type", &ClientData::type),
        std::pair("challenge", &ClientData::challenge),
        std::pair("origin", &ClientData::origin)}) {
    const auto value = find_string(*object, name);
    if (!value) return incomplete(name);
    data.*member = *value;
  }
  if (object->contains("crossOrigin")) {
    const auto value = find_bool(*object, "crossOrigin");
    if (!value) return incomplete("crossOrigin");
    data.is_cross_origin = *value;
  }
  if (object->contains("topOrigin")) {
    const auto value = find_string(*object, "topOrigin");
    if (!value) return incomplete("topOrigin");
    data.top_origin = std::string(*value);
  }
  return data;
}

}  // namespace daemun::webauthn
