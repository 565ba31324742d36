// For tests: a mail server on loopback that does as it is told, and keeps what it hears.
#ifndef DAEMUN_NET_TEST_MAIL_SERVER_H
#define DAEMUN_NET_TEST_MAIL_SERVER_H

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace daemun::net {

struct MailServerManners {
  bool offers_starttls = false;
  bool has_tls_at_once = false;
  bool offers_login = true;
  // Instead of the usual answer to a command ("RCPT", "." for the message, "" for the greeting).
  // "hang" never answers; "close" ends the connection.
  std::map<std::string, std::string> answers = {};
};

class TestMailServer {
 public:
  explicit TestMailServer(MailServerManners manners = {}) : manners_(std::move(manners)) {
    make_certificate();
    acceptor_.emplace(
        loop_, boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)
    );
    thread_ = std::thread([this] { serve(); });
  }
  TestMailServer(const TestMailServer&) = delete;
  TestMailServer& operator=(const TestMailServer&) = delete;
  ~TestMailServer() {
    is_stopping_ = true;
    boost::system::error_code ignored;
    {
      const std::lock_guard lock(mutex_);
      if (socket_) socket_->next_layer().shutdown(Socket::shutdown_both, ignored);
    }
    Socket wake(loop_);
    wake.connect(acceptor_->local_endpoint(), ignored);
    thread_.join();
  }

  std::uint16_t port() const { return acceptor_->local_endpoint().port(); }
  // The commands in order, without what follows AUTH; "TLS" where it began.
  std::vector<std::string> commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
  }
  std::vector<std::string> messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
  }
  // What came with AUTH last.
  std::string secret() const {
    const std::lock_guard lock(mutex_);
    return secret_;
  }
  int connections() const { return connections_; }

 private:
  using Socket = boost::asio::ip::tcp::socket;
  using Stream = boost::asio::ssl::stream<Socket>;

  // Self-signed, for localhost.
  void make_certificate() {
    EVP_PKEY* key = EVP_EC_gen("P-256");
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
    SSL_CTX_use_certificate(tls_.native_handle(), certificate);
    SSL_CTX_use_PrivateKey(tls_.native_handle(), key);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }

  void serve() {
    while (!is_stopping_) {
      Socket peer(loop_);
      boost::system::error_code error;
      acceptor_->accept(peer, error);
      if (error || is_stopping_) return;
      ++connections_;
      {
        const std::lock_guard lock(mutex_);
        socket_ = std::make_unique<Stream>(std::move(peer), tls_);
      }
      is_encrypted_ = false;
      buffer_.clear();
      if (!manners_.has_tls_at_once || begin_tls()) converse();
      const std::lock_guard lock(mutex_);
      socket_.reset();
    }
  }

  bool begin_tls() {
    boost::system::error_code error;
    socket_->handshake(boost::asio::ssl::stream_base::server, error);
    is_encrypted_ = !error;
    if (!error) note("TLS");
    return !error;
  }

  void note(std::string command) {
    const std::lock_guard lock(mutex_);
    commands_.push_back(std::move(command));
  }

  void keep_secret(std::string secret) {
    const std::lock_guard lock(mutex_);
    secret_ = std::move(secret);
  }

  void write(std::string_view text) {
    boost::system::error_code ignored;
    if (is_encrypted_) {
      boost::asio::write(*socket_, boost::asio::buffer(text.data(), text.size()), ignored);
    } else {
      boost::asio::write(
          socket_->next_layer(), boost::asio::buffer(text.data(), text.size()), ignored
      );
    }
  }

  // Up to `end`, which goes too; nothing when the connection ends.
  std::optional<std::string> read_until(std::string_view end) {
    std::size_t at;
    while ((at = buffer_.find(end)) == std::string::npos) {
      char bytes[4096];
      boost::system::error_code error;
      const auto size = is_encrypted_
                            ? socket_->read_some(boost::asio::buffer(bytes), error)
                            : socket_->next_layer().read_some(boost::asio::buffer(bytes), error);
      if (error) return std::nullopt;
      buffer_.append(bytes, size);
    }
    std::string text = buffer_.substr(0, at);
    buffer_.erase(0, at + end.size());
    return text;
  }

  // Says the usual or what it was told to; false when the conversation is over.
  bool answer(const std::string& command, std::string_view usual) {
    const auto told = manners_.answers.find(command);
    if (told == manners_.answers.end()) {
      write(std::string(usual) + "\r\n");
      return true;
    }
    if (told->second == "hang") read_until("no such text");
    if (told->second == "hang" || told->second == "close") return false;
    write(told->second + "\r\n");
    return true;
  }

  std::string greeting() const {
    std::string text = "250-mail.test";
    if (manners_.offers_starttls && !is_encrypted_) text += "\r\n250-STARTTLS";
    if (manners_.offers_login) text += "\r\n250-AUTH PLAIN LOGIN XOAUTH2";
    return text + "\r\n250 8BITMIME";
  }

  void converse() {
    if (!answer("", "220 mail.test")) return;
    while (auto line = read_until("\r\n")) {
      const std::string verb = line->substr(0, 4);
      note(verb == "AUTH" ? line->substr(0, line->find(' ', 5)) : *line);
      if (verb == "QUIT") {
        answer(verb, "221 bye");
        return;
      }
      if (verb == "EHLO") {
        if (!answer(verb, greeting())) return;
      } else if (verb == "STAR") {
        if (!answer(verb, "220 go on") || !begin_tls()) return;
      } else if (verb == "AUTH") {
        keep_secret(line->substr(line->rfind(' ') + 1));
        if (!answer(verb, "235 welcome")) return;
      } else if (verb == "DATA") {
        if (!answer(verb, "354 go on") || !take_message()) return;
      } else if (!answer(verb, "250 ok")) {
        return;
      }
    }
  }

  bool take_message() {
    if (manners_.answers.contains("DATA")) return true;
    auto message = read_until("\r\n.\r\n");
    if (!message) return false;
    {
      const std::lock_guard lock(mutex_);
      messages_.push_back(*std::move(message) + "\r\n");
    }
    return answer(".", "250 taken");
  }

  const MailServerManners manners_;
  boost::asio::io_context loop_{1};
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
  std::optional<boost::asio::ip::tcp::acceptor> acceptor_;
  std::unique_ptr<Stream> socket_;
  std::string buffer_;
  std::string secret_;
  bool is_encrypted_ = false;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> is_stopping_ = false;
  mutable std::mutex mutex_;
  std::vector<std::string> commands_;
  std::vector<std::string> messages_;
  std::thread thread_;
};

}  // namespace daemun::net

#endif
