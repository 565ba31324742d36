#include "saml/authn_request.h"

#include "base/encoding.h"
#include "base/form.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include "saml/document.h"
#include "saml/identifier.h"
#include "saml/names.h"
#include "saml/test_keys.h"

namespace daemun::saml {
namespace {

using Code = SamlError::Code;

AuthnRequest a_request() {
  return {
      .id = "_request",
      .issue_instant = from_unix_seconds(1'800'000'000),
      .destination = "https://idp.example/sso",
      .assertion_consumer_service_url = "https://auth.example.org/acs?a=b&c",
      .issuer = "https://auth.example.org/\"sp\"",
  };
}

std::string inflate_raw(std::string_view packed) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
  std::string out(64 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

Form query_of(const std::string& url) {
  return parse_form(url.substr(url.find('?') + 1)).value();
}

TEST_CASE("make_authn_request says where the answer goes and who asks") {
  const auto document = parse_document(make_authn_request(a_request()));
  REQUIRE(document);
  const xmlNode* root = xmlDocGetRootElement(document->get());
  REQUIRE(is_element(root, protocol_namespace, "AuthnRequest"));
  CHECK(attribute(root, "ID") == "_request");
  CHECK(attribute(root, "Version") == "2.0");
  CHECK(attribute(root, "IssueInstant") == "2027-01-15T08:00:00.000Z");
  CHECK(attribute(root, "Destination") == "https://idp.example/sso");
  CHECK(attribute(root, "ProtocolBinding") == post_binding);
  CHECK(attribute(root, "AssertionConsumerServiceURL") == "https://auth.example.org/acs?a=b&c");
  REQUIRE(elements_of(root).size() == 1);
  CHECK(text_of(elements_of(root)[0]).value() == "https://auth.example.org/\"sp\"");
}

TEST_CASE("make_authn_request asks for a format of the name, where one is wished") {
  auto request = a_request();
  request.name_id_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
  const auto document = parse_document(make_authn_request(request));
  REQUIRE(document);
  const xmlNode* policy =
      only_element(xmlDocGetRootElement(document->get()), protocol_namespace, "NameIDPolicy");
  REQUIRE(policy != nullptr);
  CHECK(attribute(policy, "Format") == request.name_id_format);
  CHECK(attribute(policy, "AllowCreate") == "true");
}

TEST_CASE("make_redirect_url packs the request and carries the relay state") {
  const auto url = make_redirect_url({.request = a_request(), .relay_state = "a b&c"});
  REQUIRE(url);
  CHECK(url->starts_with("https://idp.example/sso?SAMLRequest="));
  const Form query = query_of(*url);
  const auto packed = parse_base64(query.find("SAMLRequest").value());
  REQUIRE(packed);
  CHECK(inflate_raw(*packed) == make_authn_request(a_request()));
  CHECK(query.find("RelayState") == "a b&c");
  CHECK(query.fields().size() == 2);
}

TEST_CASE("make_redirect_url leaves out an empty relay state") {
  CHECK(query_of(make_redirect_url({.request = a_request()}).value()).count("RelayState") == 0);
}

TEST_CASE("make_redirect_url keeps the query that the address has") {
  auto request = a_request();
  for (const auto& [destination, start] :
       {std::pair{"https://idp.example/sso?idp=1", "https://idp.example/sso?idp=1&SAMLRequest="},
        {"https://idp.example/sso?", "https://idp.example/sso?SAMLRequest="},
        {"https://idp.example/sso?idp=1&", "https://idp.example/sso?idp=1&SAMLRequest="}}) {
    request.destination = destination;
    CHECK(make_redirect_url({.request = request})->starts_with(start));
  }
}

TEST_CASE("make_redirect_url signs the query as it is sent") {
  auto request = a_request();
  request.destination += "?idp=1";
  const auto& key = test::service_key().key;
  const auto url = make_redirect_url(
      {.request = request, .relay_state = "a/b", .signer = RequestSigner{.key = key}}
  );
  REQUIRE(url);
  const auto start = url->find("SAMLRequest=");
  const auto end = url->find("&Signature=");
  REQUIRE(end != std::string::npos);
  const std::string covered = url->substr(start, end - start);
  CHECK(covered.find("&RelayState=a%2Fb&SigAlg=http%3A%2F%2F") != std::string::npos);
  const Form query = query_of(*url);
  CHECK(query.find("SigAlg") == "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
  const auto signature = parse_base64(query.find("Signature").value());
  REQUIRE(signature);
  CHECK(key.public_key().verify(covered, *signature));
}

TEST_CASE("make_redirect_url signs with SHA-512 on demand") {
  const RequestSigner signer{
      .key = test::service_key().key, .algorithm = RequestSignatureAlgorithm::rsa_sha512};
  const Form query =
      query_of(make_redirect_url({.request = a_request(), .signer = signer}).value());
  CHECK(query.find("SigAlg") == "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512");
  CHECK(
      parse_request_signature_algorithm("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512") ==
      RequestSignatureAlgorithm::rsa_sha512
  );
  CHECK_FALSE(parse_request_signature_algorithm("http://www.w3.org/2000/09/xmldsig#rsa-sha1"));
}

TEST_CASE("make_redirect_url refuses what no identity provider could answer") {
  auto request = a_request();
  request.id = "1";
  CHECK(make_redirect_url({.request = request}).error().code == Code::bad_request);
  request = a_request();
  request.destination = "javascript:alert(1)";
  CHECK(make_redirect_url({.request = request}).error().code == Code::bad_request);
  const std::string long_state(max_relay_state_bytes + 1, 'x');
  CHECK(
      make_redirect_url({.request = a_request(), .relay_state = long_state}).error().code ==
      Code::relay_state_too_long
  );
  const RequestSigner curve{.key = test::p256_key().key};
  CHECK(
      make_redirect_url({.request = a_request(), .signer = curve}).error().code ==
      Code::unsuitable_key
  );
}

TEST_CASE("make_request_id makes an identifier of XML, another each time") {
  crypto::FakeRandom random(1);
  const auto id = make_request_id(random);
  CHECK(id.size() == 41);
  CHECK(is_identifier(id));
  CHECK(make_request_id(random) != id);
}

TEST_CASE("is_identifier takes nothing that means more in a URI or an XPointer") {
  CHECK(is_identifier("_a.B-9"));
  for (const char* text : {"", "9a", "-a", "a b", "a#b", "a'", "a)", "a:b", "\xc3\xa9"})
    CHECK_FALSE(is_identifier(text));
  CHECK_FALSE(is_identifier(std::string(257, 'a')));
}

}  // namespace
}  // namespace daemun::saml
