#include "http/read_buffer.h"

#include <algorithm>
#include <cstring>

namespace daemun::http {

namespace {

constexpr std::size_t first_size = 4096;

}  // namespace

ReadBuffer::ReadBuffer(std::size_t max_size)
    : data_(new char[std::min(first_size, max_size)]),
      capacity_(std::min(first_size, max_size)),
      max_size_(max_size) {}

void ReadBuffer::consume(std::size_t size) {
  begin_ += size;
  if (begin_ != end_) return;
  begin_ = end_ = 0;
  if (capacity_ > first_size) resize(first_size);
}

ReadBuffer::Room ReadBuffer::prepare() {
  if (end_ == capacity_ && begin_ > 0) {
    std::memmove(data_.get(), data_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == capacity_ && capacity_ < max_size_) resize(std::min(capacity_ * 2, max_size_));
  return {data_.get() + end_, capacity_ - end_};
}

void ReadBuffer::resize(std::size_t capacity) {
  std::unique_ptr<char[]> data(new char[capacity]);
  if (end_ > begin_) std::memcpy(data.get(), data_.get() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  data_ = std::move(data);
  capacity_ = capacity;
}

}  // namespace daemun::http
