// Sends mail by SMTP: libcurl on a few threads of its own, because a mail server takes its time.
#ifndef DAEMUN_NET_CURL_MAIL_H
#define DAEMUN_NET_CURL_MAIL_H

#include "net/curl_http.h"
#include "net/mail.h"

#include <memory>

namespace daemun::net {

inline constexpr Milliseconds max_mail_wait = std::chrono::seconds(30);

// No proxies, no netrc; certificates verified unless the mail says otherwise; the address checked
// after resolution and connected to as checked. A connection serves the next mails to the same
// server. 4 mails at a time, 2 of them to one server, so that one that does not answer leaves room
// for others; 1,000 waiting. A mail's timeout counts from the beginning of its turn, for which it
// waits at most max_mail_wait, or until a turn of another one ends after that. connect_failed for a
// mail that had no turn in time, or found no room to wait.
class CurlMailSender final : public MailSender {
 public:
  // `hosts` may be called besides.
  explicit CurlMailSender(
      Addresses addresses, AllowedHosts hosts = {}, Milliseconds max_wait = max_mail_wait
  );
  // Ends what is under way and what waits with connect_failed.
  ~CurlMailSender() override;
  CurlMailSender(const CurlMailSender&) = delete;
  CurlMailSender& operator=(const CurlMailSender&) = delete;

  // Resumes the caller on its own loop.
  Task<Result<void, MailError>> send(Mail mail) override;
  // Begins to end: what is under way ends within a second or two, and what comes at once. Of a mail
  // that was being taken, the error says that it may have arrived.
  void stop();

 private:
  class Workers;

  std::unique_ptr<Workers> workers_;
};

}  // namespace daemun::net

#endif
