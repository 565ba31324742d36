#include "daemun/auth/transport/single_flight.h"

namespace daemun::auth {

void FlightTable::Flight::wait(Resume<Landed> resume) {
  {
    const std::lock_guard lock(mutex_);
    if (!has_landed_) {
      waiting_.push_back(std::move(resume));
      return;
    }
  }
  // Set once, before has_landed_.
  resume(landed_);
}

void FlightTable::Flight::land(Landed landed) {
  std::vector<Resume<Landed>> waiting;
  {
    const std::lock_guard lock(mutex_);
    landed_ = std::move(landed);
    has_landed_ = true;
    waiting.swap(waiting_);
  }
  for (const auto& resume : waiting)
    resume(landed_);
}

FlightTable::Lead::~Lead() {
  if (flight_) land(nullptr, Milliseconds(0));
}

void FlightTable::Lead::land(Landed landed, Milliseconds keep) {
  // Taken out of the table first: who comes from now on finds the kept value, or flies anew.
  const auto flight = std::exchange(flight_, nullptr);
  table_.land(key_, landed, keep);
  flight->land(std::move(landed));
}

FlightTable::Boarding FlightTable::board(const std::string& key) {
  const std::lock_guard lock(mutex_);
  Boarding boarding;
  const auto kept = kept_.find(key);
  if (kept != kept_.end() && clock_.now() < kept->second.until) {
    boarding.kept = kept->second.landed;
    return boarding;
  }
  auto& flight = flights_[key];
  if (flight) {
    boarding.flight = flight;
  } else {
    flight = std::make_shared<Flight>();
    boarding.lead = std::make_unique<Lead>(*this, key, flight);
  }
  return boarding;
}

void FlightTable::land(const std::string& key, Landed landed, Milliseconds keep) {
  const std::lock_guard lock(mutex_);
  flights_.erase(key);
  const TimePoint now = clock_.now();
  remove_ended(now);
  if (keep.count() <= 0 || max_kept_ == 0) return;
  while (kept_.size() >= max_kept_) {
    kept_.erase(ends_.begin()->second);
    ends_.erase(ends_.begin());
  }
  // There is no older one of that key: nobody flies while a value is good.
  kept_[key] = {.landed = std::move(landed), .until = now + keep};
  ends_.emplace(now + keep, key);
}

void FlightTable::remove_ended(TimePoint now) {
  while (!ends_.empty() && ends_.begin()->first <= now) {
    kept_.erase(ends_.begin()->second);
    ends_.erase(ends_.begin());
  }
}

}  // namespace daemun::auth
