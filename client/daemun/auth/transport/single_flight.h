// One piece of work for all who want the same at the same time: the first caller's work runs, the
// others wait for its value. For what must not be done twice (a refresh token that is spent by its
// use) or need not be (one fetch of a key set for a hundred requests).
#ifndef DAEMUN_AUTH_TRANSPORT_SINGLE_FLIGHT_H
#define DAEMUN_AUTH_TRANSPORT_SINGLE_FLIGHT_H

#include "base/clock.h"
#include "base/task.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace daemun::auth {

// The part of SingleFlight that does not depend on the type of its values. Callable from any
// thread.
class FlightTable {
 public:
  // The result of the work. Null when it was given up before its end.
  using Landed = std::shared_ptr<const void>;

  class Flight {
   public:
    // Calls with what came of the work, at once when it has landed.
    void wait(Resume<Landed> resume);
    void land(Landed landed);

   private:
    std::mutex mutex_;
    bool has_landed_ = false;
    Landed landed_;
    std::vector<Resume<Landed>> waiting_;
  };

  // The duty to tell the others. Whoever drops it untold tells them that the work was given up.
  class Lead {
   public:
    Lead(FlightTable& table, std::string key, std::shared_ptr<Flight> flight)
        : table_(table), key_(std::move(key)), flight_(std::move(flight)) {}
    ~Lead();
    Lead(const Lead&) = delete;
    Lead& operator=(const Lead&) = delete;

    void land(Landed landed, Milliseconds keep);

   private:
    FlightTable& table_;
    const std::string key_;
    std::shared_ptr<Flight> flight_;
  };

  struct Boarding {
    // A kept value, or null.
    Landed kept{};
    // Another caller's, to wait for, or null.
    std::shared_ptr<Flight> flight{};
    std::unique_ptr<Lead> lead{};
  };

  FlightTable(const Clock& clock, std::size_t max_kept) : clock_(clock), max_kept_(max_kept) {}

  // One of the three.
  Boarding board(const std::string& key);

 private:
  struct Kept {
    Landed landed;
    TimePoint until;
  };

  void land(const std::string& key, Landed landed, Milliseconds keep);
  void remove_ended(TimePoint now);

  const Clock& clock_;
  const std::size_t max_kept_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Flight>> flights_;
  std::unordered_map<std::string, Kept> kept_;
  // The keys of kept_, in the order in which they go.
  std::multimap<TimePoint, std::string> ends_;
};

template <typename Value>
struct SingleFlightPolicy {
  // How long a value is given to callers who come after it. Empty or zero: not at all. Called on
  // the thread of the caller whose work it was.
  std::function<Milliseconds(const Value&)> keep{};
  // Of kept values; the one that would go next makes room. Flights are as many as their callers.
  std::size_t max_kept = 1024;
};

// Value is copied to each caller. For any number of threads and loops; must outlive its callers.
template <typename Value>
class SingleFlight {
 public:
  explicit SingleFlight(const Clock& clock, SingleFlightPolicy<Value> policy = {})
      : table_(clock, policy.max_kept), keep_(std::move(policy.keep)) {}

  // `work` is a task that has not begun, and never does when somebody else's value will do. What it
  // throws reaches everybody who waits and is never kept. When the caller whose work runs is given
  // up (its loop ends), one of those who wait goes on with its own.
  Task<Value> run(std::string key, Task<Value> work) {
    for (;;) {
      auto boarding = table_.board(key);
      if (boarding.kept) co_return to_value(boarding.kept);
      if (boarding.lead) {
        Value value = co_await lead(std::move(boarding.lead), std::move(work));
        co_return value;
      }
      auto start = [flight = std::move(boarding.flight)](Resume<FlightTable::Landed> resume) {
        flight->wait(std::move(resume));
      };
      const FlightTable::Landed landed =
          co_await suspend_for<FlightTable::Landed>(std::move(start));
      if (landed) co_return to_value(landed);
    }
  }

 private:
  using Outcome = std::variant<Value, std::exception_ptr>;

  static Value to_value(const FlightTable::Landed& landed) {
    const auto& outcome = *static_cast<const Outcome*>(landed.get());
    if (const auto* failure = std::get_if<1>(&outcome)) std::rethrow_exception(*failure);
    return *std::get_if<0>(&outcome);
  }

  Task<Value> lead(std::unique_ptr<FlightTable::Lead> duty, Task<Value> work) {
    std::shared_ptr<const Outcome> outcome;
    Milliseconds keep{0};
    try {
      Value value = co_await std::move(work);
      if (keep_) keep = keep_(value);
      outcome = std::make_shared<const Outcome>(std::in_place_index<0>, std::move(value));
    } catch (...) {
      outcome = std::make_shared<const Outcome>(std::in_place_index<1>, std::current_exception());
    }
    duty->land(outcome, keep);
    co_return to_value(outcome);
  }

  FlightTable table_;
  const std::function<Milliseconds(const Value&)> keep_;
};

}  // namespace daemun::auth

#endif
