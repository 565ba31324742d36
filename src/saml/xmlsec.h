// xmlsec1's headers, in the only order in which they compile.
#ifndef DAEMUN_SAML_XMLSEC_H
#define DAEMUN_SAML_XMLSEC_H

// clang-format off
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>
// clang-format on

#endif
