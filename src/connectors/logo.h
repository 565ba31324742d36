// The pictures of connectors: our own drawings, for marks of companies are theirs.
#ifndef DAEMUN_CONNECTORS_LOGO_H
#define DAEMUN_CONNECTORS_LOGO_H

#include <string>
#include <string_view>

namespace daemun::connectors {

// The first letter of the name in white on the color, as a data URI of an SVG image.
std::string make_logo(std::string_view name, std::string_view color);

}  // namespace daemun::connectors

#endif
