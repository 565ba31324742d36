// The upper bound that the server is compared with: Asio and a request parser that looks for the
// empty line and Content-Length only. It echoes a body as JSON and checks nothing. Never expose it.
//   bare_asio <port>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace asio = boost::asio;
using asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
template <typename T>
using Task = asio::awaitable<T, Executor>;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable_t<Executor>());

std::size_t find_content_length(std::string_view head) {
  constexpr std::string_view name = "Content-Length: ";
  const std::size_t start = head.find(name);
  std::size_t length = 0;
  if (start == std::string_view::npos) return 0;
  std::from_chars(head.data() + start + name.size(), head.data() + head.size(), length);
  return length;
}

void append_answer(std::string& out, std::string_view body) {
  const std::string text = "{\"echo\":\"" + std::string(body) + "\"}";
  out += "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
  out += std::to_string(text.size());
  out += "\r\n\r\n";
  out += text;
}

// Takes every whole request from the input; the rest stays.
void answer_all(std::string& input, std::string& output) {
  for (;;) {
    const std::size_t end = input.find("\r\n\r\n");
    if (end == std::string::npos) return;
    const std::size_t head = end + 4;
    const std::size_t length = find_content_length(std::string_view(input).substr(0, head));
    if (input.size() < head + length) return;
    append_answer(output, std::string_view(input).substr(head, length));
    input.erase(0, head + length);
  }
}

Task<void> serve(Socket socket) {
  std::string input;
  std::string output;
  char bytes[16384];
  for (;;) {
    auto [error, size] = co_await socket.async_read_some(asio::buffer(bytes), as_result);
    if (error) co_return;
    input.append(bytes, size);
    answer_all(input, output);
    auto [failure, sent] = co_await asio::async_write(socket, asio::buffer(output), as_result);
    if (failure) co_return;
    output.clear();
  }
}

Task<void> accept(Acceptor& acceptor) {
  for (;;) {
    auto [error, socket] = co_await acceptor.async_accept(as_result);
    if (error) continue;
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)), asio::detached);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bare_asio <port>\n");
    return 2;
  }
  asio::io_context loop(1);
  const auto port = static_cast<unsigned short>(std::atoi(argv[1]));
  Acceptor acceptor(loop.get_executor(), {asio::ip::address_v4::loopback(), port});
  asio::co_spawn(loop.get_executor(), accept(acceptor), asio::detached);
  loop.run();
}
