// The server's side of TLS.
#ifndef DAEMUN_HTTP_TLS_H
#define DAEMUN_HTTP_TLS_H

#include "http/server.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace daemun::http {

// TLS 1.2 and 1.3, forward secrecy, no renegotiation, no compression. Throws std::runtime_error
// when the files cannot be read or do not belong together.
std::shared_ptr<boost::asio::ssl::context> make_tls_context(const TlsFiles& files);

}  // namespace daemun::http

#endif
