// xmlsec1's headers, in the only order in which they compile, and owners of its objects.
#ifndef DAEMUN_SAML_XMLSEC_H
#define DAEMUN_SAML_XMLSEC_H

// clang-format off
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/keys.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>
// clang-format on

#include <memory>

namespace daemun::saml {

struct FreeXmlsec {
  void operator()(xmlSecKey* key) const noexcept { xmlSecKeyDestroy(key); }
  void operator()(xmlSecDSigCtx* context) const noexcept { xmlSecDSigCtxDestroy(context); }
  void operator()(xmlSecEncCtx* context) const noexcept { xmlSecEncCtxDestroy(context); }
};
using XmlsecKey = std::unique_ptr<xmlSecKey, FreeXmlsec>;
using SignatureContext = std::unique_ptr<xmlSecDSigCtx, FreeXmlsec>;
using EncryptionContext = std::unique_ptr<xmlSecEncCtx, FreeXmlsec>;

}  // namespace daemun::saml

#endif
