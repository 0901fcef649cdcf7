package dev.hone.cache;

import dev.hone.blob.Content;
import io.airlift.compress.zstd.ZstdCompressor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** Actions and outputs for tests. */
final class Outputs {
    private Outputs() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes that nothing makes smaller, always the same ones. */
    static byte[] random(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static OutputId output(byte[] bytes) {
        return OutputId.ofBytes(Digests.sha256().digest(bytes));
    }

    static ActionId action(int number) {
        return new ActionId(HexFormat.of().formatHex(Digests.sha256().digest(bytes("action " + number))));
    }

    static PackedOutput raw(byte[] bytes) {
        return new PackedOutput(output(bytes), bytes.length, Encoding.RAW, Content.of(bytes), "");
    }

    static PackedOutput packed(byte[] bytes) {
        return new PackedOutput(output(bytes), bytes.length, Encoding.ZSTD, Content.of(zstd(bytes)), "");
    }

    static byte[] zstd(byte[] bytes) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] room = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(room, compressor.compress(bytes, 0, bytes.length, room, 0, room.length));
    }

    /** A package as the compiler writes it, of this action. */
    static byte[] archive(ActionId of, String rest) {
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(of.bytes(), 15));
        return bytes("!<arch>\n__.PKGDEF       0           0     0     644     7955      `\n"
                + "go object linux amd64 go1.26.8\nbuild id \"" + id + "/content\"\n\n" + rest);
    }
}
