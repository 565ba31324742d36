// One mail through one curl handle, blocking. Of curl_mail.cpp.
#ifndef DAEMUN_NET_CURL_MAIL_TRANSFER_H
#define DAEMUN_NET_CURL_MAIL_TRANSFER_H

#include "net/curl_http.h"
#include "net/mail.h"

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace daemun::net {

// Keeps the connection for the next mail as long as the server stays the same.
class MailTransfer {
 public:
  // Gives up once `is_stopping` is set.
  explicit MailTransfer(const std::atomic<bool>& is_stopping) : is_stopping_(is_stopping) {}

  Result<void, MailError> send(const Mail& mail, Addresses addresses);

 private:
  struct Delete {
    void operator()(CURL* handle) const;
  };

  void prepare(const MailServer& server);

  const std::atomic<bool>& is_stopping_;
  std::unique_ptr<CURL, Delete> easy_;
  std::optional<MailServer> server_;  // of the connection
  std::chrono::steady_clock::time_point used_at_{};
};

}  // namespace daemun::net

#endif
