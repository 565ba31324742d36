// An identity provider for tests: it writes responses as text, every part of which can be changed,
// signs them and encrypts assertions.
#ifndef DAEMUN_SAML_TEST_IDENTITY_PROVIDER_H
#define DAEMUN_SAML_TEST_IDENTITY_PROVIDER_H

#include "base/encoding.h"

#include <algorithm>
#include <libxml/parser.h>
#include <stdexcept>
#include <string>
#include <string_view>

#include "saml/document.h"
#include "saml/names.h"
#include "saml/response.h"
#include "saml/test_keys.h"
#include "saml/xmlsec.h"

namespace daemun::saml::test {

inline const TimePoint the_time = from_unix_seconds(1'800'000'000);  // 2027-01-15T08:00:00Z

struct SignatureText {
  std::string reference{};  // empty: of the element in which it stands
  std::string canonicalisation = "http://www.w3.org/2001/10/xml-exc-c14n#";
  std::string method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  std::string digest = "http://www.w3.org/2001/04/xmlenc#sha256";
  std::string transforms =
      "<ds:Transform Algorithm='http://www.w3.org/2000/09/xmldsig#enveloped-signature'/>"
      "<ds:Transform Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'/>";
  std::string more_in_info{};
  std::string more{};  // behind SignatureValue
};

inline std::string to_xml(const SignatureText& text, const std::string& id) {
  const std::string reference = text.reference.empty() ? "#" + id : text.reference;
  return "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:SignedInfo>"
         "<ds:CanonicalizationMethod Algorithm='" +
         text.canonicalisation + "'/><ds:SignatureMethod Algorithm='" + text.method +
         "'/><ds:Reference URI='" + reference + "'><ds:Transforms>" + text.transforms +
         "</ds:Transforms><ds:DigestMethod Algorithm='" + text.digest +
         "'/><ds:DigestValue/></ds:Reference>" + text.more_in_info +
         "</ds:SignedInfo><ds:SignatureValue/>" + text.more + "</ds:Signature>";
}

struct AssertionText {
  std::string id = "_assertion";
  std::string version = "2.0";
  std::string issuer = "<saml:Issuer>https://idp.example</saml:Issuer>";
  std::optional<SignatureText> signature = SignatureText{};
  std::string name_id = "<saml:NameID Format='urn:f'>alice@example.org</saml:NameID>";
  std::string method = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
  std::string recipient = " Recipient='https://auth.example.org/acs'";
  std::string in_response_to = " InResponseTo='_request'";
  std::string confirmation_end = " NotOnOrAfter='2027-01-15T08:05:00Z'";
  std::string more_confirmations{};
  std::string period = " NotBefore='2027-01-15T07:59:00Z' NotOnOrAfter='2027-01-15T08:10:00Z'";
  std::string conditions =
      "<saml:AudienceRestriction><saml:Audience>https://auth.example.org/sp</saml:Audience>"
      "</saml:AudienceRestriction>";
  std::string authentication =
      "<saml:AuthnStatement AuthnInstant='2027-01-15T08:00:00Z' SessionIndex='s1' "
      "SessionNotOnOrAfter='2027-01-15T16:00:00Z'/>";
  std::string attributes =
      "<saml:AttributeStatement><saml:Attribute Name='email'>"
      "<saml:AttributeValue>alice@example.org</saml:AttributeValue></saml:Attribute>"
      "<saml:Attribute Name='groups'><saml:AttributeValue>one</saml:AttributeValue>"
      "<saml:AttributeValue>two</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>";
  std::string more{};
};

inline std::string conditions_xml(const AssertionText& text) {
  if (text.conditions.empty() && text.period.empty()) return "";
  return "<saml:Conditions" + text.period + ">" + text.conditions + "</saml:Conditions>";
}

inline std::string to_xml(const AssertionText& text) {
  return "<saml:Assertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' ID='" + text.id +
         "' Version='" + text.version + "' IssueInstant='2027-01-15T08:00:00Z'>" + text.issuer +
         (text.signature ? to_xml(*text.signature, text.id) : "") + "<saml:Subject>" +
         text.name_id + "<saml:SubjectConfirmation Method='" + text.method +
         "'><saml:SubjectConfirmationData" + text.recipient + text.in_response_to +
         text.confirmation_end + "/></saml:SubjectConfirmation>" + text.more_confirmations +
         "</saml:Subject>" + conditions_xml(text) + text.authentication + text.attributes +
         text.more + "</saml:Assertion>";
}

struct ResponseText {
  std::string id = "_response";
  std::string version = "2.0";
  std::string destination = " Destination='https://auth.example.org/acs'";
  std::string in_response_to = " InResponseTo='_request'";
  std::string issuer =
      "<saml:Issuer xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion'>https://idp.example"
      "</saml:Issuer>";
  std::optional<SignatureText> signature{};
  std::string extensions{};
  std::string status = "urn:oasis:names:tc:SAML:2.0:status:Success";
};

inline std::string to_xml(const ResponseText& text, const std::string& assertion) {
  return "<samlp:Response xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' ID='" + text.id +
         "' Version='" + text.version + "' IssueInstant='2027-01-15T08:00:00Z'" + text.destination +
         text.in_response_to + ">" + text.issuer +
         (text.signature ? to_xml(*text.signature, text.id) : "") + text.extensions +
         "<samlp:Status><samlp:StatusCode Value='" + text.status + "'/></samlp:Status>" +
         assertion + "</samlp:Response>";
}

inline void must(bool is_good, const char* step) {
  if (!is_good) throw std::runtime_error(step);
}

inline Document parse_unchecked(const std::string& xml) {
  use_libraries();
  Document document(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NOERROR)
  );
  must(document != nullptr, "parse");
  return document;
}

inline std::string to_text(xmlDoc* document) {
  xmlChar* bytes = nullptr;
  int size = 0;
  xmlDocDumpMemory(document, &bytes, &size);
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  xmlFree(bytes);
  return text.substr(text.find("?>") + 3);
}

inline XmlsecKey load_key(const std::string& bytes, xmlSecKeyDataFormat format) {
  XmlsecKey key(xmlSecOpenSSLAppKeyLoadMemory(
      reinterpret_cast<const xmlSecByte*>(bytes.data()),
      static_cast<xmlSecSize>(bytes.size()),
      format,
      nullptr,
      nullptr,
      nullptr
  ));
  must(key != nullptr, "key");
  return key;
}

// Fills in the signatures that are empty, the inner ones first.
inline std::string sign(const std::string& xml, const TestKey& key = provider_key()) {
  const auto document = parse_unchecked(xml);
  auto elements = all_elements(xmlDocGetRootElement(document.get()));
  std::reverse(elements.begin(), elements.end());
  for (xmlNode* node : elements) {
    if (xmlAttr* id = xmlHasProp(node, reinterpret_cast<const xmlChar*>("ID")))
      xmlAddID(nullptr, document.get(), id->children->content, id);
  }
  for (xmlNode* node : elements) {
    if (!is_element(node, signature_namespace, "Signature")) continue;
    const SignatureContext context(xmlSecDSigCtxCreate(nullptr));
    context->signKey = load_key(key.key.to_pem().reveal(), xmlSecKeyDataFormatPem).release();
    // What xmlsec1 does not want to sign stays empty: it is refused for its form.
    static_cast<void>(xmlSecDSigCtxSign(context.get(), node));
  }
  return to_text(document.get());
}

struct EncryptionText {
  std::string content = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
  std::size_t key_size = 32;
  std::string transport = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
  bool has_key_beside = false;
};

inline std::string encrypt_bytes(
    const std::string& name,
    const std::string& method,
    xmlEncCtxMode mode,
    XmlsecKey key,
    const std::string& bytes
) {
  const auto document = parse_unchecked(
      "<xenc:" + name +
      " xmlns:xenc='http://www.w3.org/2001/04/xmlenc#'><xenc:EncryptionMethod "
      "Algorithm='" +
      method + "'/><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:" + name + ">"
  );
  const EncryptionContext context(xmlSecEncCtxCreate(nullptr));
  context->mode = mode;
  context->encKey = key.release();
  must(
      xmlSecEncCtxBinaryEncrypt(
          context.get(),
          xmlDocGetRootElement(document.get()),
          reinterpret_cast<const xmlSecByte*>(bytes.data()),
          static_cast<xmlSecSize>(bytes.size())
      ) == 0,
      "encrypt"
  );
  return to_text(document.get());
}

// An EncryptedAssertion that holds the text, for the service provider's key.
inline std::string encrypt(
    const std::string& text, const EncryptionText& how = {}, const TestKey& key = service_key()
) {
  use_libraries();
  const std::string content_key(how.key_size, 'k');
  const std::string wrapped = encrypt_bytes(
      "EncryptedKey",
      how.transport,
      xmlEncCtxModeEncryptedKey,
      load_key(key.certificate.to_der(), xmlSecKeyDataFormatCertDer),
      content_key
  );
  XmlsecKey aes(xmlSecKeyReadMemory(
      xmlSecOpenSSLKeyDataAesId,
      reinterpret_cast<const xmlSecByte*>(content_key.data()),
      static_cast<xmlSecSize>(content_key.size())
  ));
  std::string data =
      encrypt_bytes("EncryptedData", how.content, xmlEncCtxModeEncryptedData, std::move(aes), text);
  if (!how.has_key_beside) {
    data.insert(
        data.find("<xenc:CipherData"),
        "<ds:KeyInfo xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>" + wrapped + "</ds:KeyInfo>"
    );
  }
  return "<saml:EncryptedAssertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion'>" + data +
         (how.has_key_beside ? wrapped : "") + "</saml:EncryptedAssertion>";
}

inline ResponseExpectations expectations() {
  return {
      .provider =
          {.entity_id = "https://idp.example",
           .sign_in_url = "https://idp.example/sso",
           .signing_certificates = {p256_key().certificate, provider_key().certificate}},
      .service_provider_entity_id = "https://auth.example.org/sp",
      .assertion_consumer_service_url = "https://auth.example.org/acs",
      .request_id = "_request",
  };
}

}  // namespace daemun::saml::test

#endif
