// xs:dateTime as SAML writes it: in UTC, with or without a fraction of a second (saml-core 1.3.3).
#ifndef DAEMUN_SAML_TIME_TEXT_H
#define DAEMUN_SAML_TIME_TEXT_H

#include "base/clock.h"

#include <optional>
#include <string_view>

namespace daemun::saml {

// "2027-01-15T08:00:00Z", up to nine digits of fraction, of which three count. Nothing for another
// zone than Z, a date that does not exist, or years before 1970 and after 9999.
std::optional<TimePoint> parse_time_text(std::string_view text);

}  // namespace daemun::saml

#endif
