// The bytes of a connection that wait to be parsed. Small while idle, grows to a bound.
#ifndef DAEMUN_HTTP_READ_BUFFER_H
#define DAEMUN_HTTP_READ_BUFFER_H

#include <cstddef>
#include <memory>
#include <string_view>

namespace daemun::http {

class ReadBuffer {
 public:
  explicit ReadBuffer(std::size_t max_size);

  std::string_view bytes() const { return {data_.get() + begin_, end_ - begin_}; }
  void consume(std::size_t size);

  struct Room {
    char* data;
    std::size_t size;
  };
  // Where to read to; empty when max_size bytes wait already. Invalidates bytes().
  Room prepare();
  void commit(std::size_t size) { end_ += size; }

 private:
  void resize(std::size_t capacity);

  std::unique_ptr<char[]> data_;
  std::size_t capacity_;
  std::size_t max_size_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace daemun::http

#endif
