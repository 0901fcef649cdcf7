package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start-up cache makes a checkout's program faster and nothing else. */
@Tag("dist")
final class StartUpCacheTest {
    private static final Call.Outcome OLD = new Call.Outcome(0, "main one, library one\n", "");

    @TempDir
    private static Path shared;

    private static BuiltCheckout original;

    @TempDir
    private Path temporary;

    private BuiltCheckout checkout;

    @BeforeAll
    static void build() {
        original = BuiltCheckout.with(new TinyProgram("one", "one"), shared.resolve("checkout"));
        assertThat(original.call().run()).isEqualTo(OLD);
    }

    @BeforeEach
    void copy() {
        checkout = new BuiltCheckout(temporary.resolve("checkout"));
        Folder.copy(original.root(), checkout.root());
        assertThat(checkout.call().run()).isEqualTo(OLD);
    }

    @Test
    void launcher_afterTheFirstStart_takesClassesFromTheCache() {
        assertThat(BuiltCheckout.cachedClasses(checkout.call(), temporary.resolve("log")))
                .contains("dev.hone.cli.Main", "dev.hone.base.Library");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hone-cli.jar", "lib/library.jar"})
    void launcher_withSwappedJar_runsTheNewCode(String jar) throws IOException {
        Path other = temporary.resolve("other");
        new TinyProgram("two", "two").writeTo(other);
        Path old = checkout.target().resolve(jar);
        FileTime time = Files.getLastModifiedTime(old);
        assertThat(other.resolve(jar)).hasSize(Files.size(old));

        // Written into the same file: all that tells is when its inode changed.
        Files.write(old, Files.readAllBytes(other.resolve(jar)));
        Files.setLastModifiedTime(old, time);

        String expected = jar.startsWith("lib") ? "main one, library two\n" : "main two, library one\n";
        assertThat(checkout.call().run()).isEqualTo(new Call.Outcome(0, expected, ""));
        assertThat(checkout.call().run()).isEqualTo(new Call.Outcome(0, expected, ""));
        assertThat(BuiltCheckout.cachedClasses(checkout.call(), temporary.resolve("log")))
                .contains("dev.hone.cli.Main");
    }

    @Test
    void launcher_withJarsRebuiltTheSame_keepsTheCache() throws IOException {
        Path cache = checkout.cache();
        FileTime made = Files.getLastModifiedTime(cache);
        new TinyProgram("one", "one").writeTo(checkout.target());

        assertThat(checkout.call().run()).isEqualTo(OLD);

        assertThat(Files.getLastModifiedTime(checkout.cache())).isEqualTo(made);
        assertThat(BuiltCheckout.cachedClasses(checkout.call(), temporary.resolve("log")))
                .contains("dev.hone.cli.Main");
    }

    /** What can happen to a file that nobody looks at. */
    enum Damage {
        MISSING {
            @Override
            void happenTo(Path cache) throws IOException {
                Files.delete(cache);
            }
        },
        EMPTY {
            @Override
            void happenTo(Path cache) throws IOException {
                Files.write(cache, new byte[0]);
            }
        },
        TRUNCATED {
            @Override
            void happenTo(Path cache) throws IOException {
                try (FileChannel channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                }
            }
        },
        FLIPPED_IN_THE_MIDDLE {
            @Override
            void happenTo(Path cache) throws IOException {
                FileTime time = Files.getLastModifiedTime(cache);
                try (FileChannel channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate(1 << 20), channel.size() / 3);
                }
                Files.setLastModifiedTime(cache, time);
            }
        },
        FOREIGN {
            @Override
            void happenTo(Path cache) throws IOException {
                Files.write(cache, Files.readAllBytes(Path.of(System.getProperty("java.home"), "bin", "java")));
            }
        },
        A_FOLDER {
            @Override
            void happenTo(Path cache) throws IOException {
                Files.delete(cache);
                Files.createDirectory(cache);
            }
        };

        abstract void happenTo(Path cache) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void launcher_withDamagedCache_runsAndSaysNothing(Damage damage) throws IOException {
        damage.happenTo(checkout.cache());

        assertThat(checkout.call().run()).isEqualTo(OLD);
        assertThat(checkout.call().run()).isEqualTo(OLD);
    }

    @Test
    void launcher_whenTheJvmRefusesTheCache_runsAndSaysNothing() {
        Call call = checkout.call().with("HONE_JAVA_OPTS", "-XX:-UseCompressedOops");

        assertThat(call.run()).isEqualTo(OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xshare:off", "-Xshare:auto", "-XX:AOTMode=off"})
    void launcher_whenTheUserDecidesAboutCaches_staysOutOfIt(String options) {
        assertThat(checkout.call().with("HONE_JAVA_OPTS", options).run()).isEqualTo(OLD);
    }

    @Test
    void launcher_withAnotherJava_makesAnotherCache() throws IOException {
        Path cache = checkout.cache();
        Path java = FakeJdk.create(temporary.resolve("java"), "25.99");

        assertThat(checkout.call().with("HONE_JAVA_HOME", java.toString()).run())
                .isEqualTo(OLD);

        assertThat(checkout.cache()).isNotEqualTo(cache);
    }
}
