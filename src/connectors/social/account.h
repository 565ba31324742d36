// What is kept of what a service says about an account.
#ifndef DAEMUN_CONNECTORS_SOCIAL_ACCOUNT_H
#define DAEMUN_CONNECTORS_SOCIAL_ACCOUNT_H

#include "base/result.h"
#include "connectors/connector_error.h"
#include "connectors/social/social.h"

#include <string_view>

namespace daemun::connectors {

// Not empty, of one line, and UTF-8: fit for a header and a page.
bool is_line(std::string_view text);

// Addresses canonical, and without what is malformed or too long to keep. The id is left alone: the
// service is not asked to be right about anything else.
SocialUser clean_user(SocialUser user);

// The same. Errors: invalid_response, when the id is empty, of several lines, or beyond 128 bytes.
Result<SocialUser, ConnectorError> check_user(SocialUser user);

}  // namespace daemun::connectors

#endif
