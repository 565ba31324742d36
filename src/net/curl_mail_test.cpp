#include "net/curl_mail.h"

#include "base/encoding.h"
#include "net/curl_mail_transfer.h"
#include "net/test_mail_server.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace daemun;
using namespace daemun::net;

namespace {

Mail a_mail(const TestMailServer& server) {
  Mail mail;
  mail.server.host = "127.0.0.1";
  mail.server.port = server.port();
  mail.server.client_name = "app.example";
  mail.server.timeout = 20s;
  mail.from = {"대문", "no-reply@app.example"};
  mail.to = "ann@user.example";
  mail.subject = "인증번호";
  mail.text = "Code 123456\n.\n코드";
  mail.html = "<p>123456</p>";
  mail.message_id = "<m1@app.example>";
  mail.date = from_unix_seconds(1'800'000'000);
  return mail;
}

Result<void, MailError> send(Mail mail) {
  CurlMailSender sender(Addresses::all);
  return run_task(sender.send(std::move(mail)));
}

MailError refusal_of(Mail mail) {
  const auto sent = send(std::move(mail));
  REQUIRE(!sent);
  return sent.error();
}

bool has(const std::string& message, std::string_view part) {
  return message.find(part) != std::string::npos;
}

// Whether a command of that beginning came, and where.
std::size_t find(const TestMailServer& server, std::string_view beginning) {
  const auto commands = server.commands();
  const auto found =
      std::find_if(commands.begin(), commands.end(), [&](const std::string& command) {
        return command.starts_with(beginning);
      });
  return static_cast<std::size_t>(found - commands.begin());
}
bool heard(const TestMailServer& server, std::string_view beginning) {
  return find(server, beginning) < server.commands().size();
}

}  // namespace

TEST_CASE("send hands the mail server text and HTML") {
  const TestMailServer server;
  REQUIRE(send(a_mail(server)));
  CHECK(heard(server, "EHLO app.example"));
  CHECK(heard(server, "MAIL FROM:<no-reply@app.example>"));
  CHECK(heard(server, "RCPT TO:<ann@user.example>"));
  CHECK(!heard(server, "AUTH"));
  REQUIRE(server.messages().size() == 1);
  const auto message = server.messages()[0];
  CAPTURE(message);
  CHECK(has(message, "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"));
  CHECK(has(message, "From: =?utf-8?B?64yA66y4?= <no-reply@app.example>\r\n"));
  CHECK(has(message, "To: ann@user.example\r\n"));
  CHECK(has(message, "Subject: =?utf-8?B?7J247Kad67KI7Zi4?=\r\n"));
  CHECK(has(message, "Message-ID: <m1@app.example>\r\n"));
  CHECK(has(message, "Mime-Version: 1.0\r\n"));
  CHECK(has(message, "Content-Type: multipart/alternative; boundary="));
  CHECK(
      has(message,
          "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
          "quoted-printable\r\n\r\n")
  );
  CHECK(has(message, "Content-Type: text/html; charset=utf-8\r\n"));
  CHECK(has(message, "\r\nCode 123456\r\n..\r\n=EC=BD=94=EB=93=9C\r\n"));
  CHECK(message.find("text/plain") < message.find("text/html"));
}

TEST_CASE("send keeps the connection for the next mail to the same server and login") {
  const TestMailServer server;
  const std::atomic<bool> is_stopping = false;
  MailTransfer transfer(is_stopping);
  auto mail = a_mail(server);
  for (int i = 0; i < 3; ++i)
    CHECK(transfer.send(mail, Addresses::all));
  CHECK(server.messages().size() == 3);
  CHECK(server.connections() == 1);
  mail.server.security = MailSecurity::none;
  CHECK(transfer.send(mail, Addresses::all));
  CHECK(server.connections() == 2);
}

TEST_CASE("send has the password cross the network encrypted only") {
  MailServerManners stripped;  // as an attacker on the network would answer
  const TestMailServer server(stripped);
  auto mail = a_mail(server);
  mail.server.user = "me";
  mail.server.password = Secret("word");
  CHECK(refusal_of(mail).code == MailErrorCode::tls_failed);
  mail.server.security = MailSecurity::starttls;
  CHECK(refusal_of(mail).code == MailErrorCode::tls_failed);
  CHECK(!heard(server, "AUTH"));
  CHECK(!heard(server, "MAIL"));
  // The administrator's word.
  mail.server.security = MailSecurity::none;
  CHECK(send(mail));
  CHECK(heard(server, "AUTH PLAIN"));
  CHECK(parse_base64(server.secret()) == std::string("\0me\0word", 8));
}

TEST_CASE("send sends no mail without STARTTLS when it is required") {
  const TestMailServer server;
  auto mail = a_mail(server);
  mail.server.security = MailSecurity::starttls;
  CHECK(refusal_of(mail).code == MailErrorCode::tls_failed);
  CHECK(!heard(server, "MAIL"));
}

TEST_CASE("send verifies the certificate unless told otherwise") {
  const TestMailServer server({.offers_starttls = true});
  auto mail = a_mail(server);
  mail.server.host = "localhost";
  mail.server.user = "me";
  mail.server.password = Secret("word");
  CHECK(refusal_of(mail).code == MailErrorCode::tls_failed);
  CHECK(!heard(server, "AUTH"));
  mail.server.certificate = MailCertificate::any;
  CHECK(send(mail));
  CHECK(find(server, "STARTTLS") < find(server, "TLS"));
  CHECK(find(server, "TLS") < find(server, "AUTH"));
}

TEST_CASE("send encrypts from the first byte") {
  const TestMailServer server({.has_tls_at_once = true});
  auto mail = a_mail(server);
  mail.server.security = MailSecurity::tls;
  mail.server.certificate = MailCertificate::any;
  CHECK(send(mail));
  CHECK(find(server, "TLS") == 0);
  mail.server.certificate = MailCertificate::verified;
  CHECK(refusal_of(mail).code == MailErrorCode::tls_failed);
}

TEST_CASE("send signs in with an access token") {
  const TestMailServer server({.offers_starttls = true});
  auto mail = a_mail(server);
  mail.server.certificate = MailCertificate::any;
  mail.server.user = "me";
  mail.server.access_token = Secret("token");
  REQUIRE(send(mail));
  CHECK(heard(server, "AUTH XOAUTH2"));
  CHECK(
      parse_base64(server.secret()) ==
      "user=me\x01"
      "auth=Bearer token\x01\x01"
  );
}

TEST_CASE("send says how the server refuses") {
  const auto error = [](std::string command, std::string answer) {
    const TestMailServer server({.answers = {{std::move(command), std::move(answer)}}});
    auto mail = a_mail(server);
    mail.server.security = MailSecurity::none;
    mail.server.user = "me";
    mail.server.password = Secret("word");
    return refusal_of(std::move(mail));
  };
  auto refused = error("RCPT", "550 5.1.1 No such user");
  CHECK(refused.code == MailErrorCode::refused);
  CHECK(refused.reply == 550);
  CHECK(refused.description == "550 5.1.1 No such user");
  CHECK(!refused.is_uncertain);
  refused = error("RCPT", "450 4.2.0 Try later");
  CHECK(refused.code == MailErrorCode::temporarily_refused);
  CHECK(refused.reply == 450);
  CHECK(error("MAIL", "553 Not this sender").code == MailErrorCode::refused);
  CHECK(error("AUTH", "535 5.7.8 Wrong password").code == MailErrorCode::login_denied);
  CHECK(error("AUTH", "454 4.7.0 Try later").code == MailErrorCode::temporarily_refused);
  CHECK(error("DATA", "554 No").code == MailErrorCode::refused);
  refused = error(".", "552 Too large");
  CHECK(refused.code == MailErrorCode::refused);
  CHECK(!refused.is_uncertain);
  CHECK(error("", "554 Go away").code == MailErrorCode::refused);
}

TEST_CASE("send is uncertain only once the message is under way") {
  const auto error = [](std::string command, std::string answer, Milliseconds timeout) {
    const TestMailServer server({.answers = {{std::move(command), std::move(answer)}}});
    auto mail = a_mail(server);
    mail.server.timeout = timeout;
    return refusal_of(std::move(mail));
  };
  CHECK(error(".", "hang", 1s).is_uncertain);
  CHECK(error(".", "close", 20s).is_uncertain);
  CHECK(!error("MAIL", "close", 20s).is_uncertain);
  CHECK(!error("RCPT", "hang", 200ms).is_uncertain);
}

TEST_CASE("send gives up on a server that does not answer") {
  for (const std::string command : {"", "EHLO", "MAIL", "RCPT", "DATA"}) {
    CAPTURE(command);
    const TestMailServer server({.answers = {{command, "hang"}}});
    auto mail = a_mail(server);
    mail.server.timeout = 200ms;
    CHECK(refusal_of(std::move(mail)).code == MailErrorCode::timed_out);
  }
}

TEST_CASE("a server that does not answer leaves turns for the mails of others") {
  const TestMailServer dead({.answers = {{"", "hang"}}});
  const TestMailServer server;
  const TestMailServer another;
  CurlMailSender sender(Addresses::all);
  std::atomic<int> ended = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      CHECK(!run_task(sender.send(a_mail(dead))));
      ++ended;
    });
  }
  while (dead.connections() == 0)
    std::this_thread::yield();
  CHECK(run_task(sender.send(a_mail(server))));
  CHECK(run_task(sender.send(a_mail(another))));
  CHECK(ended == 0);
  sender.stop();
  for (auto& thread : threads)
    thread.join();
  CHECK(server.messages().size() == 1);
}

TEST_CASE("a mail that gets no turn in time has gone nowhere") {
  const TestMailServer dead({.answers = {{"", "hang"}}});
  CurlMailSender sender(Addresses::all, {}, 100ms);
  std::mutex mutex;
  std::vector<MailError> errors;
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return errors.size();
  };
  std::vector<std::thread> threads;
  // Two have a turn that does not end.
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      const auto sent = run_task(sender.send(a_mail(dead)));
      const std::lock_guard lock(mutex);
      if (!sent) errors.push_back(sent.error());
    });
  }
  while (count() == 0)
    std::this_thread::yield();
  CHECK(count() == 1);
  sender.stop();
  for (auto& thread : threads)
    thread.join();
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].code == MailErrorCode::connect_failed);
  CHECK(errors[0].description == "no turn in time");
  CHECK(!errors[0].is_uncertain);
}

TEST_CASE("send says that a server is not there") {
  auto mail = a_mail(TestMailServer());
  CHECK(refusal_of(mail).code == MailErrorCode::connect_failed);
  mail.server.host = "no-such-host.invalid";
  CHECK(refusal_of(mail).code == MailErrorCode::resolve_failed);
}

TEST_CASE("send does not reach private addresses that are not listed") {
  const TestMailServer server;
  const auto port = std::to_string(server.port());
  const auto try_with = [&](std::string_view hosts) {
    CurlMailSender sender(Addresses::public_only, *AllowedHosts::parse(hosts));
    auto mail = a_mail(server);
    mail.server.host = "localhost";
    return run_task(sender.send(std::move(mail)));
  };
  for (const auto* hosts : {"", "127.0.0.1", "localhost:1", "localhost.example"}) {
    const auto sent = try_with(hosts);
    REQUIRE(!sent);
    CHECK(sent.error().code == MailErrorCode::blocked_address);
  }
  CHECK(server.connections() == 0);
  CHECK(try_with("LOCALHOST"));
  CHECK(try_with("localhost:" + port));
}

TEST_CASE("send refuses addresses and headers that say more than one thing") {
  const TestMailServer server;
  auto mail = a_mail(server);
  mail.to = "ann@user.example>\r\nRCPT TO:<bob@user.example";
  CHECK(refusal_of(mail).code == MailErrorCode::invalid_mail);
  mail = a_mail(server);
  mail.subject = "Code\r\nBcc: bob@user.example";
  CHECK(refusal_of(mail).code == MailErrorCode::invalid_mail);
  CHECK(server.connections() == 0);
}

TEST_CASE("send ends with the sender") {
  const TestMailServer server({.answers = {{"MAIL", "hang"}}});
  auto sender = std::make_unique<CurlMailSender>(Addresses::all);
  std::thread stopper([&] {
    while (!heard(server, "MAIL"))
      std::this_thread::yield();
    sender.reset();
  });
  const auto sent = run_task(sender->send(a_mail(server)));
  stopper.join();
  REQUIRE(!sent);
  CHECK(sent.error().code == MailErrorCode::connect_failed);
}
