// The operations of Logto's HTTP APIs with their shapes, as tests/vectors/api/operations.txt has
// them.
#ifndef DAEMUN_TESTS_FLOWS_SHAPES_LOGTO_OPERATIONS_H
#define DAEMUN_TESTS_FLOWS_SHAPES_LOGTO_OPERATIONS_H

#include "http/request.h"

#include <map>
#include <string>
#include <vector>

namespace daemun::flows {

struct LogtoOperation {
  http::Method method = http::Method::get;
  std::string path;                      // below /api
  std::vector<std::string> query;        // names of parameters
  std::string body;                      // empty: none
  std::map<int, std::string> replies{};  // by status; empty: no body

  // "GET /resources/{id}"
  std::string title() const;
};

std::vector<LogtoOperation> load_logto_operations();

}  // namespace daemun::flows

#endif
