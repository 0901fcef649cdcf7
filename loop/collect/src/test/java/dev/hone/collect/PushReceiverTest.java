package dev.hone.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hone.intake.IntakeError;
import dev.hone.intake.Origin;
import dev.hone.profile.ProfileLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PushReceiverTest {
    private final MemoryIntake intake = new MemoryIntake();
    private final List<String> heard = new ArrayList<>();
    private final PushReceiver receiver = new PushReceiver(intake, ProfileLimits.defaults(), new PushListener() {
        @Override
        public void taken(PushWire wire, String app) {
            heard.add(wire + " taken " + app);
        }

        @Override
        public void passedOver(PushWire wire, PassedOver reason) {
            heard.add(wire + " passed over " + reason);
        }

        @Override
        public void refused(PushWire wire, PushException refusal) {
            heard.add(wire + " refused " + refusal.error());
        }
    });

    private void ingest(String name, String format, byte[] body) throws IOException {
        receiver.ingest(new IngestRequest(name, format, ""), new ByteArrayInputStream(body), app -> true);
    }

    @Test
    void ingest_ofACpuProfile_handsItIn() throws IOException {
        byte[] profile = Pushes.cpu();
        ingest("web{version=v1}", "pprof", profile);

        assertThat(intake.handed())
                .containsExactly(new MemoryIntake.Handed("web", profile.length, new Origin("v1", "", "", "")));
        assertThat(heard).containsExactly("INGEST taken web");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jfr", "trie", "tree", "lines", "groups", "speedscope", ""})
    void ingest_ofAnotherFormat_isPassedOver(String format) throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[100_000]);
        receiver.ingest(new IngestRequest("web", format, "text/plain"), body, app -> true);

        assertThat(heard).containsExactly("INGEST passed over FORMAT");
        assertThat(body.available()).isZero();
    }

    @Test
    void ingest_ofAnotherType_isPassedOver() throws IOException {
        ingest("web", "pprof", Pushes.heap());
        ingest("web", "pprof", Pushes.wall());
        ingest("web", "pprof", new byte[0]);

        assertThat(intake.handed()).isEmpty();
        assertThat(heard)
                .containsExactly("INGEST passed over TYPE", "INGEST passed over TYPE", "INGEST passed over EMPTY");
    }

    @Test
    void push_ofAddressesWithoutNames_isRefusedWithTheReason() {
        byte[] body = Pushes.series(Pushes.unsymbolised(), "service_name", "web");

        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> receiver.push(PushForm.PUSH_PROTO, body, app -> true))
                .withMessageContaining("it has addresses and no function names")
                .matches(e -> e.error() == PushError.REFUSED);
        assertThat(intake.handed()).isEmpty();
    }

    @Test
    void ingest_ofWhatIsNoProfile_isRefused() {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> ingest("web", "pprof", "<html>".getBytes(UTF_8)))
                .matches(e -> e.error() == PushError.REFUSED);
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> ingest("", "pprof", Pushes.cpu()))
                .matches(e -> e.error() == PushError.BAD_LABELS);
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> ingest("web", "exe", Pushes.cpu()))
                .matches(e -> e.error() == PushError.MALFORMED);
        assertThat(heard)
                .containsExactly("INGEST refused REFUSED", "INGEST refused BAD_LABELS", "INGEST refused MALFORMED");
    }

    @Test
    void ingest_ofAnAppThatTheSenderMayNotTouch_isRefused_beforeItsBodyIsRead() {
        ByteArrayInputStream body = new ByteArrayInputStream(Pushes.cpu());
        int before = body.available();

        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> receiver.ingest(
                        new IngestRequest("Web.Shop", "pprof", ""), body, app -> !app.equals("web-shop")))
                .matches(e -> e.error() == PushError.FORBIDDEN);
        assertThat(body.available()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(IntakeError.class)
    void failures_ofTheIntake_areTold(IntakeError error) {
        intake.fails(error, 1);

        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> ingest("web", "pprof", Pushes.cpu()))
                .matches(e -> e.error() != PushError.MALFORMED)
                .withMessageContaining("the receiver says " + error);
    }

    private static Stream<Object[]> bodies() {
        String profile = Base64.getEncoder().encodeToString(Pushes.cpu());
        String url = profile.replace('+', '-').replace('/', '_').replace("=", "");
        byte[] labels = Pushes.join(Pushes.label("service_name", "web"), Pushes.label("pod", "p1"));
        byte[] set = Pushes.field(
                1,
                Pushes.join(
                        Pushes.field(1, Pushes.join(Pushes.text(1, "job"), Pushes.text(2, "web"))),
                        Pushes.field(1, Pushes.join(Pushes.text(1, "pod"), Pushes.text(2, "p1")))));
        byte[] sample = Pushes.field(2, Pushes.join(Pushes.field(1, Pushes.cpu()), Pushes.text(2, "some-id")));
        return Stream.of(
                new Object[] {PushForm.PUSH_JSON, """
                    {"series":[{"labels":[{"name":"service_name","value":"web"},{"name":"pod","value":"p1"}],
                     "samples":[{"rawProfile":"%s","ID":"x"}]}]}""".formatted(profile).getBytes(UTF_8)},
                new Object[] {PushForm.PARCA_JSON, """
                    {"tenant":"","normalized":true,"series":[{"labels":{"labels":[{"name":"job","value":"web"},
                     {"name":"pod","value":"p1"}]},"samples":[{"raw_profile":"%s"}]}]}""".formatted(url).getBytes(UTF_8)},
                new Object[] {PushForm.PUSH_PROTO, Pushes.field(1, Pushes.join(sample, labels))},
                new Object[] {
                    PushForm.PARCA_PROTO, Pushes.join(Pushes.number(3, 1), Pushes.field(2, Pushes.join(set, sample)))
                });
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void push_inEachForm_handsInWithItsLabels(PushForm form, byte[] body) {
        receiver.push(form, body, app -> true);

        assertThat(intake.handed())
                .containsExactly(new MemoryIntake.Handed("web", Pushes.cpu().length, new Origin("", "", "p1", "")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void push_thatIsCutAnywhere_isRefusedOrReadAsFarAsItGoes(PushForm form, byte[] body) {
        for (int length = 0; length < body.length; length++) {
            try {
                receiver.push(form, Arrays.copyOf(body, length), app -> true);
            } catch (PushException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(intake.handed()).isEmpty();
    }

    @Test
    void push_ofSeveral_takesInWhatIsGood_andTellsOfTheFirstThatIsNot() {
        byte[] cpu = Pushes.series(Pushes.cpu(), "__name__", "process_cpu", "service_name", "web");
        byte[] memory = Pushes.series(Pushes.heap(), "__name__", "memory", "service_name", "web");
        byte[] broken = Pushes.series("x".getBytes(UTF_8), "__name__", "process_cpu", "service_name", "web");
        byte[] nameless = Pushes.series(Pushes.cpu(), "__name__", "process_cpu");

        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() ->
                        receiver.push(PushForm.PUSH_PROTO, Pushes.join(broken, nameless, memory, cpu), app -> true))
                .matches(e -> e.error() == PushError.REFUSED);
        assertThat(heard)
                .containsExactly(
                        "PUSH refused REFUSED", "PUSH refused BAD_LABELS", "PUSH passed over TYPE", "PUSH taken web");
    }

    @Test
    void push_ofTooMuch_isRefused() {
        byte[] empty = Pushes.field(1, new byte[0]);
        byte[] samples = new byte[2 * 1_001];
        for (int i = 0; i < samples.length; i += 2) {
            samples[i] = 0x12;
        }
        for (byte[] body : List.of(
                Pushes.join(Collections.nCopies(1_001, empty).toArray(new byte[0][])), Pushes.field(1, samples))) {
            assertThatExceptionOfType(PushException.class)
                    .isThrownBy(() -> receiver.push(PushForm.PUSH_PROTO, body, app -> true))
                    .matches(e -> e.error() == PushError.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{\"series\":{}}",
                "{\"series\":[{\"samples\":[{\"rawProfile\":\"?\"}]}]}",
                "{\"series\":[{\"labels\":1}]}"
            })
    void push_ofJsonThatIsNone_isRefused(String json) {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> receiver.push(PushForm.PUSH_JSON, json.getBytes(UTF_8), app -> true))
                .matches(e -> e.error() == PushError.MALFORMED);
    }

    @Test
    void push_ofDeepJson_isRefused() {
        String deep = "{\"series\":" + "[".repeat(100_000);
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> receiver.push(PushForm.PARCA_JSON, deep.getBytes(UTF_8), app -> true))
                .matches(e -> e.error() == PushError.MALFORMED);
    }
}
