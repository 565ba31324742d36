#include "saml/response.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "saml/assertion.h"
#include "saml/decryption.h"
#include "saml/document.h"
#include "saml/names.h"
#include "saml/signature.h"

namespace daemun::saml {

namespace {

using Code = SamlError::Code;
using Check = std::optional<SamlError>;

// With a line break after every 64 characters.
constexpr std::size_t max_text_bytes = max_xml_bytes / 3 * 4 + max_xml_bytes / 24 + 16;

Result<Document, SamlError> parse_text(std::string_view text) {
  if (text.size() > max_text_bytes) return refuse(Code::too_large, "the response is too large");
  std::string base64(text);
  std::erase_if(base64, [](char c) { return c == '\r' || c == '\n' || c == ' ' || c == '\t'; });
  const auto xml = parse_base64(base64);
  if (!xml) return refuse(Code::not_base64, "the response is not base64");
  return parse_document(*xml);
}

// An ID that two elements have would let the signature be of one and the reading of the other.
Check check_ids(const std::vector<xmlNode*>& elements) {
  std::set<std::string> ids;
  for (const xmlNode* element : elements) {
    for (const xmlAttr* attr = element->properties; attr != nullptr; attr = attr->next) {
      const char* name = reinterpret_cast<const char*>(attr->name);
      if (attr->ns != nullptr || !equals_ignoring_ascii_case(name, "id")) continue;
      if (!ids.insert(attribute(element, name).value_or("")).second)
        return refuse(Code::duplicate_id, "two elements of the response have one id");
    }
  }
  return std::nullopt;
}

bool is_assertion(const xmlNode* node) {
  return is_element(node, assertion_namespace, "Assertion") ||
         is_element(node, assertion_namespace, "EncryptedAssertion");
}

// Where alone each may stand. Signature wrapping moves what is signed to where it is not read, and
// something else to where it is: into extensions, objects of a signature, another response.
bool is_in_place(const xmlNode* node, const xmlNode* root) {
  if (is_assertion(node)) return node->parent == root;
  if (is_element(node, protocol_namespace, "Response")) return node == root;
  if (is_element(node, signature_namespace, "Signature"))
    return node->parent == root || (is_element(node->parent, assertion_namespace, "Assertion") &&
                                    node->parent->parent == root);
  return true;
}

Check check_places(xmlNode* root) {
  const auto elements = all_elements(root);
  if (auto wrong = check_ids(elements)) return wrong;
  for (const xmlNode* element : elements)
    if (!is_in_place(element, root))
      return refuse(Code::misplaced_element, "the response holds parts where none may be");
  if (std::count_if(elements.begin(), elements.end(), is_assertion) > 1)
    return refuse(Code::several_assertions, "the response has several assertions");
  return std::nullopt;
}

Check check_status(const xmlNode* root) {
  const xmlNode* status = only_element(root, protocol_namespace, "Status");
  const xmlNode* code =
      status == nullptr ? nullptr : only_element(status, protocol_namespace, "StatusCode");
  if (code == nullptr || attribute(code, "Value") != success_status)
    return refuse(Code::status_not_success, "the identity provider has signed no one in");
  return std::nullopt;
}

// What the response says besides its assertion.
Check check_envelope(xmlNode* root, const ResponseExpectations& expected) {
  if (!is_element(root, protocol_namespace, "Response"))
    return refuse(Code::not_a_response, "the XML is not a SAML response");
  if (auto wrong = check_version_and_id(root)) return wrong;
  if (auto wrong = check_places(root)) return wrong;
  if (auto wrong = check_status(root)) return wrong;
  if (attribute(root, "Destination").value_or(expected.assertion_consumer_service_url) !=
      expected.assertion_consumer_service_url)
    return refuse(Code::wrong_destination, "the response is for another address");
  if (auto wrong = check_in_response_to(root, expected.request_id)) return wrong;
  // saml-profiles 4.1.4.2: it may be left out of a response that is not signed.
  if (!elements_of(root, assertion_namespace, "Issuer").empty() ||
      !elements_of(root, signature_namespace, "Signature").empty())
    return check_issuer(root, expected.provider);
  return std::nullopt;
}

// The assertion in clear, at its place in the response.
Result<xmlNode*, SamlError> open_assertion(xmlNode* root, const ResponseExpectations& expected) {
  xmlNode* encrypted = only_element(root, assertion_namespace, "EncryptedAssertion");
  if (encrypted != nullptr) {
    if (auto wrong = decrypt_assertion(encrypted, expected.decryption_key))
      return *std::move(wrong);
    // What has come out has not been looked at yet.
    if (auto wrong = check_places(root)) return *std::move(wrong);
  }
  xmlNode* assertion = only_element(root, assertion_namespace, "Assertion");
  if (assertion == nullptr) return refuse(Code::no_assertion, "the response has no assertion");
  return assertion;
}

}  // namespace

Result<Assertion, SamlError> verify_response(
    std::string_view text, const ResponseExpectations& expected, TimePoint now
) {
  const auto& provider = expected.provider;
  if (provider.valid_until && now >= *provider.valid_until)
    return refuse(Code::metadata_expired, "the metadata of the identity provider has expired");
  const auto document = parse_text(text);
  if (!document) return document.error();
  xmlNode* root = xmlDocGetRootElement(document->get());
  if (auto wrong = check_envelope(root, expected)) return *std::move(wrong);

  // Before the decryption, which changes what the signature covers.
  const auto outer = verify_signature(root, provider.signing_certificates);
  if (!outer) return outer.error();
  const auto assertion = open_assertion(root, expected);
  if (!assertion) return assertion.error();
  if (auto wrong = check_version_and_id(*assertion)) return *std::move(wrong);
  const auto inner = verify_signature(*assertion, provider.signing_certificates);
  if (!inner) return inner.error();
  if (*outer == SignatureState::absent && *inner == SignatureState::absent)
    return refuse(Code::not_signed, "neither the response nor the assertion is signed");
  return read_assertion(*assertion, expected, now);
}

}  // namespace daemun::saml
