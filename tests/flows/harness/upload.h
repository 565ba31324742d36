// A file as a browser sends it in a form.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_UPLOAD_H
#define DAEMUN_TESTS_FLOWS_HARNESS_UPLOAD_H

#include "http/request.h"

#include <string>

namespace daemun::flows {

struct SentFile {
  std::string bytes{};
  std::string type = "image/png";
  std::string name = "logo.png";
};

// The body, and its Content-Type.
void put_file(http::Request& request, const SentFile& file);

}  // namespace daemun::flows

#endif
