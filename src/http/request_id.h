// Names of requests, for logs and the header Logto-Core-Request-Id: not secret, only distinct.
#ifndef DAEMUN_HTTP_REQUEST_ID_H
#define DAEMUN_HTTP_REQUEST_ID_H

#include <cstdint>
#include <string>

namespace daemun::http {

// One a loop; not for several threads.
class RequestIds {
 public:
  // Seeded by the operating system.
  RequestIds();

  // 16 characters [0-9A-Za-z].
  std::string next();

 private:
  std::uint64_t state_;
};

}  // namespace daemun::http

#endif
