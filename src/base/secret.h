// A string that must not be printed, compared early or left behind in memory.
#ifndef DAEMUN_BASE_SECRET_H
#define DAEMUN_BASE_SECRET_H

#include <string>
#include <string_view>

namespace daemun {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  // The one way to the text: easy to find in a review.
  const std::string& reveal() const noexcept { return value_; }
  bool empty() const noexcept { return value_.empty(); }

 private:
  void wipe() noexcept;

  std::string value_;
};

// Compares in a time that depends on the lengths alone.
[[nodiscard]] bool equals_in_constant_time(std::string_view left, std::string_view right) noexcept;

// Overwrites memory in a way that the optimiser keeps.
void wipe_memory(void* data, std::size_t size) noexcept;

}  // namespace daemun

#endif
