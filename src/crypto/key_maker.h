// Makes private keys on a thread of its own: an RSA key takes a tenth of a second and more, for
// which no loop may wait.
#ifndef DAEMUN_CRYPTO_KEY_MAKER_H
#define DAEMUN_CRYPTO_KEY_MAKER_H

#include "base/secret.h"
#include "base/task.h"
#include "crypto/self_signed.h"
#include "crypto/signing_key.h"

#include <functional>
#include <mutex>
#include <thread>

namespace daemun::crypto {

class KeyMaker {
 public:
  KeyMaker() = default;
  // Waits for the key in the making.
  ~KeyMaker();
  KeyMaker(const KeyMaker&) = delete;
  KeyMaker& operator=(const KeyMaker&) = delete;

  // One at a time: both throw daemun::Unavailable while another one is made.
  // PKCS #8, PEM.
  Task<Secret> make(SignatureAlgorithm algorithm);
  // An RSA key and its certificate. `random` is called from the thread.
  Task<SelfSigned> make_certified(SelfSignedOptions options, Random* random);

 private:
  struct Outcome {
    SelfSigned made{};
    bool is_busy = false;
    bool has_failed = false;
  };
  using Make = std::function<SelfSigned()>;

  Task<SelfSigned> run(Make make);
  void start(Make make, Resume<Outcome> resume);

  std::mutex mutex_;
  bool is_busy_ = false;
  std::thread thread_;
};

}  // namespace daemun::crypto

#endif
