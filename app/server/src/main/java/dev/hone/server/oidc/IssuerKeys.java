package dev.hone.server.oidc;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The public keys of an issuer, as a JSON Web Key Set has them: RSA of 2048 bits and more for RS256, P-256 for ES256. A key
 * decides by its own kind how it is used, whatever a token says.
 */
record IssuerKeys(Map<String, PublicKey> keys) {
    static final IssuerKeys NONE = new IssuerKeys(Map.of());

    private static final int MOST = 100;
    private static final int LEAST_BITS = 2048;
    private static final int MOST_BITS = 8192;

    IssuerKeys {
        keys = Map.copyOf(keys);
    }

    /** The keys of a set that can be used here. */
    static IssuerKeys parse(byte[] json) {
        try {
            Map<String, PublicKey> keys = new HashMap<>();
            for (JsonNode each : OidcFile.MAPPER.readTree(json).path("keys")) {
                String id = each.path("kid").asString("");
                if (!id.isEmpty()
                        && keys.size() < MOST
                        && !each.path("use").asString("sig").equals("enc")) {
                    key(each).ifPresent(key -> keys.put(id, key));
                }
            }
            return new IssuerKeys(keys);
        } catch (JacksonException e) {
            throw new OidcException(OidcException.Code.KEYS_UNAVAILABLE, "it is no set of keys in JSON", e);
        }
    }

    private static Optional<PublicKey> key(JsonNode said) {
        try {
            return switch (said.path("kty").asString("")) {
                case "RSA" -> rsa(number(said, "n"), number(said, "e"));
                case "EC" ->
                    said.path("crv").asString("").equals("P-256")
                            ? Optional.of(ec(number(said, "x"), number(said, "y")))
                            : Optional.empty();
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> rsa(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        if (modulus.bitLength() < LEAST_BITS || modulus.bitLength() > MOST_BITS || exponent.bitLength() > 32) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    }

    private static PublicKey ec(BigInteger x, BigInteger y) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
    }

    private static BigInteger number(JsonNode said, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(said.path(name).asString("")));
    }

    boolean has(String id) {
        return keys.containsKey(id);
    }

    /** Whether the key that a token names has signed it, in the one way that suits the key. */
    boolean signed(Jwt token) {
        PublicKey key = keys.get(token.keyId());
        if (key == null) {
            return false;
        }
        boolean rsa = key instanceof RSAPublicKey;
        if (!token.algorithm().equals(rsa ? "RS256" : "ES256")) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update(token.signed());
            return signature.verify(token.signature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
