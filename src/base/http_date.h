// HTTP's date (RFC 9110 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
#ifndef DAEMUN_BASE_HTTP_DATE_H
#define DAEMUN_BASE_HTTP_DATE_H

#include "base/clock.h"

#include <string>

namespace daemun {

std::string to_http_date(TimePoint time);

}  // namespace daemun

#endif
