#include "http/tls.h"

#include <openssl/ssl.h>

#include <stdexcept>
#include <string>

namespace daemun::http {

namespace asio = boost::asio;

namespace {

[[noreturn]] void fail(const std::string& what, const boost::system::error_code& error) {
  throw std::runtime_error("cannot use " + what + ": " + error.message());
}

// RFC 7301: picks http/1.1 when the client offers protocols at all.
int select_protocol(
    SSL* /*connection*/,
    const unsigned char** out,
    unsigned char* out_size,
    const unsigned char* offered,
    unsigned int offered_size,
    void* /*argument*/
) {
  static constexpr unsigned char ours[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* selected = nullptr;
  if (SSL_select_next_proto(&selected, out_size, ours, sizeof ours, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *out = selected;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::shared_ptr<asio::ssl::context> make_tls_context(const TlsFiles& files) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(
      native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
  );
  // Forward secrecy only, whatever the client offers: a key that leaks opens no recorded session.
  // TLS 1.3 has nothing else.
  SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
  // An idle connection gives its record buffers back.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, select_protocol, nullptr);

  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate_path, error);
  if (error) fail(files.certificate_path, error);
  context->use_private_key_file(files.private_key_path, asio::ssl::context::pem, error);
  if (error) fail(files.private_key_path, error);
  return context;
}

}  // namespace daemun::http
