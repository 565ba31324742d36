#include "net/curl_mail.h"

#include "base/text.h"
#include "net/curl_mail_transfer.h"
#include "net/mail_header.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace daemun::net {

namespace {

using Outcome = std::optional<Result<void, MailError>>;

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t thread_count = 4;
// A dead server of one tenant leaves threads for the mails of the others.
constexpr std::size_t mails_at_once_a_server = thread_count / 2;
constexpr std::size_t max_waiting = 1000;
constexpr const char* stopped = "the sender is stopped";

struct Job {
  Mail mail;
  Resume<Outcome> resume;
  SteadyClock::time_point deadline{};  // of its turn

  std::string server() const {
    return to_lower_ascii(mail.server.host) + ":" + std::to_string(mail.server.port);
  }
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
  Workers(Addresses addresses, AllowedHosts hosts, Milliseconds max_wait)
      : addresses_(addresses), hosts_(std::move(hosts)), max_wait_(max_wait) {
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
    job.deadline = SteadyClock::now() + max_wait_;
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
      // Copies: the coroutine goes on when it is resumed, and its memory with it.
      const auto resume = std::move(job->resume);
      const auto server = job->server();
      if (job->deadline <= SteadyClock::now()) {
        free(server);
        resume(Outcome(not_connected("no turn in time")));
        continue;
      }
      auto outcome = transfer.send(job->mail, addresses_of(job->mail.server));
      free(server);
      resume(Outcome(std::move(outcome)));
    }
  }

  // The next one whose turn it is, or whose time is up; it counts as under way.
  std::optional<Job> next() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
      const auto found = find_next();
      if (found != waiting_.end()) {
        Job job = std::move(*found);
        waiting_.erase(found);
        ++under_way_[job.server()];
        return job;
      }
      // They came in the order of their deadlines.
      if (waiting_.empty()) {
        changed_.wait(lock);
      } else {
        // A copy: it is compared after the wait, and the job may be gone by then.
        const auto deadline = waiting_.front().deadline;
        changed_.wait_until(lock, deadline);
      }
    }
    return std::nullopt;
  }

  std::deque<Job>::iterator find_next() {
    const auto now = SteadyClock::now();
    return std::find_if(waiting_.begin(), waiting_.end(), [&](const Job& job) {
      const auto found = under_way_.find(job.server());
      return job.deadline <= now || found == under_way_.end() ||
             found->second < mails_at_once_a_server;
    });
  }

  void free(const std::string& server) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = under_way_.find(server);
      if (--found->second == 0) under_way_.erase(found);
    }
    changed_.notify_all();
  }

  Addresses addresses_of(const MailServer& server) const {
    return hosts_.addresses_of(server.host, std::to_string(server.port)).value_or(addresses_);
  }

  const Addresses addresses_;
  const AllowedHosts hosts_;
  const Milliseconds max_wait_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  std::map<std::string, std::size_t> under_way_;  // mails by server
  std::atomic<bool> is_stopping_ = false;

  std::vector<std::thread> threads_;
};

CurlMailSender::CurlMailSender(Addresses addresses, AllowedHosts hosts, Milliseconds max_wait)
    : workers_(std::make_unique<Workers>(addresses, std::move(hosts), max_wait)) {}
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
    workers.push(Job{.mail = std::move(mail), .resume = std::move(resume)});
  };
  Outcome outcome = co_await suspend_for<Outcome>(std::move(start));
  co_return *std::move(outcome);
}

}  // namespace daemun::net
