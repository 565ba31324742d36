// The name of a sign-in dialogue in the audit log, from its first line to its last. Not the id
// itself, with which a reader of the log could take part in the dialogue.
#ifndef DAEMUN_STORAGE_INTERACTION_LOG_ID_H
#define DAEMUN_STORAGE_INTERACTION_LOG_ID_H

#include "base/id.h"

#include <string>

namespace daemun::storage {

std::string to_log_id(const InteractionId& id);

}  // namespace daemun::storage

#endif
