package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.cache.BuildNames;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All that a network and a store do, to builds that are brought what builds like them used: to the manifest, to the packs, to
 * everything. What a build is given is what was made, and where only plans are troubled it is given all of it.
 */
@Tag("server")
final class TroubledPlanTest {
    private static final int STEPS = 200;
    private static final BuildNames NAMES = BuildNames.of(List.of("a troubled build", "such builds"));
    /** What a get may take; each of those that hang does. */
    private static final String PATIENCE = "4s";

    /** After these nothing is in doubt but the manifest. */
    private static final Set<Trouble> HEARD =
            Set.of(Trouble.A_CUT_IN_THE_MIDDLE, Trouble.A_CHANGED_BYTE, Trouble.ANOTHER_BODY, Trouble.TOO_MUCH);

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final AtomicInteger MACHINES = new AtomicInteger();

    private static TestBucket bucket;

    @TempDir
    private static Path folder;

    private final Heard told = new Heard();

    /** What becomes of an answer. */
    enum Trouble {
        SILENCE,
        A_CUT_AT_ONCE,
        A_CUT_IN_THE_MIDDLE,
        SILENCE_IN_THE_MIDDLE,
        A_TRICKLE,
        A_CHANGED_BYTE,
        ANOTHER_BODY,
        NO_HTTP,
        FORBIDDEN,
        NOT_FOUND,
        AN_ERROR,
        TOO_MUCH;

        private void say(byte[] answer, OutputStream back) throws IOException {
            switch (this) {
                case SILENCE -> back.flush();
                case A_CUT_AT_ONCE -> cut();
                case A_CUT_IN_THE_MIDDLE -> {
                    back.write(half(answer));
                    cut();
                }
                case SILENCE_IN_THE_MIDDLE -> back.write(half(answer));
                case A_TRICKLE -> trickle(answer, back);
                case A_CHANGED_BYTE -> back.write(changed(answer));
                case ANOTHER_BODY -> back.write(other(answer));
                case NO_HTTP -> {
                    back.write(noise(5000));
                    cut();
                }
                case FORBIDDEN -> back.write(failure("403 Forbidden", "AccessDenied"));
                case NOT_FOUND -> back.write(failure("404 Not Found", "NoSuchKey"));
                case AN_ERROR -> back.write(failure("500 Internal Server Error", "InternalError"));
                case TOO_MUCH -> back.write(failure("503 Slow Down", "SlowDown"));
            }
        }

        private static byte[] failure(String status, String code) {
            String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code></Error>";
            return AnsweringFront.answer(
                    status, "Content-Type: application/xml\r\n", text.getBytes(StandardCharsets.UTF_8));
        }

        private static void cut() throws SocketException {
            throw new SocketException("cut off");
        }

        private static byte[] half(byte[] answer) {
            return Arrays.copyOf(answer, head(answer) + (answer.length - head(answer)) / 2);
        }

        private static byte[] changed(byte[] answer) {
            byte[] changed = answer.clone();
            changed[(head(answer) + answer.length) / 2] ^= 1;
            return changed;
        }

        private static byte[] other(byte[] answer) {
            byte[] other = noise(answer.length);
            System.arraycopy(answer, 0, other, 0, head(answer));
            return other;
        }

        private static byte[] noise(int length) {
            byte[] noise = new byte[length];
            new Random(length).nextBytes(noise);
            return noise;
        }

        /** How long the head is. */
        private static int head(byte[] answer) {
            for (int i = 0; i + END.length < answer.length; i++) {
                if (Arrays.equals(answer, i, i + END.length, END, 0, END.length)) {
                    return i + END.length;
                }
            }
            return answer.length - 1;
        }

        /** The head at once, and then a byte now and then, as long as somebody is there. */
        private static void trickle(byte[] answer, OutputStream back) throws IOException {
            back.write(answer, 0, head(answer));
            for (int i = head(answer); i < answer.length; i++) {
                back.write(answer[i]);
                try {
                    Sleeper.REAL.sleep(Duration.ofMillis(20));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    cut();
                }
            }
        }
    }

    @BeforeAll
    static void share(@TempDir Path temporary) {
        bucket = TestBucket.start(temporary);
        machine("first", bucket.port(), CacheListener.NONE, assembly -> {
            build(assembly, CacheListener.NONE, all -> IntStream.range(0, STEPS).forEach(all::put));
            assertThat(assembly.cache().drain(Duration.ofMinutes(1))).isZero();
        });
    }

    @AfterAll
    static void stop() {
        if (bucket != null) {
            bucket.close();
        }
    }

    private static void machine(String name, int port, CacheListener listener, Consumer<Assembly> builds) {
        Map<String, String> variables = TestBucket.variablesWithKeys(folder, name, port);
        variables.put("CACHEPROG_REMOTE_GET_TIMEOUT", PATIENCE);
        BuildMachine.run(variables, true, listener, builds);
    }

    private static StepConversation build(Assembly assembly, CacheListener listener, Consumer<StepConversation> steps) {
        return StepConversation.held(assembly.cache().session(CacheMode.RW, listener, NAMES), steps);
    }

    /** How much of it a machine is given that has nothing. */
    private int given(String machine, int port) {
        int[] hits = new int[1];
        machine(machine, port, told, assembly -> {
            StepConversation held =
                    build(assembly, told, all -> IntStream.range(0, STEPS).forEach(all::get));
            hits[0] = held.hits().size();
        });
        return hits[0];
    }

    private static boolean isManifest(String head) {
        return head.startsWith("get ") && NAMES.names().stream().anyMatch(head::contains);
    }

    private static boolean isPack(String head) {
        return head.startsWith("get ")
                && !isManifest(head)
                && IntStream.range(0, STEPS).noneMatch(step -> head.contains(StepConversation.key(step)));
    }

    /** Troubles a machine, and says how much it was given; afterwards it is as good as any, and nothing is spoiled for the next. */
    private int troubled(Trouble trouble, Predicate<String> which) {
        String machine = "machine " + MACHINES.incrementAndGet();
        int given;
        try (AnsweringFront front = AnsweringFront.spoiling(bucket.port(), which, trouble::say)) {
            given = given(machine, front.port());
            assertThat(front.answered()).isPositive();
        }
        assertThat(given(machine, bucket.port())).isEqualTo(STEPS);
        return given;
    }

    /**
     * It is the first that a build asks for: a store of which nothing else is known may be left alone for a while. And where there is
     * none, what a build asks for at once is not waited for.
     */
    @ParameterizedTest
    @EnumSource
    void manifest_inTrouble_spoilsNothing(Trouble trouble) {
        int given = troubled(trouble, TroubledPlanTest::isManifest);
        if (HEARD.contains(trouble)) {
            assertThat(given).isEqualTo(STEPS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void packs_inTrouble_costTimeOnly(Trouble trouble) {
        assertThat(troubled(trouble, TroubledPlanTest::isPack)).isEqualTo(STEPS);
    }

    /** A build has nothing then, but it ends, and nothing wrong is left. */
    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void everything_inTrouble_isABuildWithoutACache(Trouble trouble) {
        assertThat(troubled(trouble, head -> head.startsWith("get "))).isLessThan(STEPS);
    }
}
