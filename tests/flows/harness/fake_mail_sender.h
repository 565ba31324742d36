// A mail server for tests: writes down every mail and takes each, or as it is told.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_FAKE_MAIL_SENDER_H
#define DAEMUN_TESTS_FLOWS_HARNESS_FAKE_MAIL_SENDER_H

#include "net/mail.h"

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace daemun::flows {

class FakeMailSender final : public net::MailSender {
 public:
  Task<Result<void, net::MailError>> send(net::Mail mail) override {
    const std::scoped_lock lock(mutex_);
    mails_.push_back(std::move(mail));
    if (error_) co_return *error_;
    co_return Result<void, net::MailError>();
  }

  // From now on; nothing: mails are taken.
  void fail(std::optional<net::MailError> error) {
    const std::scoped_lock lock(mutex_);
    error_ = std::move(error);
  }

  std::vector<net::Mail> mails() const {
    const std::scoped_lock lock(mutex_);
    return mails_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<net::Mail> mails_;
  std::optional<net::MailError> error_;
};

}  // namespace daemun::flows

#endif
