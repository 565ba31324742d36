#include "net/curl_http.h"
#include "net/test_server.h"

#include <doctest/doctest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>

namespace daemun::net {
namespace {

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* pointer) const {
    release(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, Release<SSL_free>>;

// Answers "ok" to clients that accept its self-signed certificate.
class TlsServer {
 public:
  explicit TlsServer(const std::string& name)
      : key_(EVP_EC_gen("P-256")),
        certificate_(X509_new()),
        context_(SSL_CTX_new(TLS_server_method())) {
    X509_set_version(certificate_.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), 3600);
    X509_set_pubkey(certificate_.get(), key_.get());
    X509_NAME* subject = X509_get_subject_name(certificate_.get());
    const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(certificate_.get(), subject);
    X509_sign(certificate_.get(), key_.get(), EVP_sha256());
    REQUIRE(SSL_CTX_use_certificate(context_.get(), certificate_.get()) == 1);
    REQUIRE(SSL_CTX_use_PrivateKey(context_.get(), key_.get()) == 1);
    thread_ = std::thread([this] { serve_all(); });
  }
  ~TlsServer() {
    listener_.stop();
    thread_.join();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string url() const { return "https://localhost:" + listener_.port() + "/"; }

  void write_certificate(const std::string& path) const {
    std::FILE* file = std::fopen(path.c_str(), "w");
    REQUIRE(file != nullptr);
    PEM_write_X509(file, certificate_.get());
    std::fclose(file);
  }

 private:
  void serve_all() {
    // OpenSSL writes to clients that have gone.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    for (int socket = listener_.accept(); socket >= 0; socket = listener_.accept()) {
      const Connection connection(SSL_new(context_.get()));
      SSL_set_fd(connection.get(), socket);
      char request[4096];
      if (SSL_accept(connection.get()) == 1 &&
          SSL_read(connection.get(), request, sizeof request) > 0) {
        const std::string answer = test::an_answer("ok", "Connection: close\r\n");
        SSL_write(connection.get(), answer.data(), static_cast<int>(answer.size()));
        SSL_shutdown(connection.get());
      }
      close(socket);
    }
  }

  Key key_;
  Certificate certificate_;
  Context context_;
  test::Listener listener_;
  std::thread thread_;
};

class TemporaryFile {
 public:
  TemporaryFile() {
    path_ = std::filesystem::temp_directory_path() / ("daemun-ca-" + std::to_string(getpid()));
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::string path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string outcome_of(const CurlSettings& settings, const std::string& url) {
  CurlHttp http(settings);
  Request request;
  request.url = url;
  const auto response = http.send(request);
  return response ? response->body : std::string(to_string(response.error().code));
}

TEST_CASE("send trusts the authorities it is told to, and checks the name") {
  const TlsServer server("localhost");
  const TlsServer other("other.example");
  const TemporaryFile file;
  CurlSettings settings;
  CHECK(outcome_of(settings, server.url()) == "tls_failed");
  settings.ca_file = file.path();
  // The file is not there yet.
  CHECK(outcome_of(settings, server.url()) == "tls_failed");
  server.write_certificate(file.path());
  CHECK(outcome_of(settings, server.url()) == "ok");
  CHECK(outcome_of(settings, other.url()) == "tls_failed");
  other.write_certificate(file.path());
  CHECK(outcome_of(settings, other.url()) == "tls_failed");
}

}  // namespace
}  // namespace daemun::net
