package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hone.intake.IntakeError;
import dev.hone.intake.Origin;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OtlpRequestTest {
    /** The dictionary of {@link #request}: main.b at line 12, called by main.a at line 3. */
    private static final byte[] DICTIONARY = Pushes.field(
            2,
            Pushes.join(
                    table(1, new byte[0], Pushes.join(number(1, 16), number(2, 100), number(4, 7))),
                    table(2, new byte[0], location(1, 12), location(2, 3)),
                    table(3, new byte[0], function(3, 10), function(4, 1)),
                    table(5, text(""), text("samples"), text("count"), text("main.b"), text("main.a"), text("cpu")),
                    table(5, text("nanoseconds"), text("/app/web"), text("v7")),
                    table(7, new byte[0], Pushes.field(1, new byte[] {1, 2}))));

    private final MemoryIntake intake = new MemoryIntake();
    private final List<String> heard = new ArrayList<>();
    private final PushReceiver receiver = new PushReceiver(intake, ProfileLimits.defaults(), new PushListener() {
        @Override
        public void refused(PushWire wire, PushException refusal) {
            heard.add(wire + " refused " + refusal.error());
        }
    });

    private static byte[] number(int field, int value) {
        return Pushes.number(field, value);
    }

    private static byte[] text(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] table(int field, byte[]... entries) {
        return Pushes.join(
                Arrays.stream(entries).map(entry -> Pushes.field(field, entry)).toArray(byte[][]::new));
    }

    private static byte[] location(int function, int line) {
        return Pushes.join(
                number(1, 1), number(2, 20), Pushes.field(3, Pushes.join(number(1, function), number(2, line))));
    }

    private static byte[] function(int name, int startLine) {
        return Pushes.join(number(1, name), number(4, startLine));
    }

    private static byte[] profile(byte[]... samples) {
        return Pushes.field(
                2,
                Pushes.join(
                        Pushes.field(1, Pushes.join(number(1, 1), number(2, 2))),
                        table(2, samples),
                        Pushes.field(5, Pushes.join(number(1, 5), number(2, 6))),
                        number(6, 100)));
    }

    private static byte[] resource(byte[]... profiles) {
        byte[] name = Pushes.join(Pushes.text(1, "service.name"), Pushes.field(2, Pushes.text(1, "Web")));
        byte[] version = Pushes.join(Pushes.text(1, "service.version"), Pushes.field(2, number(8, 8)));
        return Pushes.field(
                1,
                Pushes.join(
                        Pushes.field(2, Pushes.join(profiles)),
                        Pushes.field(1, Pushes.join(Pushes.field(1, name), Pushes.field(1, version)))));
    }

    private static byte[] request() {
        byte[] values = Pushes.join(number(1, 1), Pushes.field(4, new byte[] {5, 6}), number(4, 7));
        byte[] times = Pushes.join(number(1, 1), Pushes.field(5, new byte[24]));
        return resource(profile(values, times));
    }

    private void push(byte[] body) {
        receiver.push(PushForm.OTLP, body, app -> true);
    }

    private void holdRefused(byte[] body, PushError error, String said) {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> push(body))
                .withMessageContaining(said)
                .matches(e -> e.error() == error);
    }

    @Test
    void request_withItsDictionaryBeforeOrBehind_isHandedInAsPprof() {
        push(Pushes.join(request(), DICTIONARY));
        push(Pushes.join(DICTIONARY, request()));

        assertThat(intake.handed())
                .extracting(MemoryIntake.Handed::app, MemoryIntake.Handed::origin)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("web", new Origin("v7", "", "", "")));
        assertThat(intake.profiles().getFirst()).isEqualTo(intake.profiles().getLast());
        Profile profile = Pprof.decode(intake.profiles().getFirst(), ProfileLimits.defaults());
        assertThat(profile.samples().size()).isEqualTo(2);
        assertThat(profile.samples().value(0, 0)).isEqualTo(18);
        assertThat(profile.samples().value(1, 0)).isEqualTo(3);
        assertThat(profile.sampleTypes()).hasToString("[samples/count]");
        assertThat(profile.header().periodType()).hasToString("cpu/nanoseconds");
        assertThat(profile.header().period()).isEqualTo(100);
        assertThat(profile.mappings().getFirst().file()).hasToString("/app/web");
        assertThat(profile.locations().line(0, 0)).isEqualTo(12);
        assertThat(profile.locations().size()).isEqualTo(2);
        assertThat(profile.functions().size()).isEqualTo(2);
    }

    @Test
    void request_cutAnywhere_isRefusedOrReadAsFarAsItGoes() {
        byte[] whole = Pushes.join(DICTIONARY, request());
        for (int length = 0; length < whole.length; length++) {
            try {
                push(Arrays.copyOf(whole, length));
            } catch (PushException e) {
                assertThat(e.error()).isIn(PushError.MALFORMED, PushError.BAD_LABELS, PushError.REFUSED);
            }
        }
    }

    @Test
    void numbersThatMeanNothing_areRefused() {
        holdRefused(request(), PushError.MALFORMED, "there are 0 stacks in it, and number 1 is meant");
        byte[] far = resource(profile(Pushes.join(number(1, 1), number(4, 1))));
        byte[] stack = Pushes.field(2, table(7, new byte[0], number(1, 9)));
        holdRefused(Pushes.join(far, stack), PushError.MALFORMED, "there are 0 locations in it, and number 9");
        byte[] nameless = Pushes.field(1, Pushes.field(2, profile()));
        holdRefused(Pushes.join(nameless, DICTIONARY), PushError.BAD_LABELS, "service_name");
    }

    @Test
    void valuesThatCannotBeAdded_areRefused() {
        byte[] most = {-1, -1, -1, -1, -1, -1, -1, -1, 0x7f};
        byte[] sample = Pushes.field(4, Pushes.join(most, most));
        holdRefused(Pushes.join(resource(profile(sample)), DICTIONARY), PushError.MALFORMED, "too large to add");
    }

    @Test
    void addressesWithoutNames_areRefusedWithTheReason() {
        byte[] bare = Pushes.field(
                2,
                Pushes.join(
                        table(2, new byte[0], number(2, 20)),
                        table(5, text(""), text("samples"), text("count"), text(""), text(""), text("cpu")),
                        table(5, text("nanoseconds"), text("/app/web"), text("v7")),
                        table(7, new byte[0], number(1, 1))));
        byte[] sample = Pushes.join(number(1, 1), number(4, 1));
        holdRefused(
                Pushes.join(resource(profile(sample)), bare),
                PushError.REFUSED,
                "it has addresses and no function names");
    }

    /** A deep stack that is meant again and again. */
    @Test
    void whatIsSmallOnTheWireAndLargeAsPprof_isRefused() {
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 1);
        byte[] dictionary = Pushes.field(
                2, Pushes.join(table(2, new byte[0], location(0, 12)), table(7, new byte[0], Pushes.field(1, deep))));
        byte[][] samples = new byte[1_000][];
        Arrays.fill(samples, Pushes.join(number(1, 1), number(4, 1)));
        holdRefused(Pushes.join(resource(profile(samples)), dictionary), PushError.TOO_LARGE, "as pprof");
    }

    /** A stack of a megabyte that nobody knows the meaning of is walked for each sample. */
    @Test
    void whatIsSmallAndTakesLongToWalk_isRefused() {
        byte[] junk = Pushes.field(9, new byte[0]);
        byte[] much = new byte[1_000_000];
        for (int i = 0; i < much.length; i++) {
            much[i] = junk[i % junk.length];
        }
        byte[] dictionary = Pushes.field(2, table(7, new byte[0], much));
        byte[][] samples = new byte[10_000][];
        Arrays.fill(samples, Pushes.join(number(1, 1), number(4, 1)));
        holdRefused(Pushes.join(resource(profile(samples)), dictionary), PushError.TOO_LARGE, "refers");
    }

    @Test
    void offer_countsWhatIsRefused_andFailsWhenItMayBeSentAgain() {
        byte[] good = Pushes.join(DICTIONARY, request());
        assertThat(receiver.offer(PushForm.OTLP, good, app -> true)).isEqualTo(new PushSummary(0, ""));
        assertThat(receiver.offer(PushForm.OTLP, good, app -> false))
                .isEqualTo(new PushSummary(1, "the key is not for the app 'web'"));
        intake.fails(IntakeError.BUSY, 1);
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> receiver.offer(PushForm.OTLP, good, app -> true))
                .matches(e -> e.error() == PushError.BUSY);
        assertThat(heard).containsExactly("OTLP refused FORBIDDEN", "OTLP refused BUSY");
    }
}
