package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.hone.base.Progress;
import dev.hone.profile.wire.PprofMessages.PprofMapping;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Merged on several threads or on one: the same bytes, the same refusal. */
final class ParallelMergeTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();
    private static final ByteString BAD = ByteString.copyFromUtf8("no profile");
    private static final int ROUNDS = 400;
    private static final int MOST = 9;
    private static final long[] TIMES = {0, 0, 5, 7, -3, 1_700_000_000_000_000_000L};

    /** A profile in memory. */
    private record Stored(String name, ByteString bytes, Weights weights) implements ParallelMerge.Input {
        Stored(String name, PprofProfile message) {
            this(name, message.toByteString(), Weights.ONE);
        }

        @Override
        public Profile read(ProfileReader reader) {
            try {
                return reader.read(bytes.newInput()).profile();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ParallelMerge on(int threads) {
        return new ParallelMerge(LIMITS, 42, threads, Thread.ofPlatform().factory());
    }

    private static Profile merge(int threads, List<? extends ParallelMerge.Input> inputs) {
        try {
            return on(threads).merge(inputs, Progress.NONE);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }

    private static Profile oneByOne(List<Stored> inputs) {
        Merger merger = new Merger(LIMITS, 42);
        inputs.forEach(input -> merger.add(input.read(new ProfileReader(LIMITS)), input.weights()));
        return merger.result();
    }

    /** The parts of a list that is cut at random places, put together. */
    private static Profile inStretches(List<Stored> inputs, Random random) {
        MergedHeader kind = new MergedHeader(inputs.getFirst().read(new ProfileReader(LIMITS)));
        List<Merger> parts = new ArrayList<>(List.of(new Merger(LIMITS, 42)));
        for (int i = 0; i < inputs.size(); i++) {
            if (i > 0 && random.nextInt(3) == 0) {
                parts.add(Merger.ofLater(kind, LIMITS, random.nextLong()));
            }
            parts.getLast()
                    .add(
                            inputs.get(i).read(new ProfileReader(LIMITS)),
                            inputs.get(i).weights());
        }
        parts.stream().skip(1).forEach(parts.getFirst()::addAll);
        return parts.getFirst().result();
    }

    /** Profiles of one program that differ in all that depends on the order. */
    private static List<Stored> various(int seed) {
        Random random = new Random(seed);
        List<Stored> inputs = new ArrayList<>();
        int kind = random.nextInt(4);
        for (Profile profile : Relatives.of(seed, 1 + random.nextInt(MOST))) {
            PprofProfile.Builder message = Relatives.message(profile).toBuilder();
            message.setTimeNanos(TIMES[random.nextInt(TIMES.length)]);
            message.setPeriod(TIMES[random.nextInt(TIMES.length)]);
            if (kind == 0) {
                message.setDurationNanos(random.nextBoolean() ? Long.MAX_VALUE - 10 : -Long.MAX_VALUE + 10);
            } else if (kind == 1) {
                varyValues(message, random);
            }
            varyNames(message, random);
            varyMappings(message, random);
            Weights weights = random.nextInt(5) == 0 ? Weights.of(random.nextInt(3) - 1) : Weights.ONE;
            inputs.add(new Stored("input " + inputs.size(), message.build().toByteString(), weights));
        }
        return inputs;
    }

    private static void varyNames(PprofProfile.Builder message, Random random) {
        message.addStringTable(ByteString.copyFromUtf8("text " + random.nextInt(4)));
        int last = message.getStringTableCount() - 1;
        message.addComment(last);
        message.setDefaultSampleType(random.nextInt(3) == 0 ? last : 0);
        message.setDocUrl(random.nextInt(3) == 0 ? last : 0);
    }

    /** None at all; or one of several binaries, with one in front that nobody uses and that is the same one elsewhere. */
    private static void varyMappings(PprofProfile.Builder message, Random random) {
        if (random.nextInt(4) == 0) {
            message.clearMapping();
            message.getLocationBuilderList().forEach(location -> location.setMappingId(0));
        } else if (message.getMappingCount() > 0 && random.nextBoolean()) {
            message.addStringTable(ByteString.copyFromUtf8("binary " + random.nextInt(4)));
            message.getMappingBuilder(0).setBuildId(message.getStringTableCount() - 1);
            PprofMapping used = message.getMapping(0);
            message.addMapping(
                    0,
                    used.toBuilder()
                            .setId(1_000_000)
                            .setMemoryStart(used.getMemoryStart() + 0x5000)
                            .setMemoryLimit(used.getMemoryLimit() + 0x5000)
                            .setHasFunctions(!used.getHasFunctions()));
        }
    }

    private static void varyValues(PprofProfile.Builder message, Random random) {
        for (PprofSample.Builder sample : message.getSampleBuilderList()) {
            for (int i = 0; i < sample.getValueCount() && random.nextBoolean(); i++) {
                sample.setValue(i, random.nextBoolean() ? Long.MAX_VALUE - 3 : -Long.MAX_VALUE + 3);
            }
        }
    }

    private static byte[] bytesOrRefusal(Supplier<Profile> merge) {
        try {
            return Pprof.encode(merge.get());
        } catch (ProfileException e) {
            assertThat(e).hasMessageContaining("64 bits");
            return new byte[0];
        }
    }

    @Test
    void merge_onAnyNumberOfThreads_givesTheSameBytes() {
        int merged = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Stored> inputs = various(seed);
            byte[] expected = bytesOrRefusal(() -> oneByOne(inputs));
            merged += expected.length > 0 ? 1 : 0;
            int threads = 1 + seed % 5;
            assertThat(bytesOrRefusal(() -> merge(threads, inputs)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
        assertThat(merged).isGreaterThan(ROUNDS / 4);
    }

    @Test
    void parts_cutAnywhere_giveTheSameBytes() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Stored> inputs = various(seed);
            Random random = new Random(-seed);
            assertThat(bytesOrRefusal(() -> inStretches(inputs, random)))
                    .as("seed %d", seed)
                    .isEqualTo(bytesOrRefusal(() -> oneByOne(inputs)));
        }
    }

    @Test
    void mergeNormalized_onAnyNumberOfThreads_givesTheSameBytes() throws InterruptedException {
        for (int seed = 0; seed < ROUNDS / 4; seed++) {
            List<Stored> inputs = new ArrayList<>();
            for (Profile profile : Relatives.of(seed, 1 + seed % MOST)) {
                inputs.add(new Stored("input", Relatives.message(profile)));
            }
            Profile first = inputs.getFirst().read(new ProfileReader(LIMITS));
            Merger merger = new Merger(LIMITS, 1);
            merger.add(first);
            inputs.stream()
                    .skip(1)
                    .map(input -> input.read(new ProfileReader(LIMITS)))
                    .forEach(profile -> merger.add(profile, Weights.normalizing(profile, first)));

            assertThat(Pprof.encode(on(1 + seed % 5).mergeNormalized(inputs, Progress.NONE)))
                    .as("seed %d", seed)
                    .isEqualTo(Pprof.encode(merger.result()));
        }
    }

    @Test
    void merge_ofSumsThatComeBack_isExact_andOfOthersRefused() {
        PprofSample huge =
                Sound.sample(1, 1).toBuilder().setValue(1, Long.MAX_VALUE - 3).build();
        PprofProfile.Builder up = Sound.profile().clearSample().addSample(huge);
        PprofProfile.Builder down = Sound.profile().clearSample().addSample(Sound.sample(-3, 1));
        List<Stored> over = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            over.add(new Stored("up", up.build()));
        }

        assertThatThrownBy(() -> merge(3, over)).hasMessageContaining("64 bits");
        List<Stored> back = new ArrayList<>(over);
        over.forEach(input -> back.add(new Stored("back", input.bytes(), Weights.of(-1))));
        back.add(new Stored("down", down.build()));
        List<String> expected = Facts.multiset(oneByOne(List.of(back.getLast())));
        for (int seed = 0; seed < 20; seed++) {
            assertThat(Facts.multiset(inStretches(back, new Random(seed)))).isEqualTo(expected);
            assertThat(Facts.multiset(merge(3, back))).isEqualTo(expected);
        }
    }

    @Test
    void merge_withBadInputs_namesTheFirstOfTheList() {
        for (int round = 0; round < 30; round++) {
            List<Stored> inputs = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean bad = i == 23 || i == 37 || i == 39;
                ByteString bytes = bad ? BAD : Sound.profile().build().toByteString();
                inputs.add(new Stored("input " + i, bytes, Weights.ONE));
            }

            assertThatThrownBy(() -> merge(4, inputs))
                    .isInstanceOf(ProfileException.class)
                    .hasMessageStartingWith("input 23: ");
        }
    }

    @Test
    void merge_ofOtherTypes_namesTheFirstThatDiffersFromTheVeryFirst() {
        PprofProfile.Builder other = Sound.profile();
        other.getSampleTypeBuilder(1).setUnit(2);
        List<Stored> inputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            inputs.add(new Stored("input " + i, (i < 13 ? Sound.profile() : other).build()));
        }

        assertThatThrownBy(() -> merge(4, inputs))
                .hasMessageStartingWith("input 13: profiles of different sample types");
    }

    @Test
    void merge_whoseFirstInputIsBad_ends() {
        List<Stored> inputs = new ArrayList<>();
        inputs.add(new Stored("first", BAD, Weights.ONE));
        for (int i = 0; i < 20; i++) {
            inputs.add(new Stored("other", Sound.profile().build()));
        }

        assertThatThrownBy(() -> merge(4, inputs)).hasMessageStartingWith("first: ");
        assertThatThrownBy(() -> merge(4, List.of())).hasMessageContaining("no profiles to merge");
    }

    @Test
    void merge_thatIsInterrupted_endsSoon_withItsThreads() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger running = new AtomicInteger();
        ParallelMerge.Input endless = new ParallelMerge.Input() {
            @Override
            public String name() {
                return "endless";
            }

            @Override
            public Profile read(ProfileReader reader) {
                running.incrementAndGet();
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                running.decrementAndGet();
                throw new ProfileException(ProfileError.UNREADABLE, "closed by interrupt");
            }
        };
        AtomicInteger interruptions = new AtomicInteger();
        Thread merging = Thread.ofPlatform().start(() -> {
            try {
                on(2).merge(List.of(endless, endless, endless), Progress.NONE);
            } catch (InterruptedException e) {
                interruptions.incrementAndGet();
            }
        });
        begun.await();

        merging.interrupt();

        assertThat(merging.join(Duration.ofSeconds(1))).isTrue();
        assertThat(interruptions).hasValue(1);
        assertThat(running).hasValue(0);
    }

    @Test
    void merge_tellsOfEveryInput() throws InterruptedException {
        List<Stored> inputs = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            inputs.add(new Stored("input " + i, Sound.profile().build()));
        }
        AtomicLong done = new AtomicLong();
        Progress counting = new Progress() {
            @Override
            public void advance(long more) {
                done.addAndGet(more);
            }

            @Override
            public void close() {}
        };

        assertThat(on(3).merge(inputs, counting).samples().value(0, 0)).isEqualTo(57 * 3);
        assertThat(done).hasValue(57);
    }
}
