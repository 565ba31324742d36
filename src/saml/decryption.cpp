#include "saml/decryption.h"

#include "base/encoding.h"
#include "base/secret.h"
#include "crypto/openssl_errors.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "saml/document.h"
#include "saml/names.h"
#include "saml/xmlsec.h"

namespace daemun::saml {

namespace {

using Code = SamlError::Code;

constexpr std::string_view rsa_oaep = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
constexpr std::string_view sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";

struct ContentCipher {
  std::string_view name;
  std::size_t key_size;
};
constexpr std::array<ContentCipher, 6> content_ciphers = {{
    {"http://www.w3.org/2009/xmlenc11#aes128-gcm", 16},
    {"http://www.w3.org/2009/xmlenc11#aes192-gcm", 24},
    {"http://www.w3.org/2009/xmlenc11#aes256-gcm", 32},
    {"http://www.w3.org/2001/04/xmlenc#aes128-cbc", 16},
    {"http://www.w3.org/2001/04/xmlenc#aes192-cbc", 24},
    {"http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32},
}};

struct Parts {
  xmlNode* data;
  xmlNode* key;
  std::size_t key_size;
};

SamlError not_allowed() {
  return refuse(Code::encryption_not_allowed, "an assertion is encrypted in a way not allowed");
}

SamlError not_decrypted() {
  return refuse(Code::not_decrypted, "the assertion cannot be decrypted");
}

std::optional<std::size_t> key_size_of(const xmlNode* data) {
  const xmlNode* method = only_element(data, encryption_namespace, "EncryptionMethod");
  if (method == nullptr || !elements_of(method).empty()) return std::nullopt;
  const auto name = attribute(method, "Algorithm");
  const auto* found = std::find_if(
      content_ciphers.begin(),
      content_ciphers.end(),
      [&](const ContentCipher& cipher) { return cipher.name == name; }
  );
  if (found == content_ciphers.end()) return std::nullopt;
  return found->key_size;
}

// RSA 1.5 would be an oracle (Bleichenbacher); OAEP's own digest is SHA-1, which does no harm
// there.
bool is_oaep(const xmlNode* key) {
  const xmlNode* method = only_element(key, encryption_namespace, "EncryptionMethod");
  if (method == nullptr || attribute(method, "Algorithm") != rsa_oaep) return false;
  const auto parameters = elements_of(method);
  return std::all_of(parameters.begin(), parameters.end(), [](const xmlNode* parameter) {
    return is_element(parameter, signature_namespace, "DigestMethod") &&
           attribute(parameter, "Algorithm") == sha1 && elements_of(parameter).empty();
  });
}

// The bytes stand here, not behind a reference.
bool has_value(const xmlNode* encrypted) {
  const xmlNode* data = only_element(encrypted, encryption_namespace, "CipherData");
  if (data == nullptr) return false;
  const auto values = elements_of(data);
  return values.size() == 1 && is_element(values[0], encryption_namespace, "CipherValue") &&
         text_of(values[0]).has_value();
}

// The key stands in the KeyInfo of the data or beside the data; that of another recipient is none.
std::optional<Parts> find_parts(xmlNode* encrypted) {
  xmlNode* data = only_element(encrypted, encryption_namespace, "EncryptedData");
  std::vector<xmlNode*> keys = all_elements(encrypted);
  std::erase_if(keys, [](const xmlNode* node) {
    return !is_element(node, encryption_namespace, "EncryptedKey");
  });
  if (data == nullptr || keys.size() != 1 || has_qualified_attribute(encrypted))
    return std::nullopt;
  const auto key_size = key_size_of(data);
  if (!key_size || !is_oaep(keys[0]) || !has_value(data) || !has_value(keys[0]))
    return std::nullopt;
  return Parts{.data = data, .key = keys[0], .key_size = *key_size};
}

// Once more in xmlsec1's own words what find_parts has let through.
bool enable_algorithms(xmlSecEncCtx* context) {
  bool enabled = true;
  for (const auto transform :
       {xmlSecOpenSSLTransformRsaOaepId,
        xmlSecOpenSSLTransformAes128CbcId,
        xmlSecOpenSSLTransformAes192CbcId,
        xmlSecOpenSSLTransformAes256CbcId,
        xmlSecOpenSSLTransformAes128GcmId,
        xmlSecOpenSSLTransformAes192GcmId,
        xmlSecOpenSSLTransformAes256GcmId}) {
    auto* list = &context->transformCtx.enabledTransforms;
    enabled =
        xmlSecPtrListAdd(list, const_cast<xmlSecPtr>(static_cast<const void*>(transform))) == 0 &&
        enabled;
  }
  return enabled;
}

// Empty when that fails. xmlsec1 takes no key from the message while it has one.
Secret decrypt(xmlNode* node, xmlEncCtxMode mode, XmlsecKey key) {
  const EncryptionContext context(xmlSecEncCtxCreate(nullptr));
  if (!context || !key || !enable_algorithms(context.get())) return {};
  context->mode = mode;
  context->encKey = key.release();
  const xmlSecBuffer* buffer = xmlSecEncCtxDecryptToBuffer(context.get(), node);
  if (buffer == nullptr || buffer->data == nullptr) return {};
  return Secret(std::string(reinterpret_cast<const char*>(buffer->data), buffer->size));
}

XmlsecKey to_rsa_key(const crypto::PrivateKey& key) {
  const Secret pem = key.to_pem();
  return XmlsecKey(xmlSecOpenSSLAppKeyLoadMemory(
      reinterpret_cast<const xmlSecByte*>(pem.reveal().data()),
      static_cast<xmlSecSize>(pem.reveal().size()),
      xmlSecKeyDataFormatPem,
      nullptr,
      nullptr,
      nullptr
  ));
}

XmlsecKey to_aes_key(const Secret& bytes) {
  return XmlsecKey(xmlSecKeyReadMemory(
      xmlSecOpenSSLKeyDataAesId,
      reinterpret_cast<const xmlSecByte*>(bytes.reveal().data()),
      static_cast<xmlSecSize>(bytes.reveal().size())
  ));
}

// The text, inside an element with the namespaces that are in scope where it is to stand.
std::string with_scope(const xmlNode* place, const std::string& text) {
  std::string xml = "<scope";
  xmlNs** const all = xmlGetNsList(place->doc, place);
  for (xmlNs** one = all; one != nullptr && *one != nullptr; ++one) {
    xml += " xmlns";
    if ((*one)->prefix != nullptr)
      xml += std::string(":") + reinterpret_cast<const char*>((*one)->prefix);
    xml += "=\"";
    if ((*one)->href != nullptr)
      xml += to_html_escaped(reinterpret_cast<const char*>((*one)->href));
    xml += "\"";
  }
  xmlFree(all);
  return xml + ">" + text + "</scope>";
}

bool replace_by(xmlNode* encrypted, const std::string& text) {
  const auto document = parse_document(with_scope(encrypted, text));
  if (!document) return false;
  const auto elements = elements_of(xmlDocGetRootElement(document->get()));
  if (elements.size() != 1 || !is_element(elements[0], assertion_namespace, "Assertion"))
    return false;
  xmlNode* copy = xmlDocCopyNode(elements[0], encrypted->doc, 1);
  if (copy == nullptr) return false;
  xmlReplaceNode(encrypted, copy);
  xmlFreeNode(encrypted);
  return true;
}

}  // namespace

std::optional<SamlError> decrypt_assertion(
    xmlNode* encrypted, const std::optional<crypto::PrivateKey>& key
) {
  use_libraries();
  if (!key || key->algorithm() != crypto::SignatureAlgorithm::rs256)
    return refuse(Code::no_decryption_key, "the assertion is encrypted and there is no key for it");
  const auto parts = find_parts(encrypted);
  if (!parts) return not_allowed();
  const Secret content_key = decrypt(parts->key, xmlEncCtxModeEncryptedKey, to_rsa_key(*key));
  Secret text;
  if (content_key.reveal().size() == parts->key_size)
    text = decrypt(parts->data, xmlEncCtxModeEncryptedData, to_aes_key(content_key));
  crypto::forget_openssl_errors();
  if (text.empty() || !replace_by(encrypted, text.reveal())) return not_decrypted();
  return std::nullopt;
}

}  // namespace daemun::saml
