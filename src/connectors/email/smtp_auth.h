// How a mail server is told who sends: nothing, a password, or an OAuth access token (XOAUTH2).
#ifndef DAEMUN_CONNECTORS_EMAIL_SMTP_AUTH_H
#define DAEMUN_CONNECTORS_EMAIL_SMTP_AUTH_H

#include "connectors/connector.h"

namespace daemun::connectors {

// What is wrong with `auth`, by its path.
json::array check_smtp_auth(const json::object& auth);

// Adds the user with a password or an access token; or the request for one, when none is given or
// it has expired.
void add_smtp_auth(MailDelivery& delivery, const json::object& auth, TimePoint now);

}  // namespace daemun::connectors

#endif
