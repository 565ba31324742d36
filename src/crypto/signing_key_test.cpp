#include "crypto/signing_key.h"

#include "base/encoding.h"

#include <doctest/doctest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <thread>
#include <vector>

namespace daemun::crypto {
namespace {

std::string hex(std::string_view text) {
  return parse_hex(text).value();
}
std::string base64url(std::string_view text) {
  return parse_base64url(text).value();
}

PublicKey rfc_6979_p256() {
  return PublicKey::from_ec(
             "P-256",
             hex("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"),
             hex("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
  )
      .value();
}

constexpr std::string_view rfc_6979_p256_signature =
    "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
    "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";

constexpr std::string_view rfc_7515_modulus =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4"
    "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb"
    "BYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-D"
    "WNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";

constexpr std::string_view rfc_7515_payload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";

std::string to_pkcs8_pem(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  std::string pem(text, static_cast<std::size_t>(size));
  BIO_free(bio);
  EVP_PKEY_free(key);
  return pem;
}

KeyError::Code refusal_of(const std::string& pem) {
  const auto key = PrivateKey::parse_pem(Secret(pem));
  REQUIRE_FALSE(key);
  return key.error().code;
}

constexpr std::array all_algorithms{
    SignatureAlgorithm::es256, SignatureAlgorithm::es384, SignatureAlgorithm::rs256};

TEST_CASE("verify accepts the P-256 signature of RFC 6979 A.2.5") {
  CHECK(rfc_6979_p256().verify("sample", hex(rfc_6979_p256_signature)));
  CHECK_FALSE(rfc_6979_p256().verify("Sample", hex(rfc_6979_p256_signature)));
}

TEST_CASE("verify accepts the P-384 signature of RFC 6979 A.2.6") {
  const auto key = PublicKey::from_ec(
      "P-384",
      hex("EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A25451"
          "5480BC13"),
      hex("8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD25"
          "33264720")
  );
  REQUIRE(key);
  CHECK(key->algorithm() == SignatureAlgorithm::es384);
  CHECK(key->verify(
      "sample",
      hex("94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E"
          "80FABE4699EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E"
          "7B82C71A38628AC8")
  ));
}

TEST_CASE("verify accepts the ES256 signature of RFC 7515 A.3") {
  const auto key = PublicKey::from_ec(
      "P-256",
      base64url("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
      base64url("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
  );
  REQUIRE(key);
  CHECK(key->verify(
      "eyJhbGciOiJFUzI1NiJ9." + std::string(rfc_7515_payload),
      base64url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6"
                "NU1Q")
  ));
}

TEST_CASE("verify accepts the RS256 signature of RFC 7515 A.2") {
  const auto key = PublicKey::from_rsa(base64url(rfc_7515_modulus), base64url("AQAB"));
  REQUIRE(key);
  const std::string signature = base64url(
      "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
      "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb"
      "1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QO"
      "YEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
  );
  const std::string message = "eyJhbGciOiJSUzI1NiJ9." + std::string(rfc_7515_payload);
  CHECK(key->verify(message, signature));
  CHECK_FALSE(key->verify(message, signature.substr(1)));
  CHECK_FALSE(key->verify(message, '\0' + signature));
  CHECK_FALSE(key->verify(message, ""));
  CHECK_FALSE(key->verify(message + "x", signature));
}

TEST_CASE("verify refuses ECDSA signatures of other lengths and forms") {
  const auto key = rfc_6979_p256();
  const std::string signature = hex(rfc_6979_p256_signature);
  CHECK_FALSE(key.verify("sample", ""));
  CHECK_FALSE(key.verify("sample", signature.substr(0, 63)));
  CHECK_FALSE(key.verify("sample", signature + '\0'));
  CHECK_FALSE(key.verify("sample", '\0' + signature));
  // CVE-2022-21449: zero is no valid r or s.
  CHECK_FALSE(key.verify("sample", std::string(64, '\0')));
  CHECK_FALSE(key.verify("sample", std::string(64, '\xff')));
  // DER where JOSE wants r||s.
  CHECK_FALSE(key.verify("sample", hex("3006020101020101")));
}

TEST_CASE("sign and verify agree for each algorithm") {
  for (const auto algorithm : all_algorithms) {
    CAPTURE(to_string(algorithm));
    const auto key = PrivateKey::generate(algorithm);
    CHECK(key.algorithm() == algorithm);
    CHECK(key.public_key().algorithm() == algorithm);
    const std::string signature = key.sign("message");
    CHECK(key.public_key().verify("message", signature));
    CHECK_FALSE(key.public_key().verify("massage", signature));
    CHECK_FALSE(PrivateKey::generate(algorithm).public_key().verify("message", signature));
    std::string changed = signature;
    changed[10] = static_cast<char>(changed[10] ^ 1);
    CHECK_FALSE(key.public_key().verify("message", changed));
    CHECK(key.sign("").size() == signature.size());
  }
}

TEST_CASE("verify_repeated remembers a genuine signature, and nothing more than that") {
  for (const auto algorithm : all_algorithms) {
    CAPTURE(to_string(algorithm));
    const auto key = PrivateKey::generate(algorithm);
    const std::string signature = key.sign("message");
    std::string changed = signature;
    changed[10] = static_cast<char>(changed[10] ^ 1);
    for (int time = 0; time < 2; ++time) {
      CHECK_FALSE(key.public_key().verify_repeated("message", changed));
      CHECK(key.public_key().verify_repeated("message", signature));
      CHECK_FALSE(key.public_key().verify_repeated("massage", signature));
      CHECK_FALSE(key.public_key().verify_repeated("message", ""));
      CHECK_FALSE(key.public_key().verify_repeated("message", signature + '\0'));
      const auto other = PrivateKey::generate(algorithm);
      CHECK_FALSE(other.public_key().verify_repeated("message", signature));
    }
  }
}

TEST_CASE("sign writes numbers with leading zeros at full size") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::es256);
  // One signature in 128 has an r or s that starts with a zero byte.
  for (int i = 0; i < 600; ++i) {
    const std::string message = std::to_string(i);
    const std::string signature = key.sign(message);
    REQUIRE(signature.size() == 64);
    REQUIRE(key.public_key().verify(message, signature));
  }
}

TEST_CASE("parse_pem reads what to_pem writes") {
  for (const auto algorithm : all_algorithms) {
    CAPTURE(to_string(algorithm));
    const auto key = PrivateKey::generate(algorithm);
    const auto again = PrivateKey::parse_pem(key.to_pem());
    REQUIRE(again);
    CHECK(again->algorithm() == algorithm);
    CHECK(key.public_key().verify("message", again->sign("message")));
    CHECK(again->to_pem().reveal() == key.to_pem().reveal());
    CHECK(key.to_pem().reveal().starts_with("-----BEGIN PRIVATE KEY-----\n"));
  }
}

TEST_CASE("parse_pem refuses keys that this server does not sign with") {
  CHECK(refusal_of(to_pkcs8_pem(EVP_EC_gen("secp256k1"))) == KeyError::Code::unsupported);
  CHECK(refusal_of(to_pkcs8_pem(EVP_EC_gen("secp521r1"))) == KeyError::Code::unsupported);
  CHECK(
      refusal_of(to_pkcs8_pem(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))) ==
      KeyError::Code::unsupported
  );
  CHECK(refusal_of(to_pkcs8_pem(EVP_RSA_gen(1024))) == KeyError::Code::weak);
}

TEST_CASE("parse_pem refuses texts that are not one PKCS #8 block") {
  const std::string pem = PrivateKey::generate(SignatureAlgorithm::es256).to_pem().reveal();
  CHECK(refusal_of("") == KeyError::Code::bad_encoding);
  CHECK(refusal_of("not a key") == KeyError::Code::bad_encoding);
  CHECK(refusal_of("x" + pem) == KeyError::Code::bad_encoding);
  CHECK(refusal_of(pem.substr(0, pem.size() / 2)) == KeyError::Code::bad_encoding);
  CHECK(
      refusal_of("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n") ==
      KeyError::Code::bad_encoding
  );
  CHECK(
      refusal_of("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY---"
                 "--\n") == KeyError::Code::bad_encoding
  );
  CHECK(PrivateKey::parse_pem(Secret("\n" + pem + "\n")));
}

TEST_CASE("parse_pem refuses a key with the public half of another") {
  constexpr std::string_view begin = "-----BEGIN PRIVATE KEY-----\n";
  std::string body = PrivateKey::generate(SignatureAlgorithm::es256).to_pem().reveal();
  body = body.substr(begin.size(), body.find("\n-----END") - begin.size());
  std::erase(body, '\n');
  // The DER text ends with the two coordinates.
  std::string der = parse_base64(body).value();
  const auto other = PrivateKey::generate(SignatureAlgorithm::es256);
  const auto& parts = other.public_key().components();
  der.replace(der.size() - 64, 64, parts.x + parts.y);
  CHECK(
      refusal_of(std::string(begin) + to_base64(der) + "\n-----END PRIVATE KEY-----\n") ==
      KeyError::Code::inconsistent
  );
}

TEST_CASE("from_ec refuses other curves, lengths and points") {
  const auto good = PrivateKey::generate(SignatureAlgorithm::es256).public_key().components();
  const auto code = [](std::string_view crv, std::string_view x, std::string_view y) {
    const auto key = PublicKey::from_ec(crv, x, y);
    REQUIRE_FALSE(key);
    return key.error().code;
  };
  CHECK(code("P-521", good.x, good.y) == KeyError::Code::unsupported);
  CHECK(code("", good.x, good.y) == KeyError::Code::unsupported);
  CHECK(code("P-384", good.x, good.y) == KeyError::Code::bad_encoding);
  CHECK(code("P-256", good.x.substr(1), good.y) == KeyError::Code::bad_encoding);
  CHECK(code("P-256", good.x, '\0' + good.y) == KeyError::Code::bad_encoding);
  CHECK(code("P-256", "", "") == KeyError::Code::bad_encoding);
  CHECK(code("P-256", good.y, good.x) == KeyError::Code::inconsistent);
  CHECK(
      code("P-256", std::string(32, '\0'), std::string(32, '\0')) == KeyError::Code::inconsistent
  );
  CHECK(
      code("P-256", std::string(32, '\xff'), std::string(32, '\xff')) ==
      KeyError::Code::inconsistent
  );
}

TEST_CASE("from_rsa refuses weak and oversized keys") {
  const std::string n = base64url(rfc_7515_modulus);
  const auto code = [](const std::string& modulus, const std::string& exponent) {
    const auto key = PublicKey::from_rsa(modulus, exponent);
    REQUIRE_FALSE(key);
    return key.error().code;
  };
  CHECK(code(n.substr(1), "\x01\x00\x01") == KeyError::Code::weak);
  CHECK(code(std::string(100, '\0') + n.substr(1), hex("010001")) == KeyError::Code::weak);
  CHECK(code("", hex("010001")) == KeyError::Code::weak);
  CHECK(code(n, "") == KeyError::Code::weak);
  CHECK(code(n, hex("01")) == KeyError::Code::weak);
  CHECK(code(n, hex("010000")) == KeyError::Code::weak);
  CHECK(code(n, std::string(9, '\x01')) == KeyError::Code::unsupported);
  CHECK(code(n.substr(0, 255) + '\x02', hex("010001")) == KeyError::Code::weak);
  CHECK(code(std::string(1025, '\x01'), hex("010001")) == KeyError::Code::unsupported);
  // Leading zeros do not make another key.
  const auto padded = PublicKey::from_rsa('\0' + n, hex("00010001"));
  REQUIRE(padded);
  CHECK(padded->components().n == n);
  CHECK(padded->components().e == hex("010001"));
}

TEST_CASE("components make the same key again") {
  for (const auto algorithm : all_algorithms) {
    const auto key = PrivateKey::generate(algorithm);
    const auto& parts = key.public_key().components();
    const auto again = parts.kty == "EC" ? PublicKey::from_ec(parts.crv, parts.x, parts.y)
                                         : PublicKey::from_rsa(parts.n, parts.e);
    REQUIRE(again);
    CHECK(again->verify("message", key.sign("message")));
  }
}

TEST_CASE("algorithms have the names of RFC 7518") {
  for (const auto algorithm : all_algorithms) {
    CHECK(parse_signature_algorithm(to_string(algorithm)) == algorithm);
  }
  CHECK(to_string(SignatureAlgorithm::es256) == "ES256");
  for (const auto* name : {"none", "None", "", "HS256", "es256", "ES256K", "RS384"}) {
    CHECK_FALSE(parse_signature_algorithm(name));
  }
}

TEST_CASE("sign and verify work in several threads and after many keys") {
  const auto shared = PrivateKey::generate(SignatureAlgorithm::es256);
  std::array<int, 3> good{};
  std::array<std::thread, 3> threads;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i] = std::thread([&good, &shared, i] {
      std::vector<PrivateKey> kept;
      for (int n = 0; n < 100; ++n) {
        const auto own = PrivateKey::generate(SignatureAlgorithm::es256);
        if (n % 2 == 0) kept.push_back(own);
        good[i] += shared.public_key().verify("message", shared.sign("message"));
        good[i] += own.public_key().verify("message", own.sign("message"));
        good[i] += !shared.public_key().verify("message", own.sign("message"));
        good[i] += kept.front().public_key().verify("message", kept.front().sign("message"));
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  CHECK(good == std::array<int, 3>{400, 400, 400});
}

}  // namespace
}  // namespace daemun::crypto
