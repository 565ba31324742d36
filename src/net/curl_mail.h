// Sends mail by SMTP: libcurl on a few threads of its own, because a mail server takes its time.
#ifndef DAEMUN_NET_CURL_MAIL_H
#define DAEMUN_NET_CURL_MAIL_H

#include "net/curl_http.h"
#include "net/mail.h"

#include <memory>

namespace daemun::net {

// No proxies, no netrc; certificates verified unless the mail says otherwise; the address checked
// after resolution and connected to as checked. A connection serves the next mails to the same
// server. 4 mails at a time, 1,000 waiting; beyond that connect_failed. A mail's timeout counts
// from the beginning of its turn.
class CurlMailSender final : public MailSender {
 public:
  // `hosts` may be called whatever their address is.
  explicit CurlMailSender(Addresses addresses, AllowedHosts hosts = {});
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
