#include "crypto/key_maker.h"

#include "base/unavailable.h"

#include <stdexcept>
#include <utility>

namespace daemun::crypto {

KeyMaker::~KeyMaker() {
  if (thread_.joinable()) thread_.join();
}

Task<Secret> KeyMaker::make(SignatureAlgorithm algorithm) {
  Make make = [algorithm] {
    return SelfSigned{.private_key = PrivateKey::generate(algorithm).to_pem(), .certificate = {}};
  };
  auto made = co_await run(std::move(make));
  co_return std::move(made.private_key);
}

Task<SelfSigned> KeyMaker::make_certified(SelfSignedOptions options, Random* random) {
  Make make = [options = std::move(options), random] { return make_self_signed(options, *random); };
  co_return co_await run(std::move(make));
}

Task<SelfSigned> KeyMaker::run(Make make) {
  const auto begin = [this, &make](Resume<Outcome> resume) {
    start(std::move(make), std::move(resume));
  };
  auto outcome = co_await suspend_for<Outcome>(begin);
  if (outcome.is_busy) throw Unavailable("another key is being made");
  if (outcome.has_failed) throw std::runtime_error("a private key could not be made");
  co_return std::move(outcome.made);
}

void KeyMaker::start(Make make, Resume<Outcome> resume) {
  const std::lock_guard lock(mutex_);
  if (is_busy_) {
    resume(Outcome{.is_busy = true});
    return;
  }
  // The last one has nothing left to do but to end.
  if (thread_.joinable()) thread_.join();
  is_busy_ = true;
  thread_ = std::thread([this, make = std::move(make), resume = std::move(resume)] {
    Outcome outcome;
    try {
      outcome.made = make();
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
