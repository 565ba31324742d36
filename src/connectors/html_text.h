// What is left of an HTML mail for readers that show none.
#ifndef DAEMUN_CONNECTORS_HTML_TEXT_H
#define DAEMUN_CONNECTORS_HTML_TEXT_H

#include <string>
#include <string_view>

namespace daemun::connectors {

// Tags go, blocks become lines, a link's target follows its text unless both are the same. Images,
// styles, scripts and comments leave nothing.
std::string html_to_text(std::string_view html);

}  // namespace daemun::connectors

#endif
