// Request objects (OpenID Connect Core 6.1) are refused. Where the client wants to hear of it may
// stand in nothing but the object.
#ifndef DAEMUN_OIDC_REQUEST_OBJECT_H
#define DAEMUN_OIDC_REQUEST_OBJECT_H

#include "http/form.h"

namespace daemun::oidc {

// The form with the response_mode and state of its `request`, and with the redirect_uri of it when
// the form has none: as far as they can be read. Nobody's signature is checked, so these are worth
// what parameters of the address line are, and are checked as those are.
http::Form with_refused_object(http::Form form);

}  // namespace daemun::oidc

#endif
