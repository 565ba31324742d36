#include "flows/shapes/logto_operations.h"

#include "support/vectors.h"

#include <sstream>
#include <stdexcept>

namespace daemun::flows {

std::string LogtoOperation::title() const {
  return std::string(http::to_string(method)) + " " + path;
}

std::vector<LogtoOperation> load_logto_operations() {
  std::istringstream text(
      test::read_file(test::source_directory() / "tests/vectors/api/operations.txt")
  );
  std::vector<LogtoOperation> operations;
  for (std::string line; std::getline(text, line);) {
    if (line.empty()) continue;
    if (line.front() != ' ') {
      const auto space = line.find(' ');
      operations.push_back({
          .method = http::parse_method(line.substr(0, space)),
          .path = line.substr(space + 1),
          .query = {},
          .body = {},
      });
      continue;
    }
    if (operations.empty()) throw std::runtime_error("a shape without an operation");
    auto& operation = operations.back();
    if (line.starts_with("  ?")) {
      operation.query.push_back(line.substr(3));
    } else if (line.starts_with("  body: ")) {
      operation.body = line.substr(8);
    } else {
      operation.replies[std::stoi(line.substr(2, 3))] = line.size() > 7 ? line.substr(7) : "";
    }
  }
  return operations;
}

}  // namespace daemun::flows
