// Mail that the server sends: what a message and its server are, and the interface that sends one.
#ifndef DAEMUN_NET_MAIL_H
#define DAEMUN_NET_MAIL_H

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/task.h"
#include "net/http.h"

#include <cstdint>
#include <string>
#include <vector>

namespace daemun::net {

enum class MailSecurity {
  tls,       // from the first byte (port 465)
  starttls,  // no mail without it
  // A server that does not offer it gets the mail unencrypted, but never a password.
  starttls_if_offered,
  none  // also for the password
};

enum class MailCertificate { verified, any };

struct MailServer {
  std::string host{};
  std::uint16_t port = 587;
  MailSecurity security = MailSecurity::starttls_if_offered;
  MailCertificate certificate = MailCertificate::verified;
  std::string certificate_name{};  // of the certificate; empty: the host
  std::string client_name{};       // of EHLO; empty: the machine's name
  std::string local_address{};     // the address to send from; empty: any
  Milliseconds connect_timeout{10'000};
  Milliseconds timeout{30'000};  // in all
  std::string user;              // empty: no authentication
  Secret password;
  Secret access_token;  // instead of the password: XOAUTH2
};

struct Mailbox {
  std::string name{};  // UTF-8; may be empty
  std::string address{};

  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

// UTF-8 throughout. At least one of text and html; both make a multipart/alternative.
struct Mail {
  MailServer server{};
  Mailbox from{};
  std::string to{};  // one address
  std::string reply_to{};
  std::string subject{};
  std::string text{};
  std::string html{};
  std::string message_id{};  // with its angle brackets
  TimePoint date{};
  std::vector<Header> headers{};  // more of them
};

enum class MailErrorCode {
  invalid_mail,  // an address or header that cannot be sent
  blocked_address,
  resolve_failed,
  connect_failed,
  tls_failed,  // also: STARTTLS is wanted and not offered
  login_denied,
  timed_out,
  refused,              // by an answer of 5xx
  temporarily_refused,  // by an answer of 4xx: may be tried again
  protocol_error
};

struct MailError {
  MailErrorCode code = MailErrorCode::protocol_error;
  std::string description{};
  int reply = 0;  // the server's last answer, such as 550; 0: none
  // The server may have taken the message all the same, so a second try may send it twice.
  bool is_uncertain = false;
};

class MailSender {
 public:
  virtual ~MailSender() = default;
  // Errors: every MailErrorCode.
  virtual Task<Result<void, MailError>> send(Mail mail) = 0;
};

}  // namespace daemun::net

#endif
