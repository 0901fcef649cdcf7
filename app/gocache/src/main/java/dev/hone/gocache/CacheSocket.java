package dev.hone.gocache;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Where the daemon of a cache folder listens. The shim finds the same place by the same rule, which
 * docs/formats/cache-socket.md has.
 *
 * @param folder this user's alone
 * @param file the socket in it
 */
record CacheSocket(Path folder, Path file) {
    private static final int DIGITS = 16;

    static CacheSocket of(Path root, Map<String, String> environment) throws IOException {
        Path folder = folder(root, environment);
        return new CacheSocket(folder, folder.resolve(digest(root) + ".sock"));
    }

    private static Path folder(Path root, Map<String, String> environment) throws IOException {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty() && isOf(Path.of(runtime), root)) {
            return Path.of(runtime).resolve("hone-cache");
        }
        String temporary = environment.getOrDefault("TMPDIR", "");
        return Path.of(temporary.isEmpty() ? "/tmp" : temporary)
                .resolve("hone-cache-" + Files.getAttribute(root, "unix:uid"));
    }

    /** Whether it is a folder of the one to whom the cache belongs. */
    private static boolean isOf(Path folder, Path root) throws IOException {
        return Files.isDirectory(folder) && Files.getOwner(folder).equals(Files.getOwner(root));
    }

    private static String digest(Path root) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(root.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Begins to listen; what a daemon that is gone left there is removed. The caller has seen to it that it is the only one. */
    ServerSocketChannel listen() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        requirePrivate();
        Files.deleteIfExists(file);
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(file), 512);
        return listening;
    }

    /** Whoever could put a socket of his own there could hand us his results. */
    void requirePrivate() throws IOException {
        PosixFileAttributes facts = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
        others.retainAll(facts.permissions());
        if (!facts.isDirectory() || !others.isEmpty()) {
            throw new IOException(folder + " is not a folder that only its owner can use; remove it");
        }
    }

    SocketChannel connect() throws IOException {
        requirePrivate();
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            connected = channel.connect(UnixDomainSocketAddress.of(file));
            return channel;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }
}
