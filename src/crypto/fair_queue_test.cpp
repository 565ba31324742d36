#include "crypto/fair_queue.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

// Everything that is in it, in the order in which it is served.
std::string drain(FairQueue<std::string>& queue) {
  std::string served;
  while (auto job = queue.pop())
    served += *job + " ";
  return served;
}

}  // namespace

TEST_CASE("FairQueue serves one job of every party before the second of any") {
  FairQueue<std::string> queue({.line = 10, .total = 100});
  for (const char* job : {"a1", "a2", "a3"})
    CHECK_FALSE(queue.push("a", job));
  CHECK_FALSE(queue.push("b", "b1"));
  CHECK_FALSE(queue.push("c", "c1"));
  CHECK_FALSE(queue.push("b", "b2"));
  CHECK(queue.size() == 6);
  CHECK(drain(queue) == "a1 b1 c1 a2 b2 a3 ");
  CHECK(queue.size() == 0);
}

TEST_CASE("FairQueue serves a newcomer next, however much another party has waiting") {
  FairQueue<std::string> queue({.line = 64, .total = 512});
  for (int i = 0; i < 64; ++i)
    queue.push("flood", "flood");
  CHECK(queue.pop() == "flood");
  queue.push("newcomer", "newcomer");
  CHECK(queue.pop() == "flood");
  CHECK(queue.pop() == "newcomer");
}

TEST_CASE("FairQueue refuses a job beyond the bound of its line") {
  FairQueue<std::string> queue({.line = 2, .total = 10});
  CHECK_FALSE(queue.push("a", "a1"));
  CHECK_FALSE(queue.push("a", "a2"));
  CHECK(queue.push("a", "a3") == "a3");
  CHECK_FALSE(queue.push("b", "b1"));
  CHECK(drain(queue) == "a1 b1 a2 ");
}

TEST_CASE("FairQueue makes room in the longest line when it is full") {
  FairQueue<std::string> queue({.line = 4, .total = 4});
  for (const char* job : {"a1", "a2", "a3"})
    queue.push("a", job);
  queue.push("b", "b1");
  CHECK(queue.push("c", "c1") == "a3");
  // Now the lines are as even as they can be.
  CHECK(queue.push("b", "b2") == "b2");
  CHECK(queue.push("d", "d1") == "a2");
  CHECK(queue.push("e", "e1") == "e1");
  CHECK(drain(queue) == "a1 b1 c1 d1 ");
}

}  // namespace daemun::crypto
