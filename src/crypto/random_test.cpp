#include "crypto/random.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace daemun::crypto {
namespace {

TEST_CASE("SystemRandom gives bytes of every length") {
  SystemRandom random;
  for (const std::size_t length : {0U, 1U, 31U, 1024U, 1025U, 4096U, 10000U}) {
    CHECK(random_bytes(random, length).size() == length);
  }
}

TEST_CASE("SystemRandom never gives the same bytes twice") {
  SystemRandom random;
  std::set<std::string> seen;
  // Several fills of the buffer, and a second thread's buffer.
  for (int i = 0; i < 2000; ++i)
    seen.insert(random_bytes(random, 16));
  std::set<std::string> other;
  std::thread([&] {
    for (int i = 0; i < 2000; ++i)
      other.insert(random_bytes(random, 16));
  }).join();
  seen.merge(other);
  CHECK(seen.size() == 4000);
}

TEST_CASE("SystemRandom gives a forked child other bytes than its parent") {
  SystemRandom random;
  (void)random_bytes(random, 1);  // the buffer is full now
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const std::string bytes = random_bytes(random, 32);
    const auto written = write(ends[1], bytes.data(), bytes.size());
    _exit(written == 32 ? 0 : 1);
  }
  std::string childs(32, '\0');
  CHECK(read(ends[0], childs.data(), childs.size()) == 32);
  int status = -1;
  waitpid(child, &status, 0);
  close(ends[0]);
  close(ends[1]);
  CHECK(status == 0);
  CHECK(childs != random_bytes(random, 32));
  CHECK(childs != std::string(32, '\0'));
}

TEST_CASE("FakeRandom repeats itself for one seed") {
  FakeRandom first(7);
  FakeRandom second(7);
  FakeRandom third(8);
  const std::string bytes = random_bytes(first, 100);
  CHECK(bytes == random_bytes(second, 100));
  CHECK(bytes != random_bytes(third, 100));
  CHECK(bytes != random_bytes(first, 100));
}

TEST_CASE("random_id and random_alphanumeric use their alphabets evenly") {
  FakeRandom random(1);
  std::array<int, 256> count{};
  for (const char c : random_id(random, 36'000))
    ++count[static_cast<unsigned char>(c)];
  for (const char c : std::string("0123456789abcdefghijklmnopqrstuvwxyz")) {
    CAPTURE(c);
    CHECK(count[static_cast<unsigned char>(c)] > 850);
    CHECK(count[static_cast<unsigned char>(c)] < 1150);
  }
  CHECK(count['A'] == 0);

  count = {};
  for (const char c : random_alphanumeric(random, 62'000))
    ++count[static_cast<unsigned char>(c)];
  int letters = 0;
  for (const int n : count) {
    if (n != 0) {
      ++letters;
      CHECK(n > 850);
      CHECK(n < 1150);
    }
  }
  CHECK(letters == 62);
}

TEST_CASE("random_id has the length asked for") {
  FakeRandom random(1);
  for (const std::size_t length : {0U, 1U, 12U, 21U, 33U}) {
    CHECK(random_id(random, length).size() == length);
    CHECK(random_alphanumeric(random, length).size() == length);
  }
}

TEST_CASE("random_token is 32 bytes of base64url") {
  FakeRandom random(1);
  const std::string token = random_token(random);
  CHECK(token.size() == 43);
  const auto bytes = parse_base64url(token);
  REQUIRE(bytes);
  CHECK(bytes->size() == 32);
  CHECK(random_token(random) != token);
}

}  // namespace
}  // namespace daemun::crypto
