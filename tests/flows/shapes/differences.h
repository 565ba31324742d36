// Where a shape of ours differs from Logto's.
#ifndef DAEMUN_TESTS_FLOWS_SHAPES_DIFFERENCES_H
#define DAEMUN_TESTS_FLOWS_SHAPES_DIFFERENCES_H

#include <string>
#include <vector>

#include "api/shape.h"

namespace daemun::flows {

// A body is what a caller sends: what Logto takes, we must take. A reply is what a caller reads:
// what Logto sends, we must send.
enum class Direction { body, reply };

// "reply.name: not there", "body.ttl: required here", …; none when every caller of Logto is served.
std::vector<std::string> find_differences(
    const api::Shape& theirs, const api::Shape& ours, Direction direction
);

}  // namespace daemun::flows

#endif
