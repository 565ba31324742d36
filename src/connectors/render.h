// Placeholders in templates: "{{ application.name }}".
#ifndef DAEMUN_CONNECTORS_RENDER_H
#define DAEMUN_CONNECTORS_RENDER_H

#include "base/json.h"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace daemun::connectors {

// Where a value goes decides how it is written there.
enum class Place {
  text,   // as it is
  html,   // escaped, so that a name can hold no markup
  header  // on one line: subjects and names
};

// A text grows with each placeholder that a long value takes.
inline constexpr std::size_t max_rendered_bytes = 1024 * 1024;
struct TooLarge : std::runtime_error {
  TooLarge() : std::runtime_error("the message is too large") {}
};

// Control characters become blanks, and there are none at the ends.
std::string to_single_line(std::string_view text);

// A placeholder whose root is not in the payload stays as it is written; a member that is missing
// there, or is no text, number or boolean, becomes "". Values hold no placeholders. Throws
// TooLarge; make_delivery makes an error of it.
std::string render(std::string_view text, const json::object& payload, Place place);

}  // namespace daemun::connectors

#endif
