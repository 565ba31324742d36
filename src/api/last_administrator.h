// The answer to a change that could shut the last administrator out of the console
// (storage/last_administrator.h).
#ifndef DAEMUN_API_LAST_ADMINISTRATOR_H
#define DAEMUN_API_LAST_ADMINISTRATOR_H

#include "api/request_error.h"

namespace daemun::api {

inline RequestError last_administrator_refused() {
  return {.code = "console.last_administrator", .status = 422};
}

}  // namespace daemun::api

#endif
