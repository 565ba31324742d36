// What a request tells about where it comes from: a trusted proxy's headers, and the operator's
// database of addresses.
#ifndef DAEMUN_EXPERIENCE_SIGN_IN_SIGNALS_H
#define DAEMUN_EXPERIENCE_SIGN_IN_SIGNALS_H

#include "domain/adaptive_mfa.h"
#include "domain/place_headers.h"
#include "http/request.h"

namespace daemun::experience {

// A header counts before the database. One that is there twice, too long or of another kind is not
// believed: a proxy that adds its own lets the client's through. A country that none of the sources
// knows becomes unknown_country.
SignInSignals read_signals(const http::Request& request, const PlaceSources& sources);

}  // namespace daemun::experience

#endif
