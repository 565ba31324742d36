// A load generator: some keep-alive connections, each with one request in flight, on one thread.
#ifndef DAEMUN_BENCH_LOAD_H
#define DAEMUN_BENCH_LOAD_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::bench {

struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  // The value of the first header of that lower-case name, "" when there is none.
  std::string header(std::string_view name) const;
};

// The whole text of the next request on a connection.
using MakeRequest = std::function<std::string(std::size_t connection)>;
// Sees each answer; false ends the run with an error.
using ReadAnswer = std::function<bool(std::size_t connection, const Answer& answer)>;

struct Load {
  std::uint16_t port = 0;
  std::size_t connections = 64;
  std::size_t requests = 0;  // in all
  MakeRequest make_request;
  ReadAnswer read_answer;
};

struct LoadResult {
  double seconds = 0;
  std::size_t requests = 0;
  std::vector<std::uint32_t> latencies_us;
};

// Throws std::runtime_error when a connection breaks or an answer is refused.
LoadResult run_load(const Load& load);

// A kept connection, for one request after the other.
class Line {
 public:
  explicit Line(std::uint16_t port);
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  Answer ask(const std::string& request);

 private:
  int descriptor_;
};

// One request on a connection of its own.
Answer send_once(std::uint16_t port, const std::string& request);

}  // namespace daemun::bench

#endif
