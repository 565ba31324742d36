// A bounded queue that several parties share by turns: each has a line of its own, and one job of
// every line is taken before the second of any. When the queue is full, the longest line gives way,
// so nobody can fill it against the others.
#ifndef DAEMUN_CRYPTO_FAIR_QUEUE_H
#define DAEMUN_CRYPTO_FAIR_QUEUE_H

#include <algorithm>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace daemun::crypto {

struct FairQueueLimits {
  std::size_t line = 64;    // waiting jobs of one party
  std::size_t total = 512;  // and of all
};

// Not thread-safe. No line is empty; `turns_` names each line once.
template <typename Job>
class FairQueue {
 public:
  explicit FairQueue(FairQueueLimits limits) : limits_(limits) {}

  // Returns the job that has no place: this one, or the newest of the longest line.
  std::optional<Job> push(const std::string& party, Job job) {
    const auto found = lines_.find(party);
    const std::size_t own = found == lines_.end() ? 0 : found->second.size();
    if (own >= limits_.line) return job;
    std::optional<Job> refused;
    if (size_ >= limits_.total) {
      refused = take_from_longest(own);
      if (!refused) return job;
    }
    auto& line = lines_[party];
    if (line.empty()) turns_.push_back(party);
    line.push_back(std::move(job));
    ++size_;
    return refused;
  }

  std::optional<Job> pop() {
    if (turns_.empty()) return std::nullopt;
    auto party = std::move(turns_.front());
    turns_.pop_front();
    const auto found = lines_.find(party);
    std::optional<Job> job(std::move(found->second.front()));
    found->second.pop_front();
    --size_;
    if (found->second.empty()) {
      lines_.erase(found);
    } else {
      turns_.push_back(std::move(party));
    }
    return job;
  }

  std::size_t size() const { return size_; }

 private:
  // Only from a line that stays at least as long as one of `own` jobs that gets one more.
  std::optional<Job> take_from_longest(std::size_t own) {
    const auto longest =
        std::max_element(lines_.begin(), lines_.end(), [](const auto& a, const auto& b) {
          return a.second.size() < b.second.size();
        });
    if (longest == lines_.end() || longest->second.size() < own + 2) return std::nullopt;
    std::optional<Job> job(std::move(longest->second.back()));
    longest->second.pop_back();
    --size_;
    return job;
  }

  const FairQueueLimits limits_;
  std::map<std::string, std::deque<Job>> lines_;
  std::deque<std::string> turns_;
  std::size_t size_ = 0;
};

}  // namespace daemun::crypto

#endif
