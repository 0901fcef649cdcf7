package dev.hone.targets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom to trust and how to be trusted over TLS, by files in PEM as Go programs take them. Each may be empty.
 *
 * @param authorities a file of certificates to trust, instead of those that Java brings
 * @param folder a folder of such files
 * @param certificate our own certificate, with what stands between it and an authority
 * @param key its key
 * @param trusting whether to trust everybody, which is what people ask for who have no authority
 */
public record PemFiles(String authorities, String folder, String certificate, String key, boolean trusting) {
    /** Java's authorities, and no certificate of our own. */
    public static final PemFiles NONE = new PemFiles("", "", "", "", false);

    private static final char[] NO_PASSWORD = {};
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** Reads the files; empty when there is nothing to read, so that Java's own context does. */
    Optional<SSLContext> context() {
        if (equals(NONE)) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ours(), trusted(), null);
            return Optional.of(context);
        } catch (IOException e) {
            throw misconfigured("a file for TLS cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw misconfigured("a file for TLS does not hold what it should: " + e.getMessage(), e);
        }
    }

    private static TargetException misconfigured(String message, Exception cause) {
        return new TargetException(TargetError.MISCONFIGURED, message, cause);
    }

    private TrustManager[] trusted() throws IOException, GeneralSecurityException {
        if (trusting) {
            return new TrustManager[] {new Trusting()};
        }
        KeyStore store = empty();
        for (Path file : files()) {
            for (Certificate authority : certificates(file)) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        // Without a store it takes Java's.
        factory.init(store.size() == 0 ? null : store);
        return factory.getTrustManagers();
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (!authorities.isEmpty()) {
            files.add(Path.of(authorities));
        } else if (!folder.isEmpty()) {
            try (Stream<Path> inside = Files.list(Path.of(folder))) {
                inside.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private KeyManager[] ours() throws IOException, GeneralSecurityException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return new KeyManager[0];
        }
        KeyStore store = empty();
        Certificate[] chain = certificates(Path.of(certificate)).toArray(Certificate[]::new);
        store.setKeyEntry("ours", privateKey(Path.of(key)), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(Files.readAllBytes(file));
        List<Certificate> found =
                List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(bytes));
        if (found.isEmpty()) {
            throw new GeneralSecurityException(file + " has no certificate in it");
        }
        return found;
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException(
                    file + " is no key in PKCS#8; make one of it:" + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(decoded(text.substring(begin + BEGIN.length(), end), file));
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // It is of another kind, then: the next.
            }
        }
        throw new GeneralSecurityException(file + " is a key of a kind that Java does not know");
    }

    private static byte[] decoded(String base64, Path file) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(file + " is damaged", e);
        }
    }

    /** Trusts everybody, also when the certificate is for another name. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
