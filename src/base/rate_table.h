// How often each of many parties may do something: a rate, and a burst of one minute's worth. The
// table is bounded, costs one look-up a request, and keeps one instant a party (the generic cell
// rate algorithm: when the party's budget will be whole again).
#ifndef DAEMUN_BASE_RATE_TABLE_H
#define DAEMUN_BASE_RATE_TABLE_H

#include "base/clock.h"

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace daemun {

class RateTable {
 public:
  struct Limits {
    int per_minute = 0;  // 0: no limit
    std::size_t parties =
        65'536;  // beyond that the one that has been quiet for longest is forgotten
  };

  explicit RateTable(Limits limits) : limits_(limits) {}

  // Uses up one; or how long to wait until there is one.
  std::optional<Milliseconds> take(const std::string& party, TimePoint now);
  // Returns one that was taken.
  void give_back(const std::string& party);
  std::size_t size() const;

 private:
  using Microtime = std::chrono::sys_time<std::chrono::microseconds>;
  struct Entry {
    std::string party;
    Microtime whole_at;
  };
  std::list<Entry>::iterator find_or_add(const std::string& party);

  const Limits limits_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // quiet for longest first
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

}  // namespace daemun

#endif
