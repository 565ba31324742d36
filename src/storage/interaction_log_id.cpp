#include "storage/interaction_log_id.h"

#include "base/encoding.h"
#include "crypto/digest.h"

namespace daemun::storage {

std::string to_log_id(const InteractionId& id) {
  constexpr std::size_t length = 21;
  return to_base64url(crypto::sha256("audit log/" + id.value())).substr(0, length);
}

}  // namespace daemun::storage
