#include "saml/signature.h"

#include "crypto/openssl_errors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "saml/document.h"
#include "saml/names.h"
#include "saml/xmlsec.h"

namespace daemun::saml {

namespace {

using Code = SamlError::Code;
using Check = std::optional<SamlError>;

constexpr std::array<std::string_view, 6> signature_methods = {
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"};
constexpr std::array<std::string_view, 3> digest_methods = {
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512"};

constexpr std::size_t max_prefix_list_bytes = 256;

SamlError bad_structure() {
  return refuse(Code::bad_signature_structure, "a signature has other parts than SAML allows");
}

// The children in this order, and no others.
bool consists_of(
    const std::vector<xmlNode*>& elements, const std::vector<std::string_view>& names
) {
  return std::equal(
      elements.begin(),
      elements.end(),
      names.begin(),
      names.end(),
      [](const xmlNode* element, std::string_view name) {
        return is_element(element, signature_namespace, name);
      }
  );
}

template <std::size_t count>
Check check_method(const xmlNode* method, const std::array<std::string_view, count>& allowed) {
  // A child would be a parameter, such as the length to which an HMAC is cut.
  if (!elements_of(method).empty()) return bad_structure();
  const auto name = attribute(method, "Algorithm");
  if (!name || std::find(allowed.begin(), allowed.end(), *name) == allowed.end())
    return refuse(Code::algorithm_not_allowed, "a signature has an algorithm that is not allowed");
  return std::nullopt;
}

// The one with comments is refused as well: nobody has it.
Check check_canonicalisation(const xmlNode* method) {
  if (attribute(method, "Algorithm") != exclusive_canonicalisation)
    return refuse(Code::transform_not_allowed, "a canonicalisation is not exclusive");
  const auto parameters = elements_of(method);
  if (parameters.empty()) return std::nullopt;
  // Each prefix is looked up at each element, before the signature is known to be good.
  const bool is_short_list =
      parameters.size() == 1 &&
      is_element(parameters[0], canonical_namespace, "InclusiveNamespaces") &&
      elements_of(parameters[0]).empty() &&
      attribute(parameters[0], "PrefixList").value_or("").size() <= max_prefix_list_bytes;
  if (!is_short_list) return bad_structure();
  return std::nullopt;
}

// saml-core 5.4.4: no others, whatever the XML Signature library could do.
Check check_transforms(const xmlNode* transforms) {
  const auto both = elements_of(transforms);
  if (!consists_of(both, {"Transform", "Transform"}) ||
      attribute(both[0], "Algorithm") != enveloped_signature || !elements_of(both[0]).empty()) {
    return refuse(
        Code::transform_not_allowed, "a signature has transforms other than the two of SAML"
    );
  }
  return check_canonicalisation(both[1]);
}

Check check_text(const xmlNode* element) {
  auto text = text_of(element);
  if (!text) return std::move(text).error();
  return std::nullopt;
}

// saml-core 5.4.2: one reference, to the ID of the element that holds the signature.
Check check_reference(const xmlNode* reference, const std::string& id) {
  const auto parts = elements_of(reference);
  if (!consists_of(parts, {"Transforms", "DigestMethod", "DigestValue"})) return bad_structure();
  if (attribute(reference, "URI") != "#" + id)
    return refuse(Code::wrong_reference, "a signature is not of the element in which it stands");
  if (auto wrong = check_transforms(parts[0])) return wrong;
  if (auto wrong = check_method(parts[1], digest_methods)) return wrong;
  return check_text(parts[2]);
}

Check check_signed_info(const xmlNode* signed_info, const std::string& id) {
  const auto parts = elements_of(signed_info);
  if (!consists_of(parts, {"CanonicalizationMethod", "SignatureMethod", "Reference"}))
    return bad_structure();
  if (auto wrong = check_canonicalisation(parts[0])) return wrong;
  if (auto wrong = check_method(parts[1], signature_methods)) return wrong;
  return check_reference(parts[2], id);
}

Check check_signature(xmlNode* signature, const std::string& id) {
  if (has_qualified_attribute(signature)) return bad_structure();
  const auto parts = elements_of(signature);
  // KeyInfo is not read: a message does not choose by which key it is verified.
  if (!consists_of(parts, {"SignedInfo", "SignatureValue"}) &&
      !consists_of(parts, {"SignedInfo", "SignatureValue", "KeyInfo"}))
    return bad_structure();
  if (auto wrong = check_signed_info(parts[0], id)) return wrong;
  return check_text(parts[1]);
}

// While it lives, the element is the only one that xmlsec1 finds by its ID.
class RegisteredId {
 public:
  explicit RegisteredId(xmlNode* element)
      : attribute_(xmlHasNsProp(element, reinterpret_cast<const xmlChar*>("ID"), nullptr)) {
    xmlChar* value = xmlGetNoNsProp(element, reinterpret_cast<const xmlChar*>("ID"));
    is_registered_ = attribute_ != nullptr && value != nullptr &&
                     xmlAddID(nullptr, element->doc, value, attribute_) != nullptr;
    xmlFree(value);
  }
  ~RegisteredId() {
    if (is_registered_) xmlRemoveID(attribute_->doc, attribute_);
  }
  RegisteredId(const RegisteredId&) = delete;
  RegisteredId& operator=(const RegisteredId&) = delete;

  bool is_registered() const { return is_registered_; }

 private:
  xmlAttr* attribute_;
  bool is_registered_ = false;
};

// Once more in xmlsec1's own words what check_signature has let through.
bool enable_algorithms(xmlSecDSigCtx* context) {
  bool enabled = true;
  for (const auto transform :
       {xmlSecTransformExclC14NId,
        xmlSecOpenSSLTransformRsaSha256Id,
        xmlSecOpenSSLTransformRsaSha384Id,
        xmlSecOpenSSLTransformRsaSha512Id,
        xmlSecOpenSSLTransformEcdsaSha256Id,
        xmlSecOpenSSLTransformEcdsaSha384Id,
        xmlSecOpenSSLTransformEcdsaSha512Id})
    enabled = xmlSecDSigCtxEnableSignatureTransform(context, transform) == 0 && enabled;
  for (const auto transform :
       {xmlSecTransformEnvelopedId,
        xmlSecTransformExclC14NId,
        xmlSecOpenSSLTransformSha256Id,
        xmlSecOpenSSLTransformSha384Id,
        xmlSecOpenSSLTransformSha512Id})
    enabled = xmlSecDSigCtxEnableReferenceTransform(context, transform) == 0 && enabled;
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  return enabled;
}

bool verifies(xmlNode* signature, const crypto::Certificate& certificate) {
  const std::string der = certificate.to_der();
  XmlsecKey key(xmlSecOpenSSLAppKeyLoadMemory(
      reinterpret_cast<const xmlSecByte*>(der.data()),
      static_cast<xmlSecSize>(der.size()),
      xmlSecKeyDataFormatCertDer,
      nullptr,
      nullptr,
      nullptr
  ));
  const SignatureContext context(xmlSecDSigCtxCreate(nullptr));
  if (!key || !context || !enable_algorithms(context.get())) return false;
  context->signKey = key.release();
  return xmlSecDSigCtxVerify(context.get(), signature) == 0 &&
         context->status == xmlSecDSigStatusSucceeded &&
         xmlSecPtrListGetSize(&context->signedInfoReferences) == 1;
}

}  // namespace

Result<SignatureState, SamlError> verify_signature(
    xmlNode* element, const std::vector<crypto::Certificate>& certificates
) {
  use_libraries();
  const auto signatures = elements_of(element, signature_namespace, "Signature");
  if (signatures.empty()) return SignatureState::absent;
  if (signatures.size() > 1) return bad_structure();
  if (auto wrong = check_signature(signatures[0], attribute(element, "ID").value_or("")))
    return *std::move(wrong);
  const RegisteredId id(element);
  if (!id.is_registered()) return bad_structure();
  const bool is_valid = std::any_of(
      certificates.begin(),
      certificates.end(),
      [&](const crypto::Certificate& certificate) { return verifies(signatures[0], certificate); }
  );
  crypto::forget_openssl_errors();
  if (!is_valid) return refuse(Code::bad_signature, "a signature is not of the identity provider");
  return SignatureState::valid;
}

}  // namespace daemun::saml
