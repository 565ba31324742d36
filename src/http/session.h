// One connection: reads a request, has it answered, writes the answer, and again. One request is in
// flight at a time, so a client that pipelines waits in its own socket buffer.
#ifndef DAEMUN_HTTP_SESSION_H
#define DAEMUN_HTTP_SESSION_H

#include "http/loop.h"
#include "http/request.h"

#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <string>

namespace daemun::http {

using TlsStream = boost::asio::ssl::stream<TcpSocket>;

struct SessionOrigin {
  Listener listener = Listener::user;
  std::string remote_address;
  std::string network;  // that connections are counted for
  PublicScheme public_scheme = PublicScheme::http;
};

// The session lives until the connection ends. TcpSocket or TlsStream.
template <typename Stream>
void spawn_session(std::shared_ptr<Loop> loop, Stream stream, SessionOrigin origin);

extern template void spawn_session(std::shared_ptr<Loop>, TcpSocket, SessionOrigin);
extern template void spawn_session(std::shared_ptr<Loop>, TlsStream, SessionOrigin);

}  // namespace daemun::http

#endif
