// Makes private keys on a thread of its own: an RSA key takes a tenth of a second and more, for
// which no loop may wait.
#ifndef DAEMUN_CRYPTO_KEY_MAKER_H
#define DAEMUN_CRYPTO_KEY_MAKER_H

#include "base/secret.h"
#include "base/task.h"
#include "crypto/signing_key.h"

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

  // PKCS #8, PEM. One at a time: throws daemun::Unavailable while another one is made.
  Task<Secret> make(SignatureAlgorithm algorithm);

 private:
  struct Outcome {
    Secret pem{};
    bool is_busy = false;
    bool has_failed = false;
  };
  void start(SignatureAlgorithm algorithm, Resume<Outcome> resume);

  std::mutex mutex_;
  bool is_busy_ = false;
  std::thread thread_;
};

}  // namespace daemun::crypto

#endif
