package dev.hone.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes one class of a jar, and leaves the file's size and time as they were. */
final class SwappedJar {
    private SwappedJar() {}

    /** The new class has to be smaller than the old one. What Maven notes in a jar and nobody reads makes room. */
    static void replaceClass(Path jar, String name, byte[] content) throws IOException {
        long size = Files.size(jar);
        FileTime time = Files.getLastModifiedTime(jar);
        byte[] plain = rewritten(jar, name, content, 0);
        byte[] padded = rewritten(jar, name, content, Math.toIntExact(size - plain.length));
        Files.write(jar, padded);
        Files.setLastModifiedTime(jar, time);
    }

    /** A jar's comment may be of any length, so it makes up for what is missing. */
    private static byte[] rewritten(Path jar, String name, byte[] content, int commentLength) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            zip.setComment(" ".repeat(commentLength));
            Enumeration<? extends ZipEntry> entries = old.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.isDirectory() || entry.getName().startsWith("META-INF/maven")) {
                    continue;
                }
                zip.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = old.getInputStream(entry)) {
                    zip.write(entry.getName().equals(name) ? content : in.readAllBytes());
                }
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
