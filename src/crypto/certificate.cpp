#include "crypto/certificate.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/handles.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <utility>

namespace daemun::crypto {

namespace {

using Object = std::unique_ptr<ASN1_OBJECT, Freeing<ASN1_OBJECT_free>>;
using Constraints = std::unique_ptr<BASIC_CONSTRAINTS, Freeing<BASIC_CONSTRAINTS_free>>;

// Of memory that OpenSSL has allocated; a negative size is an error.
std::optional<std::string> take_text(unsigned char* bytes, int size) {
  if (size < 0) {
    ERR_clear_error();
    return std::nullopt;
  }
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return text;
}

constexpr std::string_view pem_begin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view pem_end = "-----END CERTIFICATE-----";

KeyError not_one_certificate() {
  ERR_clear_error();
  return {KeyError::Code::bad_encoding, "the text is not one certificate"};
}

}  // namespace

Result<Certificate, KeyError> Certificate::parse(std::string_view der) {
  const unsigned char* position = bytes_of(der);
  std::shared_ptr<X509> handle(
      d2i_X509(nullptr, &position, static_cast<long>(der.size())), X509_free
  );
  if (!handle || position != bytes_of(der) + der.size()) {
    ERR_clear_error();
    return KeyError{KeyError::Code::bad_encoding, "the bytes are not one certificate"};
  }
  return Certificate(std::move(handle));
}

Result<Certificate, KeyError> Certificate::parse_text(std::string_view text) {
  text = trim(text);
  if (text.starts_with(pem_begin)) {
    if (!text.ends_with(pem_end)) return not_one_certificate();
    text.remove_prefix(pem_begin.size());
    text.remove_suffix(pem_end.size());
  }
  std::string base64;
  std::copy_if(text.begin(), text.end(), std::back_inserter(base64), [](char c) {
    return c != ' ' && c != '\t' && c != '\r' && c != '\n';
  });
  const auto der = parse_base64(base64);
  if (!der || der->empty()) return not_one_certificate();
  return parse(*der);
}

std::string Certificate::to_der() const {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(handle_.get(), &bytes);
  if (size < 0) throw_openssl_error("i2d_X509");
  return *take_text(bytes, size);
}

std::string Certificate::to_pem() const {
  const Bio bio(require(BIO_new(BIO_s_mem()), "BIO_new"));
  require(PEM_write_bio_X509(bio.get(), handle_.get()), "PEM_write_bio_X509");
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

int Certificate::version() const {
  return static_cast<int>(X509_get_version(handle_.get())) + 1;
}

std::optional<std::string> Certificate::subject(const char* name) const {
  const X509_NAME* subject = X509_get_subject_name(handle_.get());
  const int nid = OBJ_sn2nid(name);
  const int place = X509_NAME_get_index_by_NID(subject, nid, -1);
  if (place < 0 || X509_NAME_get_index_by_NID(subject, nid, place) >= 0) return std::nullopt;
  const auto* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place));
  unsigned char* bytes = nullptr;
  const int size = ASN1_STRING_to_UTF8(&bytes, value);
  return take_text(bytes, size);
}

std::optional<bool> Certificate::is_authority() const {
  const Constraints constraints(static_cast<BASIC_CONSTRAINTS*>(
      X509_get_ext_d2i(handle_.get(), NID_basic_constraints, nullptr, nullptr)
  ));
  if (!constraints) {
    ERR_clear_error();
    return std::nullopt;
  }
  return constraints->ca != 0;
}

std::optional<CertificateExtension> Certificate::extension(const char* oid) const {
  const Object object(require(OBJ_txt2obj(oid, 1), "OBJ_txt2obj"));
  const int place = X509_get_ext_by_OBJ(handle_.get(), object.get(), -1);
  if (place < 0 || X509_get_ext_by_OBJ(handle_.get(), object.get(), place) >= 0)
    return std::nullopt;
  auto* found = X509_get_ext(handle_.get(), place);
  const ASN1_OCTET_STRING* data = X509_EXTENSION_get_data(found);
  return CertificateExtension{
      .is_critical = X509_EXTENSION_get_critical(found) == 1,
      .value = std::string(
          reinterpret_cast<const char*>(ASN1_STRING_get0_data(data)),
          static_cast<std::size_t>(ASN1_STRING_length(data))
      )};
}

std::optional<TimePoint> Certificate::expires_at() const {
  std::tm parts{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(handle_.get()), &parts) != 1) {
    ERR_clear_error();
    return std::nullopt;
  }
  return from_unix_seconds(timegm(&parts));
}

std::string Certificate::sha256_fingerprint() const {
  return sha256(to_der());
}

Result<PublicKey, KeyError> Certificate::public_key() const {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(handle_.get()), &bytes);
  const auto der = take_text(bytes, size);
  if (!der) return KeyError{KeyError::Code::bad_encoding, "the certificate's key is broken"};
  return PublicKey::from_spki(*der);
}

std::string to_fingerprint_text(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    if (!text.empty()) text += ':';
    std::string pair = to_hex(std::string_view(&byte, 1));
    std::transform(pair.begin(), pair.end(), pair.begin(), [](char c) {
      return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    text += pair;
  }
  return text;
}

}  // namespace daemun::crypto
