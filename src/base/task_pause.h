// Waiting in a coroutine.
#ifndef DAEMUN_BASE_TASK_PAUSE_H
#define DAEMUN_BASE_TASK_PAUSE_H

#include "base/clock.h"
#include "base/task.h"

namespace daemun {

// On the caller's loop, which serves others meanwhile.
Task<void> pause_for(Milliseconds time);

}  // namespace daemun

#endif
