// Whether something that may come once has come before.
#ifndef DAEMUN_AUTH_SIGHTING_H
#define DAEMUN_AUTH_SIGHTING_H

namespace daemun::auth {

enum class Sighting { first, repeated };

}  // namespace daemun::auth

#endif
