#include "crypto/self_signed.h"

#include "crypto/handles.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace daemun::crypto {

namespace {

using Handle = std::unique_ptr<X509, Freeing<X509_free>>;

constexpr std::size_t serial_size = 16;
constexpr long x509_version_3 = 2;

void set_serial(X509* certificate, Random& random) {
  std::string bytes = random_bytes(random, serial_size);
  // RFC 5280 4.1.2.2: positive, and so never zero.
  bytes[0] = static_cast<char>((static_cast<unsigned char>(bytes[0]) & 0x7fU) | 0x40U);
  const BigNumber number(
      require(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr), "BN_bin2bn")
  );
  require(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)), "serial number");
}

void set_name(X509* certificate, const std::string& common_name) {
  X509_NAME* name = X509_get_subject_name(certificate);
  require(
      X509_NAME_add_entry_by_txt(
          name,
          "CN",
          MBSTRING_UTF8,
          bytes_of(std::string_view(common_name)),
          static_cast<int>(common_name.size()),
          -1,
          0
      ),
      "common name"
  );
  require(X509_set_issuer_name(certificate, name), "issuer");
}

void set_period(X509* certificate, const SelfSignedOptions& options) {
  const auto set = [](ASN1_TIME* field, TimePoint time) {
    require(ASN1_TIME_set(field, static_cast<time_t>(to_unix_seconds(time))), "ASN1_TIME_set");
  };
  set(X509_getm_notBefore(certificate), options.not_before);
  set(X509_getm_notAfter(certificate), options.not_after);
}

std::string to_text(const Bio& bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

}  // namespace

TimePoint three_years_after(TimePoint start) {
  return start + std::chrono::days(3 * 365);
}

SelfSigned make_self_signed(const SelfSignedOptions& options, Random& random) {
  const Key key(require(EVP_RSA_gen(options.rsa_bits), "EVP_RSA_gen"));
  const Handle certificate(require(X509_new(), "X509_new"));
  require(X509_set_version(certificate.get(), x509_version_3), "X509_set_version");
  set_serial(certificate.get(), random);
  set_name(certificate.get(), options.common_name);
  set_period(certificate.get(), options);
  require(X509_set_pubkey(certificate.get(), key.get()), "X509_set_pubkey");
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) throw_openssl_error("X509_sign");

  const Bio key_text(require(BIO_new(BIO_s_secmem()), "BIO_new"));
  require(
      PEM_write_bio_PKCS8PrivateKey(
          key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr
      ),
      "PEM_write_bio_PKCS8PrivateKey"
  );
  const Bio certificate_text(require(BIO_new(BIO_s_mem()), "BIO_new"));
  require(PEM_write_bio_X509(certificate_text.get(), certificate.get()), "PEM_write_bio_X509");
  return {.private_key = Secret(to_text(key_text)), .certificate = to_text(certificate_text)};
}

}  // namespace daemun::crypto
