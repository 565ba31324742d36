// For tests only: the metadata of an identity provider.
#ifndef DAEMUN_SAML_TEST_METADATA_H
#define DAEMUN_SAML_TEST_METADATA_H

#include "base/encoding.h"

#include <string>

#include "saml/test_keys.h"

namespace daemun::saml::test {

inline std::string a_metadata_document(
    const TestKey& key = provider_key(), const std::string& entity_id = "https://idp.example"
) {
  return "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='" + entity_id +
         "'><IDPSSODescriptor protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'>"
         "<KeyDescriptor use='signing'><ds:KeyInfo xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>"
         "<ds:X509Data><ds:X509Certificate>" +
         to_base64(key.certificate.to_der()) +
         "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>"
         "<SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect' "
         "Location='" +
         entity_id + "/sso'/></IDPSSODescriptor></EntityDescriptor>";
}

}  // namespace daemun::saml::test

#endif
