// One X.509 certificate (RFC 5280) as far as it says itself what it is for. Chains and trust
// anchors are not looked at, and whether its time is over is for the caller, which knows the time.
#ifndef DAEMUN_CRYPTO_CERTIFICATE_H
#define DAEMUN_CRYPTO_CERTIFICATE_H

#include "base/clock.h"
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
  // The same for one PEM block, or for its base64 alone, with or without line breaks, as people
  // paste it.
  static Result<Certificate, KeyError> parse_text(std::string_view text);
  std::string to_der() const;
  std::string to_pem() const;

  // 3 for what the encoding calls version 2.
  int version() const;
  // The only value of an attribute of the subject by its short name, "OU", as UTF-8; nothing when
  // it is absent or there are several.
  std::optional<std::string> subject(const char* name) const;
  // Basic constraints say that it may sign certificates; nothing when they are absent or broken.
  std::optional<bool> is_authority() const;
  // Nothing when it is absent or there are several.
  std::optional<CertificateExtension> extension(const char* oid) const;
  // The last moment at which it is valid; nothing when that is no time.
  std::optional<TimePoint> expires_at() const;
  // The 32 bytes.
  std::string sha256_fingerprint() const;
  // As PublicKey::from_spki.
  Result<PublicKey, KeyError> public_key() const;

 private:
  explicit Certificate(std::shared_ptr<x509_st> handle) : handle_(std::move(handle)) {}

  std::shared_ptr<x509_st> handle_;
};

// "AB:CD:..." of a fingerprint's bytes.
std::string to_fingerprint_text(std::string_view bytes);

}  // namespace daemun::crypto

#endif
