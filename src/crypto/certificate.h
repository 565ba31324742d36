// One X.509 certificate (RFC 5280) as far as it says itself what it is for. Chains, trust anchors
// and periods of validity are not looked at.
#ifndef DAEMUN_CRYPTO_CERTIFICATE_H
#define DAEMUN_CRYPTO_CERTIFICATE_H

#include "base/result.h"
#include "crypto/signing_key.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct x509_st;

namespace daemun::crypto {

struct CertificateExtension {
  bool is_critical = false;
  std::string value;  // the bytes inside the extension's OCTET STRING
};

class Certificate {
 public:
  // bad_encoding: anything but one certificate in DER.
  static Result<Certificate, KeyError> parse(std::string_view der);

  // 3 for what the encoding calls version 2.
  int version() const;
  // The only value of an attribute of the subject by its short name, "OU", as UTF-8; nothing when
  // it is absent or there are several.
  std::optional<std::string> subject(const char* name) const;
  // Basic constraints say that it may sign certificates; nothing when they are absent or broken.
  std::optional<bool> is_authority() const;
  // Nothing when it is absent or there are several.
  std::optional<CertificateExtension> extension(const char* oid) const;
  // As PublicKey::from_spki.
  Result<PublicKey, KeyError> public_key() const;

 private:
  explicit Certificate(std::shared_ptr<x509_st> handle) : handle_(std::move(handle)) {}

  std::shared_ptr<x509_st> handle_;
};

}  // namespace daemun::crypto

#endif
