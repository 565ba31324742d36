// The id of a dialogue's row: the hash of the dialogue's id, which is a secret of the browser.
#ifndef DAEMUN_STORAGE_INTERACTION_ROW_ID_H
#define DAEMUN_STORAGE_INTERACTION_ROW_ID_H

#include "base/id.h"

#include <string>

namespace daemun::storage {

std::string interaction_row_id(const InteractionId& id);

}  // namespace daemun::storage

#endif
