package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/*
 * A compiled package begins
 *
 *   !<arch>\n
 *   __.PKGDEF       0           0     0     644     7955      `\n
 *   go object linux amd64 go1.26.8 …\n
 *   build id "ACTION/CONTENT"\n
 *
 * where ACTION is the first 15 bytes of the action's id in base64 of URLs, without padding
 * (cmd/internal/buildid and cmd/go/internal/work/buildid.go, Go 1.20 to 1.27). A module index begins "go index v"
 * (cmd/go/internal/modindex).
 */

/** What a body is by its first bytes, and whether it may stand under a key: a sound body under a wrong key poisons builds as well. */
final class GoArchive {
    /** The build id of a package stands in its first few hundred bytes. */
    static final int HEAD = 4096;

    private static final byte[] ARCHIVE = "!<arch>\n__.PKGDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INDEX = "go index v".getBytes(StandardCharsets.US_ASCII);
    private static final String BUILD_ID = "\nbuild id \"";
    private static final int ID_BYTES = 15;

    private GoArchive() {}

    /** What a body may be used for. */
    enum Kind {
        /** Under this key and on any machine. */
        FINE,
        /** On the machine that made it only. */
        INDEX,
        /** Not under this key. */
        OF_ANOTHER_ACTION
    }

    static Kind kind(Path file, ActionId action) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return kind(in.readNBytes(HEAD), action);
        }
    }

    static Kind kind(byte[] head, ActionId action) {
        if (startsWith(head, INDEX)) {
            return Kind.INDEX;
        }
        if (!startsWith(head, ARCHIVE)) {
            return Kind.FINE;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(BUILD_ID);
        String expected =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(action.bytes(), ID_BYTES));
        boolean same = at >= 0 && text.startsWith(expected + "/", at + BUILD_ID.length());
        return same ? Kind.FINE : Kind.OF_ANOTHER_ACTION;
    }

    private static boolean startsWith(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }
}
