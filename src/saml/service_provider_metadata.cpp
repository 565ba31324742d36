#include "saml/service_provider_metadata.h"

#include "base/encoding.h"

#include <string_view>

#include "saml/names.h"

namespace daemun::saml {

namespace {

std::string to_key_descriptor(std::string_view use, const crypto::Certificate& certificate) {
  return "<md:KeyDescriptor use=\"" + std::string(use) +
         "\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + to_base64(certificate.to_der()) +
         "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
}

std::string to_namespace(std::string_view prefix, std::string_view name) {
  return " xmlns:" + std::string(prefix) + "=\"" + std::string(name) + "\"";
}

}  // namespace

std::string make_service_provider_metadata(const ServiceProvider& provider) {
  const bool signs = provider.requests == RequestsAre::signed_requests;
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<md:EntityDescriptor";
  xml += to_namespace("md", metadata_namespace) + to_namespace("ds", signature_namespace);
  xml += " entityID=\"" + to_html_escaped(provider.entity_id) + "\">";
  xml += "<md:SPSSODescriptor AuthnRequestsSigned=\"" + std::string(signs ? "true" : "false");
  xml += "\" WantAssertionsSigned=\"true\" protocolSupportEnumeration=\"";
  xml += std::string(protocol_namespace) + "\">";
  for (const auto& certificate : provider.signing_certificates)
    xml += to_key_descriptor("signing", certificate);
  for (const auto& certificate : provider.encryption_certificates)
    xml += to_key_descriptor("encryption", certificate);
  xml += "<md:AssertionConsumerService index=\"0\" isDefault=\"true\" Binding=\"";
  xml += std::string(post_binding) + "\" Location=\"";
  xml += to_html_escaped(provider.assertion_consumer_service_url) + "\"/>";
  return xml + "</md:SPSSODescriptor></md:EntityDescriptor>\n";
}

}  // namespace daemun::saml
