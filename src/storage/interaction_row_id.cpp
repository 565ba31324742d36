#include "storage/interaction_row_id.h"

#include "base/encoding.h"
#include "crypto/digest.h"

namespace daemun::storage {

std::string interaction_row_id(const InteractionId& id) {
  return to_base64url(crypto::sha256(id.value()));
}

}  // namespace daemun::storage
