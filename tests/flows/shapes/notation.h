// The notation in which tests/vectors/api/operations.txt has Logto's shapes, which is TypeScript's:
//   {name: string, note?: string|null, type: "User"|"MachineToMachine", ids: string[],
//    links: {[k]: string}, data: {}, more: any, either: (string | boolean)}
// `{}` is an object of any members.
#ifndef DAEMUN_TESTS_FLOWS_SHAPES_NOTATION_H
#define DAEMUN_TESTS_FLOWS_SHAPES_NOTATION_H

#include <string_view>

#include "api/shape.h"

namespace daemun::flows {

// Throws std::logic_error when the text is not of the notation.
api::Shape parse_shape(std::string_view text);

}  // namespace daemun::flows

#endif
