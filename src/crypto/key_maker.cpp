#include "crypto/key_maker.h"

#include "base/unavailable.h"

#include <stdexcept>
#include <utility>

namespace daemun::crypto {

KeyMaker::~KeyMaker() {
  if (thread_.joinable()) thread_.join();
}

Task<Secret> KeyMaker::make(SignatureAlgorithm algorithm) {
  const auto begin = [this, algorithm](Resume<Outcome> resume) {
    start(algorithm, std::move(resume));
  };
  auto outcome = co_await suspend_for<Outcome>(begin);
  if (outcome.is_busy) throw Unavailable("another key is being made");
  if (outcome.has_failed) throw std::runtime_error("a private key could not be made");
  co_return std::move(outcome.pem);
}

void KeyMaker::start(SignatureAlgorithm algorithm, Resume<Outcome> resume) {
  const std::lock_guard lock(mutex_);
  if (is_busy_) {
    resume(Outcome{.pem = {}, .is_busy = true});
    return;
  }
  // The last one has nothing left to do but to end.
  if (thread_.joinable()) thread_.join();
  is_busy_ = true;
  thread_ = std::thread([this, algorithm, resume = std::move(resume)] {
    Outcome outcome;
    try {
      outcome.pem = PrivateKey::generate(algorithm).to_pem();
    } catch (const std::exception&) {
      outcome.has_failed = true;
    }
    {
      const std::lock_guard done(mutex_);
      is_busy_ = false;
    }
    resume(std::move(outcome));
  });
}

}  // namespace daemun::crypto
