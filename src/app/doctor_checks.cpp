#include "app/doctor_checks.h"

#include "base/encoding.h"
#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/discovery.h"
#include "daemun/auth/jwks.h"
#include "domain/adaptive_mfa.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <set>

namespace daemun::app {
namespace {

// The longest difference of clocks that libraries forgive without being told to.
constexpr std::chrono::seconds tolerated_skew{30};
constexpr const char* places = "adaptive MFA";

Finding well(std::string name, std::string explanation) {
  return {
      .name = std::move(name), .is_well = true, .explanation = std::move(explanation), .hint = ""};
}

Finding ill(std::string name, std::string explanation, std::string hint) {
  return {
      .name = std::move(name),
      .is_well = false,
      .explanation = std::move(explanation),
      .hint = std::move(hint)};
}

bool is_json(const auth::Response& response) {
  const auto* type = auth::find_header(response.headers, "content-type");
  if (type == nullptr) return false;
  const std::string lower = to_lower_ascii(*type);
  const std::string_view media = trim(std::string_view(lower).substr(0, lower.find(';')));
  return media == "application/json" || media.ends_with("+json");
}

std::string text_of(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

Finding check_endpoint(
    const json::object& document, const std::string& name, std::string_view issuer_origin
) {
  const std::string text = text_of(document, name);
  if (text.empty()) {
    return ill(
        name,
        "the discovery document does not name it",
        "clients cannot find it: is this an OpenID provider?"
    );
  }
  const auto uri = parse_uri(text);
  if (!uri || !is_http_scheme(*uri)) {
    return ill(
        name, text + " is not an absolute URL", "the provider must name its endpoints in full"
    );
  }
  if (to_origin(*uri) != issuer_origin) {
    return ill(
        name,
        text + " is at another origin than the issuer",
        "behind a proxy, let the server know its public address (ENDPOINT, TRUST_PROXY_HEADER)"
    );
  }
  return well(name, text);
}

Finding check_word(
    const json::object& document, const std::string& list, const std::string& word, std::string hint
) {
  const auto words = find_strings(document, list);
  if (contains(words, word)) return well(list, "has " + word);
  return ill(list, "does not have " + word, std::move(hint));
}

std::optional<std::size_t> count_bytes(const json::object& key, std::string_view member) {
  const auto text = find_string(key, member);
  const auto bytes = text ? parse_base64url(*text) : std::nullopt;
  if (!bytes) return std::nullopt;
  return bytes->size();
}

std::string find_ec_fault(const json::object& key) {
  const std::string curve = text_of(key, "crv");
  const std::size_t size = curve == "P-256"   ? 32
                           : curve == "P-384" ? 48
                           : curve == "P-521" ? 66
                                              : 0;
  if (size == 0) return "is on the unknown curve " + curve;
  if (count_bytes(key, "x") != size || count_bytes(key, "y") != size) {
    return "has coordinates of the wrong length for " + curve;
  }
  const std::string expected = curve == "P-256" ? "ES256" : curve == "P-384" ? "ES384" : "ES512";
  if (text_of(key, "alg") != expected) return "on " + curve + " must have alg " + expected;
  return "";
}

std::string find_rsa_fault(const json::object& key) {
  const auto modulus = count_bytes(key, "n");
  if (!modulus || !count_bytes(key, "e")) return "has no readable n and e";
  if (*modulus < 2048 / 8) return "has fewer than 2048 bits";
  const std::string algorithm = text_of(key, "alg");
  if (!algorithm.starts_with("RS") && !algorithm.starts_with("PS")) return "has no RSA alg";
  return "";
}

// Why a key is no good, or nothing.
std::string find_key_fault(const json::object& key) {
  for (const auto* member : {"d", "p", "q", "dp", "dq", "qi", "k"}) {
    if (key.contains(member)) return std::string("shows its private member ") + member;
  }
  if (text_of(key, "use") != "sig") return "has no use \"sig\"";
  if (text_of(key, "alg").empty()) return "has no alg";
  const std::string type = text_of(key, "kty");
  if (type == "EC") return find_ec_fault(key);
  if (type == "RSA") return find_rsa_fault(key);
  if (type == "OKP") return text_of(key, "x").empty() ? "has no x" : "";
  return "is of the unknown type " + type;
}

Finding check_key(const json::object& key) {
  const std::string name = "key " + text_of(key, "kid");
  const std::string fault = find_key_fault(key);
  if (fault.empty()) return well(name, text_of(key, "alg"));
  return ill(name, fault, "rotate this key away; tokens signed with it cannot be trusted or read");
}

std::optional<TimePoint> parse_http_date(const std::string& text) {
  std::tm parts{};
  const char* end = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return from_unix_seconds(timegm(&parts));
}

Finding unreachable(std::string name, const auth::HttpError& error) {
  return ill(
      std::move(name),
      "no answer: " + error.description,
      error.code == auth::HttpError::Code::tls_failed
          ? "the certificate must be valid, complete and of this host"
          : "is the server running, and may this machine reach it?"
  );
}

}  // namespace

Findings check_issuer(std::string_view issuer) {
  const auto uri = parse_uri(issuer);
  if (!uri || !is_http_scheme(*uri) || uri->host.empty()) {
    return {ill("issuer", "this is not a URL", "it looks like https://auth.example.com/oidc")};
  }
  Findings findings;
  if (uri->has_query || uri->has_fragment || issuer.ends_with('/')) {
    findings.push_back(
        ill("issuer",
            "an issuer ends with its path, without slash, query and fragment",
            "type it exactly as the `iss` of a token has it")
    );
  }
  if (uri->scheme == "https") {
    findings.push_back(well("transport", "https"));
  } else if (is_loopback_host(*uri)) {
    findings.push_back(well("transport", "http, on this machine only"));
  } else {
    findings.push_back(
        ill("transport",
            "http can be read and changed on its way",
            "serve https (HTTPS_CERT_PATH, or a proxy)")
    );
  }
  return findings;
}

Findings check_document(std::string_view name, const Answer& answer) {
  if (!answer) return {unreachable(std::string(name), answer.error())};
  if (answer->status != 200) {
    return {
        ill(std::string(name),
            "status " + std::to_string(answer->status),
            answer->status == 404 ? "is the path of the issuer complete (Logto's ends in /oidc)?"
                                  : "look into the server's log")};
  }
  if (!is_json(*answer) || !parse_json_object(answer->body, {.max_bytes = 256 * 1024})) {
    return {
        ill(std::string(name),
            "the answer is not a JSON object",
            "does something else listen at this address?")};
  }
  return {well(std::string(name), "200, JSON")};
}

std::optional<json::object> find_document(const Answer& answer) {
  if (!answer || answer->status != 200 || !is_json(*answer)) return std::nullopt;
  auto object = parse_json_object(answer->body, {.max_bytes = 256 * 1024});
  if (!object) return std::nullopt;
  return std::move(*object);
}

Findings check_discovery(std::string_view issuer, const json::object& document) {
  Findings findings;
  const std::string named = text_of(document, "issuer");
  if (named == issuer) {
    findings.push_back(well("issuer", named));
  } else {
    findings.push_back(
        ill("issuer",
            "the document says " + (named.empty() ? "nothing" : named),
            "clients compare it letter by letter: use that one, or set ENDPOINT")
    );
  }
  const auto uri = parse_uri(issuer);
  const std::string origin = uri ? to_origin(*uri) : "";
  for (const auto* name :
       {"authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
        "end_session_endpoint"}) {
    findings.push_back(check_endpoint(document, name, origin));
  }
  findings.push_back(check_word(
      document,
      "response_types_supported",
      "code",
      "clients sign in with the authorization code flow"
  ));
  findings.push_back(check_word(
      document,
      "code_challenge_methods_supported",
      "S256",
      "without PKCE a stolen code can be redeemed (RFC 9700 2.1.1)"
  ));
  findings.push_back(
      check_word(document, "scopes_supported", "openid", "without it there are no ID tokens")
  );
  const std::string iss = "authorization_response_iss_parameter_supported";
  if (find_bool(document, iss).value_or(false)) {
    findings.push_back(well(iss, "true"));
  } else {
    findings.push_back(
        ill(iss,
            "answers do not name their issuer",
            "clients of several providers cannot tell them apart (RFC 9207)")
    );
  }
  return findings;
}

Findings check_keys(const json::object& discovery, const json::object& key_set) {
  const auto* keys = find_array(key_set, "keys");
  if (keys == nullptr || keys->empty()) {
    return {
        ill("keys",
            "the key set is empty",
            "nobody can verify a token: make a key (`daemun key rotate`)")};
  }
  Findings findings;
  std::set<std::string> ids;
  const auto advertised = find_strings(discovery, "id_token_signing_alg_values_supported");
  bool has_advertised = false;
  for (const auto& item : *keys) {
    const auto* key = item.if_object();
    if (key == nullptr) {
      findings.push_back(ill("keys", "an entry is not an object", "see RFC 7517"));
      continue;
    }
    const std::string id = text_of(*key, "kid");
    if (id.empty() || !ids.insert(id).second) {
      findings.push_back(ill(
          "keys", "a key has no kid, or that of another", "clients find a token's key by its kid"
      ));
    }
    has_advertised = has_advertised || contains(advertised, text_of(*key, "alg"));
    findings.push_back(check_key(*key));
  }
  if (has_advertised) {
    findings.push_back(well("id_token_signing_alg_values_supported", join(advertised, ", ")));
  } else {
    findings.push_back(
        ill("id_token_signing_alg_values_supported",
            "no key is of an algorithm in it",
            "discovery document and key set must come from the same server")
    );
  }
  return findings;
}

Findings check_client_library(
    std::string_view issuer, const Answer& discovery, const std::optional<Answer>& key_set
) {
  const std::string name = "client library";
  const auto refused = [&](std::string_view what, const auth::AuthError& error) {
    return Findings{
        ill(name,
            std::string(what) + " is refused: " + error.description + " (" +
                std::string(auth::to_string(error.code)) + ")",
            "careful clients do not begin with this provider")};
  };
  auth::DiscoveryRules rules;
  rules.issuer = issuer;
  if (issuer.starts_with("http:")) rules.transport = auth::Transport::loopback_http_allowed;
  if (!discovery) return {};
  const auto metadata = auth::read_discovery_response(*discovery, rules);
  if (!metadata) return refused("the discovery document", metadata.error());
  if (!key_set || !*key_set) return {};
  const auto keys = auth::read_jwks_response(**key_set);
  if (!keys) return refused("the key set", keys.error());
  return {well(name, "would sign users in with this provider")};
}

Findings check_unknown_client(const Answer& answer) {
  const std::string name = "unknown client";
  if (!answer) return {unreachable(name, answer.error())};
  const bool is_redirect = answer->status >= 300 && answer->status < 400;
  if (is_redirect || auth::find_header(answer->headers, "location") != nullptr) {
    return {
        ill(name,
            "the authorization endpoint redirects for a client that it does not know",
            "an open redirector: it must answer 400 on a page of its own")};
  }
  if (answer->status != 400) {
    return {
        ill(name,
            "status " + std::to_string(answer->status) + " instead of 400",
            "look into the server's log")};
  }
  return {well(name, "refused with 400, no redirect")};
}

Findings check_token_refusal(const Answer& answer) {
  const std::string name = "token endpoint";
  if (!answer) return {unreachable(name, answer.error())};
  const bool is_refused = answer->status == 400 || answer->status == 401;
  const auto object = is_json(*answer) ? parse_json_object(answer->body, {.max_bytes = 256 * 1024})
                                       : Result<json::object, JsonError>(JsonError{});
  if (!is_refused || !object || text_of(*object, "error").empty()) {
    return {
        ill(name,
            "status " + std::to_string(answer->status) +
                " and no OAuth error for a request without client",
            "it must answer 400 or 401 with JSON (RFC 6749 5.2); does a proxy change the answer?")};
  }
  return {well(
      name, "refuses with " + std::to_string(answer->status) + " " + text_of(*object, "error")
  )};
}

Findings check_clock(const Answer& answer, TimePoint now) {
  const std::string name = "clock";
  if (!answer) return {unreachable(name, answer.error())};
  const auto* date = auth::find_header(answer->headers, "date");
  const auto time = date != nullptr ? parse_http_date(*date) : std::nullopt;
  if (!time)
    return {ill(name, "the answer has no Date", "a server with a clock sends it (RFC 9110 6.6.1)")};
  const auto skew = std::chrono::duration_cast<std::chrono::seconds>(*time - now);
  const std::string text =
      std::to_string(std::abs(skew.count())) + " s " + (skew.count() < 0 ? "behind" : "ahead");
  if (std::chrono::abs(skew) > tolerated_skew) {
    return {
        ill(name,
            text + " of this machine",
            "tokens look expired or not yet valid: set both clocks by NTP")};
  }
  return {well(name, text)};
}

Finding check_search_index(SearchIndex index) {
  Finding finding{.name = "search", .is_well = true, .explanation = "", .hint = ""};
  if (index == SearchIndex::present) {
    finding.explanation = "an index serves searches for users that begin with a wildcard";
    return finding;
  }
  finding.explanation = "searches for users that begin with a wildcard look at all users";
  finding.hint =
      "to make them faster, run \"create extension pg_trgm\" in the database as a superuser, then "
      "\"select daemun_create_search_index()\" as the server's role";
  return finding;
}

Finding check_places(const PlaceSources& sources) {
  const auto rules = list_rule_sources(sources);
  Finding finding = well(places, "rules with facts: " + join(rules.informed, ", "));
  if (!rules.silent.empty())
    finding.explanation += "; rules that are always silent: " + join(rules.silent, ", ");
  if (!sources.know_countries()) {
    finding.hint =
        "to let the server know countries and distances, set GEOIP_DATABASE, or TRUST_PROXY_HEADER "
        "and INJECTED_HEADER_MAPPING_JSON";
  } else if (!sources.know_coordinates()) {
    finding.hint =
        "distances need a database of cities (GEOIP_DATABASE), or the headers latitude and "
        "longitude (INJECTED_HEADER_MAPPING_JSON)";
  }
  return finding;
}

Finding check_broken_places(std::string reason) {
  return ill(places, std::move(reason), "the server does not start with this setting");
}

}  // namespace daemun::app
