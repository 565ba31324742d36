// Makes certificates for tests, right and wrong ones, each signed by its own key.
#ifndef DAEMUN_CRYPTO_TEST_CERTIFICATE_H
#define DAEMUN_CRYPTO_TEST_CERTIFICATE_H

#include "crypto/handles.h"
#include "crypto/signing_key.h"

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::crypto::test {

// What an attestation certificate says (WebAuthn 8.2.1), to be changed.
struct CertificateText {
  int version = 3;
  std::vector<std::pair<std::string, std::string>> subject = {
      {"C", "SE"}, {"O", "Example"}, {"OU", "Authenticator Attestation"}, {"CN", "Example Key"}};
  // Of basicConstraints; absent: no such extension.
  std::optional<bool> is_authority = false;
  // Of an extension of this name, as it stands in its OCTET STRING.
  std::string oid{};
  std::string extension{};
  bool is_critical = false;
  int copies = 1;  // of that extension
};

inline std::string make_certificate(const PrivateKey& key, const CertificateText& text = {}) {
  const std::string pem = key.to_pem().reveal();
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Key handle(require(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), "PEM"));
  const std::unique_ptr<X509, Freeing<X509_free>> made(X509_new());
  X509* certificate = made.get();
  X509_set_version(certificate, text.version - 1);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, handle.get());
  X509_NAME* name = X509_get_subject_name(certificate);
  for (const auto& [attribute, value] : text.subject) {
    require(
        X509_NAME_add_entry_by_txt(
            name, attribute.c_str(), MBSTRING_UTF8, bytes_of(std::string_view(value)), -1, -1, 0
        ),
        "subject"
    );
  }
  X509_set_issuer_name(certificate, name);
  if (text.is_authority) {
    BASIC_CONSTRAINTS constraints{};
    constraints.ca = *text.is_authority ? 0xff : 0;
    require(
        X509_add1_ext_i2d(certificate, NID_basic_constraints, &constraints, 1, X509V3_ADD_APPEND),
        "constraints"
    );
  }
  const int copies = text.oid.empty() ? 0 : text.copies;
  for (int copy = 0; copy < copies; ++copy) {
    const std::unique_ptr<ASN1_OBJECT, Freeing<ASN1_OBJECT_free>> oid(
        OBJ_txt2obj(text.oid.c_str(), 1)
    );
    const std::unique_ptr<ASN1_OCTET_STRING, Freeing<ASN1_OCTET_STRING_free>> value(
        ASN1_OCTET_STRING_new()
    );
    ASN1_OCTET_STRING_set(
        value.get(),
        bytes_of(std::string_view(text.extension)),
        static_cast<int>(text.extension.size())
    );
    const std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>> extension(
        X509_EXTENSION_create_by_OBJ(nullptr, oid.get(), text.is_critical ? 1 : 0, value.get())
    );
    require(X509_add_ext(certificate, extension.get(), -1), "extension");
  }
  if (X509_sign(certificate, handle.get(), EVP_sha256()) == 0) throw_openssl_error("sign");
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificate, &bytes);
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

}  // namespace daemun::crypto::test

#endif
