// Namespaces and words of SAML 2.0 (saml-core 1.2, saml-metadata 1.1) and XML security.
#ifndef DAEMUN_SAML_NAMES_H
#define DAEMUN_SAML_NAMES_H

#include <string_view>

namespace daemun::saml {

inline constexpr std::string_view assertion_namespace = "urn:oasis:names:tc:SAML:2.0:assertion";
inline constexpr std::string_view protocol_namespace = "urn:oasis:names:tc:SAML:2.0:protocol";
inline constexpr std::string_view metadata_namespace = "urn:oasis:names:tc:SAML:2.0:metadata";
inline constexpr std::string_view signature_namespace = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view encryption_namespace = "http://www.w3.org/2001/04/xmlenc#";
inline constexpr std::string_view canonical_namespace = "http://www.w3.org/2001/10/xml-exc-c14n#";

inline constexpr std::string_view enveloped_signature =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view exclusive_canonicalisation =
    "http://www.w3.org/2001/10/xml-exc-c14n#";

inline constexpr std::string_view redirect_binding =
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
inline constexpr std::string_view post_binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
inline constexpr std::string_view bearer_method = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
inline constexpr std::string_view success_status = "urn:oasis:names:tc:SAML:2.0:status:Success";
inline constexpr std::string_view entity_format =
    "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

}  // namespace daemun::saml

#endif
