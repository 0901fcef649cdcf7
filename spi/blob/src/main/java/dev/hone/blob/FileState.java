package dev.hone.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/*
 * Version and metadata travel in one extended attribute of the file, written before the file gets its name, so that a
 * rename brings all of a blob at once. The attribute says for which size and time of the file it was written; when these
 * differ, somebody has written to the file by other means, and it counts as a file without the attribute: no metadata, and
 * a version made of what the file system knows of it (file number, time, size).
 */

/** What a file says of the blob in it. */
record FileState(BlobInfo info) {
    private static final String ATTRIBUTE = "hone";
    private static final String FORMAT = "1";
    private static final HexFormat HEX = HexFormat.of();

    /** The state of a file; empty when there is none or when it is not a plain file. */
    static Optional<FileState> read(Path file) throws IOException {
        try {
            BasicFileAttributes basic =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return basic.isRegularFile() ? Optional.of(of(basic, attribute(file))) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (isBelowAFile(file)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The system says so too, but in the language of the user. */
    private static boolean isBelowAFile(Path file) {
        Path above = file.getParent();
        while (above != null && !Files.isDirectory(above)) {
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            above = above.getParent();
        }
        return false;
    }

    private static FileState of(BasicFileAttributes basic, String attribute) {
        String stamp = stamp(basic);
        String[] lines = attribute.split("\n", -1);
        boolean ours = lines.length >= 3 && lines[0].equals(FORMAT) && lines[1].equals(stamp);
        BlobVersion version = new BlobVersion(
                ours
                        ? lines[2] + "." + stamp
                        : "f"
                                + Integer.toHexString(
                                        String.valueOf(basic.fileKey()).hashCode()) + "." + stamp);
        return new FileState(new BlobInfo(
                basic.size(), version, basic.lastModifiedTime().toInstant(), ours ? metadata(lines) : Metadata.NONE));
    }

    private static String stamp(BasicFileAttributes basic) {
        FileTime time = basic.lastModifiedTime();
        return Long.toHexString(time.to(TimeUnit.NANOSECONDS)) + "." + Long.toHexString(basic.size());
    }

    private static Metadata metadata(String[] lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 3; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            if (equals > 0) {
                values.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
            }
        }
        return Metadata.read(values);
    }

    /** Gives a file that has its bytes and its time a version that was never there before, and its metadata. */
    static FileState write(Path file, Metadata metadata, long token) throws IOException {
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        StringBuilder text = new StringBuilder(FORMAT);
        text.append('\n').append(stamp(basic)).append('\n').append(HEX.toHexDigits(token));
        metadata.values()
                .forEach((name, value) ->
                        text.append('\n').append(name).append('=').append(value));
        view(file).write(ATTRIBUTE, StandardCharsets.UTF_8.encode(text.toString()));
        return of(basic, text.toString());
    }

    /** The state of a file that was given none. */
    static FileState plain(Path file) throws IOException {
        return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), "");
    }

    private static String attribute(Path file) {
        try {
            UserDefinedFileAttributeView view = view(file);
            ByteBuffer buffer = ByteBuffer.allocate(view.size(ATTRIBUTE));
            view.read(ATTRIBUTE, buffer);
            return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        } catch (IOException e) {
            // There is none, or none that can be had: a file that others made. Whether it is there shows elsewhere.
            return "";
        }
    }

    private static UserDefinedFileAttributeView view(Path file) throws IOException {
        UserDefinedFileAttributeView view =
                Files.getFileAttributeView(file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            throw new IOException(file + " is on a file system without extended attributes");
        }
        return view;
    }
}
