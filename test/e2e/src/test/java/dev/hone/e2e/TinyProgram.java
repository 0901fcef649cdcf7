package dev.hone.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/**
 * A program in the shape of Hone's: {@code hone-cli.jar} and a library. It says which version of each of the two is running,
 * and does what a launcher must not disturb: repeats its arguments, ends with a code, waits.
 *
 * <p>Two programs whose words are of equal length are of equal size, byte for byte the same but for the words.
 */
record TinyProgram(String main, String library) {
    private static final String MAIN = """
            package dev.hone.cli;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    String command = args.length == 0 ? "greet" : args[0];
                    if (command.equals("greet")) {
                        System.out.println("main @main@, library " + dev.hone.base.Library.word());
                    } else if (command.equals("repeat")) {
                        for (String arg : args) {
                            System.out.print("<" + arg + ">");
                        }
                    } else if (command.equals("property")) {
                        System.out.print(System.getProperty(args[1]));
                    } else if (command.equals("end")) {
                        System.exit(Integer.parseInt(args[1]));
                    } else if (command.equals("wait")) {
                        System.out.println("waiting");
                        System.exit(System.in.read() + 1);
                    }
                }
            }
            """;
    private static final String TRAINING = """
            package dev.hone.cli;

            public final class Training {
                public static void main(String[] args) throws Exception {
                    Main.main(new String[] {"greet"});
                }
            }
            """;
    private static final String LIBRARY = """
            package dev.hone.base;

            public final class Library {
                public static String word() {
                    return "@library@";
                }
            }
            """;

    private static final String REPEATER = """
            package dev.hone.@name@;

            public final class Main {
                public static void main(String[] args) {
                    System.out.print("@name@");
                    for (String arg : args) {
                        System.out.print("<" + arg + ">");
                    }
                }
            }
            """;

    /** Writes a program in place of another one of ours, such as {@code server}, which repeats its arguments. */
    static void writeRepeaterTo(Path target, String name) {
        try {
            Path classes = Files.createTempDirectory("tiny-" + name);
            compile(classes, Map.of("Main.java", REPEATER.replace("@name@", name)));
            Files.createDirectories(target.resolve("lib"));
            Files.write(
                    target.resolve("hone-" + name + ".jar"),
                    jar(mainManifest("dev.hone." + name + ".Main"), classes, "dev/hone/" + name));
            Files.write(target.resolve("lib/library.jar"), jar(new Manifest(), classes, "dev/hone/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the jars where a build leaves them. */
    void writeTo(Path target) {
        try {
            Path classes = Files.createTempDirectory("tiny-program");
            compile(classes);
            Files.createDirectories(target.resolve("lib"));
            Files.write(
                    target.resolve("hone-cli.jar"), jar(mainManifest("dev.hone.cli.Main"), classes, "dev/hone/cli"));
            Files.write(target.resolve("lib/library.jar"), jar(new Manifest(), classes, "dev/hone/base"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) throws IOException {
        compile(
                classes,
                Map.of(
                        "Main.java", MAIN.replace("@main@", main),
                        "Training.java", TRAINING,
                        "Library.java", LIBRARY.replace("@library@", library)));
    }

    /** Compiles sources, given by file name, into a folder. */
    static void compile(Path classes, Map<String, String> sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = classes.resolve(source.getKey());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("does not compile: " + sources.keySet());
        }
    }

    private static Manifest mainManifest(String main) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/library.jar");
        return manifest;
    }

    private static byte[] jar(Manifest manifest, Path classes, String folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            manifest.write(text);
            store(zip, "META-INF/MANIFEST.MF", text.toByteArray());
            for (Path path : Folder.list(classes.resolve(folder), ".class")) {
                store(zip, folder + "/" + path.getFileName(), Files.readAllBytes(path));
            }
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
