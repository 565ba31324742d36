#include "saml/authn_request.h"

#include "base/encoding.h"
#include "base/uri.h"
#include "crypto/rsa_signature.h"

#include <zlib.h>

#include <stdexcept>

#include "saml/identifier.h"
#include "saml/names.h"

namespace daemun::saml {

namespace {

using Code = SamlError::Code;

constexpr std::string_view rsa_sha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
constexpr std::string_view rsa_sha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
constexpr std::size_t id_bytes = 20;

std::string to_attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + to_html_escaped(value) + "\"";
}

// Without zlib's header and checksum (RFC 1951).
std::string deflate_raw(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("deflate");
  return out;
}

// What follows belongs to the query that the URL may have already.
std::string with_query(std::string url, const std::string& query) {
  const auto start = url.find('?');
  if (start == std::string::npos) {
    url += '?';
  } else if (start + 1 != url.size() && !url.ends_with('&')) {
    url += '&';
  }
  return url + query;
}

crypto::DigestAlgorithm digest_of(RequestSignatureAlgorithm algorithm) {
  return algorithm == RequestSignatureAlgorithm::rsa_sha512 ? crypto::DigestAlgorithm::sha512
                                                            : crypto::DigestAlgorithm::sha256;
}

bool is_destination(const std::string& text) {
  const auto uri = parse_uri(text);
  return uri && is_http_scheme(*uri) && !uri->has_fragment;
}

}  // namespace

std::string make_request_id(crypto::Random& random) {
  return "_" + to_hex(crypto::random_bytes(random, id_bytes));
}

std::string make_authn_request(const AuthnRequest& request) {
  std::string xml = "<samlp:AuthnRequest";
  xml += to_attribute("xmlns:samlp", protocol_namespace);
  xml += to_attribute("xmlns:saml", assertion_namespace);
  xml += to_attribute("ID", request.id);
  xml += to_attribute("Version", "2.0");
  xml += to_attribute("IssueInstant", to_iso_text(request.issue_instant));
  xml += to_attribute("Destination", request.destination);
  xml += to_attribute("ProtocolBinding", post_binding);
  xml += to_attribute("AssertionConsumerServiceURL", request.assertion_consumer_service_url);
  xml += "><saml:Issuer>" + to_html_escaped(request.issuer) + "</saml:Issuer>";
  if (request.name_id_format) {
    xml += "<samlp:NameIDPolicy" + to_attribute("Format", *request.name_id_format) +
           " AllowCreate=\"true\"/>";
  }
  return xml + "</samlp:AuthnRequest>";
}

std::string_view to_string(RequestSignatureAlgorithm algorithm) {
  return algorithm == RequestSignatureAlgorithm::rsa_sha512 ? rsa_sha512 : rsa_sha256;
}

std::optional<RequestSignatureAlgorithm> parse_request_signature_algorithm(std::string_view uri) {
  if (uri == rsa_sha256) return RequestSignatureAlgorithm::rsa_sha256;
  if (uri == rsa_sha512) return RequestSignatureAlgorithm::rsa_sha512;
  return std::nullopt;
}

Result<std::string, SamlError> make_redirect_url(const Redirect& redirect) {
  if (!is_identifier(redirect.request.id))
    return refuse(Code::bad_request, "the id of the request is not an XML identifier");
  if (!is_destination(redirect.request.destination))
    return refuse(Code::bad_request, "the destination of the request is no URL");
  if (redirect.relay_state.size() > max_relay_state_bytes)
    return refuse(Code::relay_state_too_long, "the relay state is too long");
  const std::string packed = to_base64(deflate_raw(make_authn_request(redirect.request)));
  std::string query = "SAMLRequest=" + to_percent_encoded(packed);
  if (!redirect.relay_state.empty())
    query += "&RelayState=" + to_percent_encoded(redirect.relay_state);
  if (redirect.signer) {
    // saml-bindings 3.4.4.1: over the encoded texts, as they are sent, in this order.
    query += "&SigAlg=" + to_percent_encoded(to_string(redirect.signer->algorithm));
    const auto signature =
        crypto::sign_rsa(redirect.signer->key, digest_of(redirect.signer->algorithm), query);
    if (!signature) return refuse(Code::unsuitable_key, "the key of the request is not RSA");
    query += "&Signature=" + to_percent_encoded(to_base64(*signature));
  }
  return with_query(redirect.request.destination, query);
}

}  // namespace daemun::saml
