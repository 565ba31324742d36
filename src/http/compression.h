// gzip for answers that are worth it.
#ifndef DAEMUN_HTTP_COMPRESSION_H
#define DAEMUN_HTTP_COMPRESSION_H

#include "http/request.h"
#include "http/response.h"

#include <string>
#include <string_view>

namespace daemun::http {

// Compresses text, JSON, script, style and SVG bodies of 1 KiB and more when the client takes gzip.
// Never an answer with Cache-Control: no-store: such answers hold secrets, and the size of a
// compressed secret beside text of an attacker's choice gives it away (BREACH).
Response with_gzip(const Request& request, Response response);

std::string to_gzip(std::string_view text);

// The same for a document that must not be stored but holds no secret besides a nonce of its own,
// such as the shell of a page.
Response with_document_gzip(const Request& request, Response document);

// Whether an Accept-Encoding value allows gzip (RFC 9110 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace daemun::http

#endif
