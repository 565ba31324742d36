#include "saml/metadata.h"

#include "base/text.h"
#include "base/uri.h"

#include <algorithm>
#include <utility>

#include "saml/document.h"
#include "saml/names.h"

namespace daemun::saml {

namespace {

using Code = SamlError::Code;

bool speaks_saml2(const xmlNode* role) {
  const auto protocols = attribute(role, "protocolSupportEnumeration");
  return protocols && contains(split_words(*protocols), protocol_namespace);
}

Result<xmlNode*, SamlError> find_role(const xmlNode* entity) {
  auto roles = elements_of(entity, metadata_namespace, "IDPSSODescriptor");
  std::erase_if(roles, [](const xmlNode* role) { return !speaks_saml2(role); });
  if (roles.empty())
    return refuse(Code::no_identity_provider, "the entity is no identity provider of SAML 2.0");
  if (roles.size() > 1)
    return refuse(Code::several_identity_providers, "the entity is several identity providers");
  return roles.front();
}

std::optional<std::string> find_sign_in_url(const xmlNode* role) {
  for (const xmlNode* service : elements_of(role, metadata_namespace, "SingleSignOnService"))
    if (attribute(service, "Binding") == redirect_binding) return attribute(service, "Location");
  return std::nullopt;
}

// Of all KeyDescriptors that are for signing: with no `use` a key is for everything
// (saml-metadata 2.4.1.1).
Result<std::vector<std::string>, SamlError> find_certificates(const xmlNode* role) {
  std::vector<std::string> found;
  for (const xmlNode* key : elements_of(role, metadata_namespace, "KeyDescriptor")) {
    if (attribute(key, "use").value_or("signing") != "signing") continue;
    for (xmlNode* node : all_elements(const_cast<xmlNode*>(key))) {
      if (!is_element(node, signature_namespace, "X509Certificate")) continue;
      auto text = text_of(node);
      if (!text) return std::move(text).error();
      found.push_back(*std::move(text));
    }
  }
  return found;
}

// The earlier of the two that may say it.
Result<std::optional<TimePoint>, SamlError> find_end(const xmlNode* entity, const xmlNode* role) {
  const auto whole = time_attribute(entity, "validUntil");
  if (!whole) return whole.error();
  const auto part = time_attribute(role, "validUntil");
  if (!part) return part.error();
  if (!*whole || !*part) return *whole ? *whole : *part;
  return std::optional(std::min(**whole, **part));
}

bool is_endpoint(std::string_view text) {
  const auto uri = parse_uri(text);
  return uri && is_http_scheme(*uri) && !uri->has_fragment && uri->userinfo.empty();
}

Result<crypto::Certificate, SamlError> to_certificate(std::string_view text) {
  auto certificate = crypto::Certificate::parse_text(text);
  if (!certificate) return refuse(Code::bad_certificate, "a signing certificate cannot be read");
  if (!certificate->public_key()) {
    return refuse(
        Code::bad_certificate,
        "the key of a signing certificate is neither RSA of 2048 to 8192 bits nor P-256 nor P-384"
    );
  }
  return *std::move(certificate);
}

}  // namespace

Result<IdentityProvider, SamlError> to_identity_provider(const IdentityProviderFields& fields) {
  if (fields.entity_id.empty() || fields.entity_id.size() > max_entity_id_bytes)
    return refuse(Code::no_entity_id, "the identity provider has no entity id");
  if (!is_endpoint(fields.sign_in_url))
    return refuse(Code::bad_endpoint, "the sign-in URL of the identity provider is no URL");
  if (fields.signing_certificates.empty())
    return refuse(Code::no_signing_certificate, "the identity provider has no certificate");
  if (fields.signing_certificates.size() > max_signing_certificates)
    return refuse(Code::bad_certificate, "the identity provider has too many certificates");
  IdentityProvider provider{
      .entity_id = fields.entity_id, .sign_in_url = fields.sign_in_url, .signing_certificates = {}};
  for (const auto& text : fields.signing_certificates) {
    auto certificate = to_certificate(text);
    if (!certificate) return std::move(certificate).error();
    provider.signing_certificates.push_back(*std::move(certificate));
  }
  return provider;
}

Result<IdentityProvider, SamlError> parse_identity_provider_metadata(std::string_view xml) {
  const auto document = parse_document(xml);
  if (!document) return document.error();
  const xmlNode* entity = xmlDocGetRootElement(document->get());
  if (!is_element(entity, metadata_namespace, "EntityDescriptor"))
    return refuse(Code::not_an_entity, "the XML is not the metadata of one entity");
  const auto role = find_role(entity);
  if (!role) return role.error();
  auto sign_in_url = find_sign_in_url(*role);
  if (!sign_in_url)
    return refuse(Code::no_redirect_endpoint, "there is no sign-in URL for HTTP-Redirect");
  auto certificates = find_certificates(*role);
  if (!certificates) return std::move(certificates).error();
  const auto end = find_end(entity, *role);
  if (!end) return end.error();

  auto provider = to_identity_provider(
      {.entity_id = attribute(entity, "entityID").value_or(""),
       .sign_in_url = *std::move(sign_in_url),
       .signing_certificates = *std::move(certificates)}
  );
  if (!provider) return provider;
  const auto wants = attribute(*role, "WantAuthnRequestsSigned");
  provider->wants_signed_requests = wants == "true" || wants == "1";
  provider->valid_until = *end;
  return provider;
}

}  // namespace daemun::saml
