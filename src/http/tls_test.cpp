#include "http/tls.h"

#include "http/test_door.h"

#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

using namespace daemun;
using namespace daemun::http;
namespace asio = boost::asio;

namespace {

// A key and a certificate for localhost that nobody vouches for, in a folder that goes with it.
class SelfSigned {
 public:
  explicit SelfSigned(EVP_PKEY* key = EVP_EC_gen("P-256"))
      : folder_(
            std::filesystem::temp_directory_path() / ("daemun-tls-" + std::to_string(getpid()))
        ) {
    std::filesystem::create_directories(folder_);
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    const auto* text = reinterpret_cast<const unsigned char*>("localhost");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    write(files().certificate_path, [&](std::FILE* file) { PEM_write_X509(file, certificate); });
    write(files().private_key_path, [&](std::FILE* file) {
      PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  SelfSigned(const SelfSigned&) = delete;
  SelfSigned& operator=(const SelfSigned&) = delete;
  ~SelfSigned() { std::filesystem::remove_all(folder_); }

  TlsFiles files() const { return {folder_ / "certificate.pem", folder_ / "key.pem"}; }

 private:
  template <typename Write>
  static void write(const std::string& path, Write write_to) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    REQUIRE(file != nullptr);
    write_to(file);
    std::fclose(file);
  }

  std::filesystem::path folder_;
};

ServerConfig with_tls(const SelfSigned& pair) {
  ServerConfig config = one_loop();
  config.listeners[0].tls = pair.files();
  return config;
}

// Whether a handshake of that version and with those ciphers succeeds.
bool accepts(const Server& server, int version, const char* ciphers) {
  asio::io_context loop(1);
  asio::ssl::context context(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), version);
  SSL_CTX_set_max_proto_version(context.native_handle(), version);
  SSL_CTX_set_cipher_list(context.native_handle(), ciphers);
  asio::ssl::stream<asio::ip::tcp::socket> stream(loop, context);
  stream.next_layer().connect({asio::ip::address_v4::loopback(), server.port(Listener::user)});
  boost::system::error_code error;
  stream.handshake(asio::ssl::stream_base::client, error);
  return !error;
}

Task<Response> say_scheme(Request request) {
  co_return text_response(200, request.scheme);
}

}  // namespace

TEST_CASE("server speaks TLS with keep-alive and says so to handlers") {
  const SelfSigned pair;
  TestDoor door(with_tls(pair), say_scheme);
  asio::io_context loop(1);
  asio::ssl::context context(asio::ssl::context::tls_client);
  asio::ssl::stream<asio::ip::tcp::socket> stream(loop, context);
  const auto port = door.server.port(Listener::user);
  stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
  stream.handshake(asio::ssl::stream_base::client);
  for (int i = 0; i < 2; ++i) {
    const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    asio::write(stream, asio::buffer(request));
    std::string answer(8192, '\0');
    answer.resize(stream.read_some(asio::buffer(answer)));
    CHECK(to_body(answer) == "https");
    CHECK(has_line(answer, "Strict-Transport-Security: max-age=15552000; includeSubDomains"));
  }
  const std::string last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  asio::write(stream, asio::buffer(last));
  std::string rest;
  boost::system::error_code error;
  asio::read(stream, asio::dynamic_buffer(rest), error);
  CHECK(to_body(rest) == "https");
  CHECK(error == asio::error::eof);  // with close_notify, not cut off
}

TEST_CASE("server refuses TLS 1.1") {
  const SelfSigned pair;
  TestDoor door(with_tls(pair), say_scheme);
  CHECK(!accepts(door.server, TLS1_1_VERSION, "ALL:@SECLEVEL=0"));
}

TEST_CASE("server refuses TLS 1.2 without forward secrecy") {
  const SelfSigned rsa(EVP_RSA_gen(2048));
  TestDoor door(with_tls(rsa), say_scheme);
  for (const char* ciphers : {"AES128-GCM-SHA256", "AES256-SHA256", "ECDHE-RSA-AES128-SHA256"}) {
    CAPTURE(ciphers);
    CHECK(!accepts(door.server, TLS1_2_VERSION, ciphers));
  }
  for (const char* ciphers : {"ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305"}) {
    CAPTURE(ciphers);
    CHECK(accepts(door.server, TLS1_2_VERSION, ciphers));
  }
}

TEST_CASE("server writes a long answer over TLS") {
  const SelfSigned pair;
  const std::string text(1024 * 1024, 'x');
  TestDoor door(with_tls(pair), [&text](Request /*request*/) -> Task<Response> {
    constexpr auto make = [](std::string body) -> Task<Response> {
      co_return text_response(200, std::move(body));
    };
    return make(text);
  });
  asio::io_context loop(1);
  asio::ssl::context context(asio::ssl::context::tls_client);
  asio::ssl::stream<asio::ip::tcp::socket> stream(loop, context);
  stream.next_layer().connect({asio::ip::address_v4::loopback(), door.server.port(Listener::user)});
  stream.handshake(asio::ssl::stream_base::client);
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  asio::write(stream, asio::buffer(request));
  std::string answer;
  boost::system::error_code error;
  asio::read(stream, asio::dynamic_buffer(answer), error);
  CHECK(to_body(answer) == text);
}

TEST_CASE("server survives a client that does not speak TLS") {
  const SelfSigned pair;
  TestDoor door(with_tls(pair), say_scheme);
  RawClient client(door.server);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(to_status(client.receive()) == "");
}

TEST_CASE("make_tls_context names the file that it cannot use") {
  CHECK_THROWS_AS(make_tls_context({"/nonexistent.pem", "/nonexistent.pem"}), std::runtime_error);
}
