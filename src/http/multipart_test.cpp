#include "http/multipart.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::http {
namespace {

constexpr const char* form_type = "multipart/form-data; boundary=xyz";

std::string a_part(const std::string& headers, const std::string& content) {
  return "--xyz\r\n" + headers + "\r\n\r\n" + content + "\r\n";
}

std::string a_file(const std::string& content) {
  return a_part(
      "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
      "Content-Type: image/png",
      content
  );
}

Request a_request(std::string body) {
  Request request;
  request.headers = {{"content-type", form_type}};
  request.body = std::move(body);
  return request;
}

bool is_malformed(const std::string& body) {
  const auto parts = parse_multipart(form_type, body);
  return !parts && parts.error().code == MultipartErrorCode::malformed;
}

}  // namespace

TEST_CASE("parse_file_body finds the file among the fields") {
  const auto request = a_request(
      a_part("Content-Disposition: form-data; name=other", "value") +
      a_file(std::string("\0\r\n--xy\r\n", 9)) + "--xyz--\r\n"
  );
  const auto file = parse_file_body(request);
  REQUIRE(file);
  CHECK(file->file_name == "a.png");
  CHECK(file->content_type == "image/png");
  CHECK(file->bytes == std::string_view("\0\r\n--xy\r\n", 9));
}

TEST_CASE("parse_file_body takes an empty file, and a quoted boundary") {
  auto request = a_request(a_file("") + "--xyz--");
  request.headers[0].value = "Multipart/Form-Data; charset=utf-8; boundary=\"xyz\"";
  const auto file = parse_file_body(request);
  REQUIRE(file);
  CHECK(file->bytes.empty());
}

TEST_CASE("parse_file_body refuses a form without one file in the field file") {
  const auto code_of = [](const std::string& body) {
    const auto file = parse_file_body(a_request(body));
    REQUIRE_FALSE(file);
    return file.error().code;
  };
  CHECK(code_of(a_file("a") + a_file("b") + "--xyz--\r\n") == MultipartErrorCode::malformed);
  CHECK(
      code_of(a_part("Content-Disposition: form-data; name=\"file\"", "text") + "--xyz--\r\n") ==
      MultipartErrorCode::malformed
  );
  CHECK(
      code_of(
          a_part("Content-Disposition: form-data; name=\"files\"; filename=\"a\"", "") + "--xyz--"
      ) == MultipartErrorCode::malformed
  );
}

TEST_CASE("parse_multipart refuses other content types and bad boundaries") {
  const auto body = a_file("a") + "--xyz--\r\n";
  for (const std::string type : {
           "",
           "application/json",
           "multipart/mixed; boundary=xyz",
           "multipart/form-data",
           "multipart/form-data; boundary=",
           "multipart/form-data; boundary=\"xyz",
           "multipart/form-data; boundary=xyz; boundary=xyz",
           "multipart/form-data; boundary=x\xc3\xa9z",
           "multipart/form-data boundary=xyz",
       }) {
    CAPTURE(type);
    const auto parts = parse_multipart(type, body);
    REQUIRE_FALSE(parts);
    CHECK(parts.error().code == MultipartErrorCode::wrong_content_type);
  }
  const auto long_boundary = "multipart/form-data; boundary=" + std::string(71, 'a');
  CHECK_FALSE(parse_multipart(long_boundary, "--" + std::string(71, 'a') + "--"));
}

TEST_CASE("parse_multipart refuses what could be read in two ways") {
  const auto end = std::string("--xyz--\r\n");
  CHECK(is_malformed(""));
  CHECK(is_malformed("preamble\r\n" + a_file("a") + end));
  CHECK(is_malformed(a_file("a")));
  CHECK(is_malformed(a_file("a") + end + "epilogue"));
  CHECK(is_malformed(a_file("a") + "--xyz\n"));
  CHECK(is_malformed("--xyz\n" + a_file("a").substr(7) + end));
  CHECK(is_malformed("--xyz\r\n" + a_file("a")));
  CHECK(is_malformed(a_part("Content-Type: image/png", "a") + end));
  const std::string disposition = "Content-Disposition: form-data; name=\"file\"; filename=\"a\"";
  CHECK_FALSE(is_malformed(a_part(disposition, "a") + end));
  for (const std::string& head : {
           disposition + "\r\n" + disposition,
           disposition + "\r\n folded: line",
           disposition + "\r\nContent-Transfer-Encoding: base64",
           disposition + "\r\nContent-Type: image/png\r\nContent-Type: text/html",
           disposition + "\r\nno colon",
           disposition + "; filename=\"b\"",
           disposition + "; filename*=UTF-8''b",
           disposition + "; name=\"other\"",
           disposition + "\r\nX: " + std::string(3000, 'a'),
           disposition + std::string("\r\nX: a\0b", 9),
           std::string("Content-Disposition: attachment; name=\"file\""),
           std::string("Content-Disposition: form-data; name=\"file"),
       }) {
    CAPTURE(head);
    CHECK(is_malformed(a_part(head, "a") + end));
  }
}

TEST_CASE("parse_multipart bounds the number of parts") {
  std::string body;
  for (std::size_t i = 0; i < max_parts; ++i)
    body += a_part("Content-Disposition: form-data; name=\"a\"", "");
  CHECK(parse_multipart(form_type, body + "--xyz--\r\n")->size() == max_parts);
  body += a_part("Content-Disposition: form-data; name=\"a\"", "");
  const auto parts = parse_multipart(form_type, body + "--xyz--\r\n");
  REQUIRE_FALSE(parts);
  CHECK(parts.error().code == MultipartErrorCode::too_many_parts);
}

}  // namespace daemun::http
