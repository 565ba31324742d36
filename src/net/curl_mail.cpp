#include "net/curl_mail.h"

#include "base/text.h"
#include "net/curl_mail_transfer.h"
#include "net/mail_header.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace daemun::net {

namespace {

using Outcome = std::optional<Result<void, MailError>>;

constexpr std::size_t thread_count = 4;
constexpr std::size_t max_waiting = 1000;
constexpr const char* stopped = "the sender is stopped";

struct Job {
  Mail mail;
  Resume<Outcome> resume;
};

void initialise_curl() {
  // Counted by curl, and safe from several threads as of 7.84.
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK) throw std::runtime_error("cannot initialise libcurl");
}

MailError not_connected(std::string_view why) {
  return {MailErrorCode::connect_failed, std::string(why)};
}

}  // namespace

class CurlMailSender::Workers {
 public:
  Workers(Addresses addresses, AllowedHosts hosts)
      : addresses_(addresses), hosts_(std::move(hosts)) {
    initialise_curl();
    for (std::size_t i = 0; i < thread_count; ++i)
      threads_.emplace_back([this] { run(); });
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() {
    stop();
    for (auto& thread : threads_)
      thread.join();
  }

  void stop() {
    std::deque<Job> left;
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
      left.swap(waiting_);
    }
    changed_.notify_all();
    for (auto& job : left)
      job.resume(Outcome(not_connected(stopped)));
  }

  void push(Job job) {
    const char* refusal = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (is_stopping_) {
        refusal = stopped;
      } else if (waiting_.size() >= max_waiting) {
        refusal = "too many mails are waiting";
      } else {
        waiting_.push_back(std::move(job));
      }
    }
    if (refusal != nullptr) {
      job.resume(Outcome(not_connected(refusal)));
    } else {
      changed_.notify_one();
    }
  }

 private:
  void run() {
    MailTransfer transfer(is_stopping_);
    while (auto job = next()) {
      // A copy: the coroutine goes on when it is resumed, and its memory with it.
      const auto resume = std::move(job->resume);
      resume(Outcome(transfer.send(job->mail, addresses_of(job->mail.server))));
    }
  }

  std::optional<Job> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
    if (is_stopping_) return std::nullopt;
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
  }

  Addresses addresses_of(const MailServer& server) const {
    const bool is_listed = hosts_.allows(server.host, std::to_string(server.port));
    return is_listed ? Addresses::all : addresses_;
  }

  const Addresses addresses_;
  const AllowedHosts hosts_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  std::atomic<bool> is_stopping_ = false;

  std::vector<std::thread> threads_;
};

CurlMailSender::CurlMailSender(Addresses addresses, AllowedHosts hosts)
    : workers_(std::make_unique<Workers>(addresses, std::move(hosts))) {}
CurlMailSender::~CurlMailSender() = default;

void CurlMailSender::stop() {
  workers_->stop();
}

Task<Result<void, MailError>> CurlMailSender::send(Mail mail) {
  if (!is_sendable(mail)) {
    co_return MailError{MailErrorCode::invalid_mail, "an address or header cannot be sent"};
  }
  Workers& workers = *workers_;
  auto start = [&workers, &mail](Resume<Outcome> resume) {
    workers.push({std::move(mail), std::move(resume)});
  };
  Outcome outcome = co_await suspend_for<Outcome>(std::move(start));
  co_return *std::move(outcome);
}

}  // namespace daemun::net
