package dev.hone.cli;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.cli.remote.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The manifest of a published profile, after its signature was found to be by one of the keys that somebody trusts. */
/*
 * The signature is Ed25519 over the bytes of the manifest; the manifest names the SHA-256 of each form. Written without the code
 * that signs, and with nothing but the JDK, so that a fault there is not a fault here too.
 */
final class SignedManifest {
    private static final String ALGORITHM = "Ed25519";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final JsonValue manifest;

    private SignedManifest(JsonValue manifest) {
        this.manifest = manifest;
    }

    /** Public keys from PEM, one or several one behind the other: a new key beside the one before. */
    static List<PublicKey> keys(String pem, String file) {
        List<PublicKey> keys = new ArrayList<>();
        int begin = pem.indexOf(BEGIN);
        while (begin >= 0) {
            int end = pem.indexOf(END, begin);
            try {
                byte[] key = Base64.getMimeDecoder()
                        .decode(pem.substring(begin + BEGIN.length(), Math.max(end, begin + BEGIN.length())));
                keys.add(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(key)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new NotTrusted(file + " holds a PUBLIC KEY that is none of " + ALGORITHM);
            }
            begin = pem.indexOf(BEGIN, begin + BEGIN.length());
        }
        if (keys.isEmpty()) {
            throw new NotTrusted(
                    file + " holds no PUBLIC KEY in PEM; the server hands it out at /api/hone/v1/signing-keys");
        }
        return keys;
    }

    /**
     * The manifest of these bytes.
     *
     * @throws NotTrusted when the signature is by none of the keys, or of other bytes
     */
    static SignedManifest of(byte[] manifest, byte[] signature, List<PublicKey> keys) {
        JsonValue file = parse(signature, "the signature");
        if (!file.at("algorithm").text().equals(ALGORITHM) || file.at("format").whole() != 1) {
            throw new NotTrusted("the signature is of a form that this Hone does not know; upgrade to verify it");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(file.at("signature").text());
        } catch (IllegalArgumentException e) {
            throw new NotTrusted("the signature is damaged");
        }
        if (keys.stream().noneMatch(key -> isBy(key, manifest, bytes))) {
            throw new NotTrusted("the manifest is not signed by a key that you trust, or it was changed (signed by key "
                    + file.at("key").shown() + ")");
        }
        return new SignedManifest(parse(manifest, "the manifest"));
    }

    private static boolean isBy(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonValue parse(byte[] bytes, String what) {
        try {
            return JsonValue.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new NotTrusted(what + " is damaged");
        }
    }

    /**
     * Makes sure that a profile is the one that was published.
     *
     * @throws NotTrusted when it is another, or of another app, or of another generation than was asked for
     */
    void check(byte[] profile, String form, String app, int generation) {
        String file = switch (form) {
            case "canonical" -> "profile.pb.gz";
            case "preprofile" -> "preprofile.txt";
            case "edges" -> "sum.edges";
            default -> form;
        };
        String digest = manifest.at("files").at(file).text();
        if (!app.equals(manifest.at("app").text())) {
            throw new NotTrusted("the manifest is of app " + manifest.at("app").shown() + ", not of " + app);
        } else if (generation > 0 && generation != manifest.at("generation").whole()) {
            throw new NotTrusted(
                    "the manifest is of generation " + manifest.at("generation").shown() + ", not of " + generation);
        } else if (digest.isEmpty()) {
            throw new NotTrusted("the manifest does not say what the profile is in form " + form);
        } else if (!digest.equals(PublishedProfiles.sha256(profile))) {
            throw new NotTrusted("the profile is not what was signed: its SHA-256 is "
                    + PublishedProfiles.sha256(profile)
                    + ", that of generation " + manifest.at("generation").shown() + " is "
                    + dev.hone.profile.Text.of(digest));
        }
    }

    long generation() {
        return manifest.at("generation").whole();
    }

    /** Something is not as somebody whom we trust signed it. */
    static final class NotTrusted extends HoneException {
        private static final long serialVersionUID = 1;

        NotTrusted(String message) {
            super(Code.NOT_TRUSTED, message);
        }

        private enum Code implements ErrorCode {
            NOT_TRUSTED;

            @Override
            public Kind kind() {
                return Kind.INPUT;
            }
        }
    }
}
