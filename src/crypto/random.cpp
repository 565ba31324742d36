#include "crypto/random.h"

#include "base/encoding.h"
#include "base/secret.h"
#include "crypto/random_text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/mman.h>
#include <sys/random.h>
#include <system_error>

namespace daemun::crypto {

namespace {

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void fill_from_kernel(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw_errno("getrandom");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

// One thread's supply. The pages are zeroed by the kernel in a forked child, and zero `available`
// means empty: parent and child never hand out the same bytes.
class Supply {
 public:
  Supply() {
    void* pages =
        mmap(nullptr, sizeof(Pages), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) throw_errno("mmap");
    if (madvise(pages, sizeof(Pages), MADV_WIPEONFORK) != 0) {
      munmap(pages, sizeof(Pages));
      throw_errno("madvise");
    }
    pages_ = static_cast<Pages*>(pages);
  }
  Supply(const Supply&) = delete;
  Supply& operator=(const Supply&) = delete;
  ~Supply() {
    wipe_memory(pages_, sizeof(Pages));
    munmap(pages_, sizeof(Pages));
  }

  void take(std::span<std::byte> bytes) {
    if (bytes.size() > pages_->bytes.size() / 4) {
      fill_from_kernel(bytes);
      return;
    }
    if (pages_->available < bytes.size()) {
      fill_from_kernel(pages_->bytes);
      pages_->available = pages_->bytes.size();
    }
    pages_->available -= bytes.size();
    std::byte* source = pages_->bytes.data() + pages_->available;
    std::memcpy(bytes.data(), source, bytes.size());
    wipe_memory(source, bytes.size());
  }

 private:
  struct Pages {
    std::array<std::byte, 4096> bytes;
    std::size_t available;
  };

  Pages* pages_ = nullptr;
};

}  // namespace

void SystemRandom::fill(std::span<std::byte> bytes) {
  if (bytes.empty()) return;
  thread_local Supply supply;
  supply.take(bytes);
}

void FakeRandom::fill(std::span<std::byte> bytes) {
  // SplitMix64: a good mixer of a counter.
  constexpr std::uint64_t step = 0x9e3779b97f4a7c15ULL;
  while (!bytes.empty()) {
    std::uint64_t word = state_.fetch_add(step) + step;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
    word ^= word >> 31;
    const std::size_t size = std::min(bytes.size(), sizeof(word));
    std::memcpy(bytes.data(), &word, size);
    bytes = bytes.subspan(size);
  }
}

std::string random_bytes(Random& random, std::size_t length) {
  std::string bytes(length, '\0');
  random.fill(std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

// Characters below the largest multiple of the alphabet's size are even; the others are thrown
// away.
std::string random_text(Random& random, std::size_t length, std::string_view alphabet) {
  const std::size_t limit = 256 - 256 % alphabet.size();
  std::string text;
  text.reserve(length);
  std::array<std::byte, 32> bytes;
  while (text.size() < length) {
    random.fill(bytes);
    for (const auto byte : bytes) {
      const auto number = std::to_integer<std::size_t>(byte);
      if (number < limit && text.size() < length)
        text.push_back(alphabet[number % alphabet.size()]);
    }
  }
  wipe_memory(bytes.data(), bytes.size());
  return text;
}

std::string random_id(Random& random, std::size_t length) {
  return random_text(random, length, "0123456789abcdefghijklmnopqrstuvwxyz");
}

std::string random_alphanumeric(Random& random, std::size_t length) {
  return random_text(
      random, length, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
  );
}

std::string random_token(Random& random) {
  std::array<char, 32> bytes;
  random.fill(std::as_writable_bytes(std::span(bytes)));
  std::string token = to_base64url(std::string_view(bytes.data(), bytes.size()));
  wipe_memory(bytes.data(), bytes.size());
  return token;
}

}  // namespace daemun::crypto
