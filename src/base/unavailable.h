// Thrown when a machine that the request needs is away or busy beyond its bound (database, password
// pool). The door answers 503 with Retry-After: the client may try again, nothing has happened.
#ifndef DAEMUN_BASE_UNAVAILABLE_H
#define DAEMUN_BASE_UNAVAILABLE_H

#include <stdexcept>

namespace daemun {

struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace daemun

#endif
