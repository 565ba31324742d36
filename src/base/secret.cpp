#include "base/secret.h"

#include <cstddef>
#include <cstring>
#include <utility>

namespace daemun {

Secret::Secret(Secret&& other) noexcept : value_(std::move(other.value_)) {
  // A short string is copied by a move: its bytes are still in the source.
  other.wipe();
}

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe();
    value_ = other.value_;
  }
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    value_ = std::move(other.value_);
    other.wipe();
  }
  return *this;
}

Secret::~Secret() {
  wipe();
}

void Secret::wipe() noexcept {
  // Up to the capacity: a longer text may have stood here before. This never allocates.
  value_.resize(value_.capacity());
  wipe_memory(value_.data(), value_.size());
  value_.clear();
}

bool equals_in_constant_time(std::string_view left, std::string_view right) noexcept {
  if (left.size() != right.size()) return false;
  // Volatile, so that the compiler does not find a reason to stop early.
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto a = static_cast<unsigned char>(left[i]);
    const auto b = static_cast<unsigned char>(right[i]);
    difference = static_cast<unsigned char>(difference | (a ^ b));
  }
  return difference == 0;
}

void wipe_memory(void* data, std::size_t size) noexcept {
  if (size != 0) explicit_bzero(data, size);
}

}  // namespace daemun
