#include "http/request_id.h"

#include <cerrno>
#include <string_view>
#include <sys/random.h>
#include <system_error>

namespace daemun::http {

namespace {

// SplitMix64 (Steele, Lea and Flood 2014): a counter through a mixing function.
std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

}  // namespace

RequestIds::RequestIds() : state_(0) {
  if (getrandom(&state_, sizeof state_, 0) != static_cast<ssize_t>(sizeof state_)) {
    throw std::system_error(errno, std::generic_category(), "getrandom");
  }
}

std::string RequestIds::next() {
  constexpr std::string_view alphabet =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string id(16, '0');
  for (std::size_t half = 0; half < 2; ++half) {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t bits = mix(state_);
    for (std::size_t i = 0; i < 8; ++i) {
      id[half * 8 + i] = alphabet[bits % alphabet.size()];
      bits /= alphabet.size();
    }
  }
  return id;
}

}  // namespace daemun::http
