// What the audit log calls a sign-in dialogue, from its first line to its last. Not the id itself,
// which opens the dialogue to whoever reads the log.
#ifndef DAEMUN_STORAGE_INTERACTION_LOG_ID_H
#define DAEMUN_STORAGE_INTERACTION_LOG_ID_H

#include "base/id.h"

#include <string>

namespace daemun::storage {

std::string to_log_id(const InteractionId& id);

}  // namespace daemun::storage

#endif
