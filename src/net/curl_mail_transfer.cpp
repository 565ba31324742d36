#include "net/curl_mail_transfer.h"

#include "base/encoding.h"
#include "base/text.h"
#include "net/address_rules.h"
#include "net/mail_header.h"

#include <algorithm>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>

namespace daemun::net {

namespace {

constexpr std::size_t max_reply_bytes = 500;

struct ListDelete {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct MimeDelete {
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using List = std::unique_ptr<curl_slist, ListDelete>;
using Mime = std::unique_ptr<curl_mime, MimeDelete>;

// What curl's callbacks know.
struct State {
  Addresses addresses;
  const std::atomic<bool>& is_stopping;
  bool has_blocked_address = false;
  std::string reply{};  // the last line with which the server refused something
};

// As in curl_transfer.cpp: the address that is checked is the one that is called.
curl_socket_t open_socket(void* context, curlsocktype purpose, curl_sockaddr* address) {
  auto& state = *static_cast<State*>(context);
  const bool is_allowed =
      purpose == CURLSOCKTYPE_IPCXN && is_allowed_address(address->addr, state.addresses);
  if (!is_allowed) {
    state.has_blocked_address = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_reply(char* data, std::size_t size, std::size_t count, void* context) {
  auto& state = *static_cast<State*>(context);
  const auto line = trim(std::string_view(data, std::min(size * count, max_reply_bytes)));
  // Not the answer to QUIT.
  if (line.starts_with('4') || line.starts_with('5')) state.reply = line;
  return size * count;
}

int keep_going(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<State*>(context)->is_stopping ? 1 : 0;
}

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

// RFC 5322 2.3: CR and LF only together.
std::string to_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 40);
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

void add_part(curl_mime* mime, std::string_view text, const char* type) {
  if (text.empty()) return;
  const std::string lines = to_crlf(text);
  curl_mimepart* part = curl_mime_addpart(mime);
  if (part == nullptr) throw std::bad_alloc();
  curl_mime_data(part, lines.data(), lines.size());
  curl_mime_type(part, type);
  curl_mime_encoder(part, "quoted-printable");
}

// The host as in a URL.
std::string bracketed(const std::string& host) {
  const bool is_ipv6 = host.find(':') != std::string::npos && !host.starts_with('[');
  return is_ipv6 ? "[" + host + "]" : host;
}

std::string machine_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 && name[0] != '\0' ? name : "localhost";
}

// The host is the one whose certificate is wanted; the path is the client's name.
std::string to_url(const MailServer& server) {
  const auto& host = server.certificate_name.empty() ? server.host : server.certificate_name;
  const auto client = server.client_name.empty() ? machine_name() : server.client_name;
  return (server.security == MailSecurity::tls ? "smtps://" : "smtp://") + bracketed(host) + ":" +
         std::to_string(server.port) + "/" + to_percent_encoded(client);
}

// A password is worth more than the mail: an attacker on the network who removes STARTTLS from the
// server's offer must not get it.
long to_use_ssl(const MailServer& server) {
  switch (server.security) {
    case MailSecurity::tls:
    case MailSecurity::starttls:
      return CURLUSESSL_ALL;
    case MailSecurity::starttls_if_offered:
      return server.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL;
    case MailSecurity::none:
      return CURLUSESSL_NONE;
  }
  return CURLUSESSL_ALL;
}

void set_login(CURL* easy, const MailServer& server) {
  if (server.user.empty()) return;
  curl_easy_setopt(easy, CURLOPT_SASL_IR, 1L);  // RFC 4954 4: a step less
  curl_easy_setopt(easy, CURLOPT_USERNAME, server.user.c_str());
  if (server.access_token.empty()) {
    curl_easy_setopt(easy, CURLOPT_PASSWORD, server.password.reveal().c_str());
    curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5");
  } else {
    curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, server.access_token.reveal().c_str());
    curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
  }
}

void set_connection(CURL* easy, const MailServer& server) {
  curl_easy_setopt(easy, CURLOPT_URL, to_url(server).c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_USE_SSL, to_use_ssl(server));
  const bool is_verified = server.certificate == MailCertificate::verified;
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, is_verified ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, is_verified ? 2L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(server.timeout.count()));
  curl_easy_setopt(
      easy,
      CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(std::min(server.timeout, server.connect_timeout).count())
  );
  // For each answer; that to QUIT, which the timeout does not cover, is the one that counts.
  curl_easy_setopt(
      easy,
      CURLOPT_SERVER_RESPONSE_TIMEOUT,
      static_cast<long>(std::chrono::ceil<Seconds>(server.timeout).count())
  );
  if (!server.local_address.empty())
    curl_easy_setopt(easy, CURLOPT_INTERFACE, ("host!" + server.local_address).c_str());
}

MailErrorCode to_error_code(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return MailErrorCode::resolve_failed;
    case CURLE_COULDNT_CONNECT:
    case CURLE_ABORTED_BY_CALLBACK:
      return MailErrorCode::connect_failed;
    case CURLE_OPERATION_TIMEDOUT:
      return MailErrorCode::timed_out;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return MailErrorCode::tls_failed;
    case CURLE_LOGIN_DENIED:
      return MailErrorCode::login_denied;
    default:
      return MailErrorCode::protocol_error;
  }
}

MailError to_error(CURL* easy, CURLcode code, const State& state) {
  if (state.has_blocked_address && code == CURLE_COULDNT_CONNECT)
    return {
        MailErrorCode::blocked_address, "the address is private or loopback, which is not allowed"};
  long reply = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply);
  MailError error{to_error_code(code), curl_easy_strerror(code), static_cast<int>(reply)};
  // A TLS failure after a good answer is not the server's refusal.
  if (reply >= 400 && error.code != MailErrorCode::tls_failed) {
    if (state.reply.starts_with(std::to_string(reply)) && is_valid_utf8(state.reply))
      error.description = state.reply;
    if (reply < 500) {
      error.code = MailErrorCode::temporarily_refused;
    } else if (error.code != MailErrorCode::login_denied) {
      error.code = MailErrorCode::refused;
    }
  }
  // RFC 5321 4.5.3.2.6: after 354 the message is under way, and its end may have arrived.
  error.is_uncertain = reply == 354;
  return error;
}

auto to_key(const MailServer& server) {
  return std::tie(
      server.host,
      server.port,
      server.security,
      server.certificate,
      server.certificate_name,
      server.client_name,
      server.local_address,
      server.user,
      server.password.reveal(),
      server.access_token.reveal()
  );
}

}  // namespace

void MailTransfer::Delete::operator()(CURL* handle) const {
  // A server that takes a mail and never answers QUIT must not hold up the next one, or the end.
  curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, 1L);
  curl_easy_cleanup(handle);
}

void MailTransfer::prepare(const MailServer& server) {
  // Another server, login or protection gets a connection of its own. Servers close what is idle
  // for longer.
  constexpr Seconds max_idle{20};
  const auto now = std::chrono::steady_clock::now();
  const bool is_same = server_ && to_key(*server_) == to_key(server);
  if (!is_same || now - used_at_ > max_idle) easy_.reset();
  used_at_ = now;
  server_ = server;
  if (!easy_) easy_.reset(curl_easy_init());
  if (!easy_) throw std::bad_alloc();
}

Result<void, MailError> MailTransfer::send(const Mail& mail, Addresses addresses) {
  prepare(mail.server);
  CURL* easy = easy_.get();
  State state{.addresses = addresses, .is_stopping = is_stopping_};
  List headers;
  for (const auto& line : to_header_lines(mail))
    append(headers, line);
  append(headers, "Content-Type: multipart/alternative");
  List recipients;
  append(recipients, "<" + mail.to + ">");
  List connect_to;
  const auto& server = mail.server;
  if (!server.certificate_name.empty())
    append(connect_to, "::" + bracketed(server.host) + ":" + std::to_string(server.port));
  const Mime mime(curl_mime_init(easy));
  if (!mime) throw std::bad_alloc();
  add_part(mime.get(), mail.text, "text/plain; charset=utf-8");
  add_part(mime.get(), mail.html, "text/html; charset=utf-8");
  set_connection(easy, server);
  set_login(easy, server);
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to.get());
  curl_easy_setopt(easy, CURLOPT_MAIL_FROM, ("<" + mail.from.address + ">").c_str());
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_MIMEPOST, mime.get());
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &state);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_reply);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &state);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, keep_going);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &state);
  const CURLcode code = curl_easy_perform(easy);
  if (code == CURLE_OK) {
    // The connection stays; what the callbacks point to does not.
    curl_easy_reset(easy);
    return {};
  }
  auto error = to_error(easy, code, state);
  // A conversation that went wrong is not continued.
  easy_.reset();
  return error;
}

}  // namespace daemun::net
