// Values of xs:ID attributes, as far as they are taken here.
#ifndef DAEMUN_SAML_IDENTIFIER_H
#define DAEMUN_SAML_IDENTIFIER_H

#include <string_view>

namespace daemun::saml {

// At most 256 ASCII letters, digits, '.', '-' and '_', of which the first is a letter or '_':
// nothing with a meaning in a URI or an XPointer.
bool is_identifier(std::string_view text);

}  // namespace daemun::saml

#endif
