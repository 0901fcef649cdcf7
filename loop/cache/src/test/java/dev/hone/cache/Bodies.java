package dev.hone.cache;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Ids and bodies for tests. */
final class Bodies {
    private Bodies() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The id of an action that is told from others by a number. */
    static ActionId action(int number) {
        byte[] bytes = new byte[Digests.BYTES];
        bytes[0] = (byte) (number >> 8);
        bytes[1] = (byte) number;
        bytes[31] = 7;
        return ActionId.ofBytes(bytes);
    }

    static OutputId output(byte[] body) {
        return OutputId.ofBytes(Digests.sha256().digest(body));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A package as the compiler writes it, with the build id of this action. */
    static byte[] archive(ActionId action, String content) {
        byte[] id = java.util.Arrays.copyOf(action.bytes(), 15);
        String build = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        return text("!<arch>\n__.PKGDEF       0           0     0     644     64        `\n"
                + "go object linux amd64 go1.26.8 X:none\nbuild id \"" + build + "/abcdefghijklmnopqrst\"\n\n"
                + content);
    }
}
